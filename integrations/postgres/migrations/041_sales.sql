-- What sellers sold in their own shops: files of orders as they were read, which items the goods in them are, and which orders' goods were
-- ordered here already.

-- A file of a shop's orders, by the message that brought it.
CREATE TABLE shop_files (
	turn      bigint PRIMARY KEY,
	seller_id bigint NOT NULL CHECK (seller_id > 0),
	read_at   timestamptz NOT NULL
);
CREATE INDEX ON shop_files (seller_id);
CREATE INDEX ON shop_files (read_at);

-- The goods in it, by their place.
CREATE TABLE shop_goods (
	file  bigint NOT NULL REFERENCES shop_files ON DELETE CASCADE,
	place int    NOT NULL CHECK (place >= 0),
	name  text   NOT NULL CHECK (length(name) BETWEEN 1 AND 400), -- a merchant code, or a title and a kind, as they compare
	code  text   NOT NULL CHECK (length(code) <= 400),
	title text   NOT NULL CHECK (length(title) <= 400),
	spec  text   NOT NULL CHECK (length(spec) <= 400),
	PRIMARY KEY (file, place),
	UNIQUE (file, name)
);

-- How many pieces of them which order of the shop has.
CREATE TABLE shop_sales (
	file   bigint NOT NULL,
	place  int    NOT NULL,
	number text   NOT NULL CHECK (length(number) BETWEEN 1 AND 64), -- as order numbers compare
	pieces int    NOT NULL CHECK (pieces > 0),
	PRIMARY KEY (file, place, number),
	FOREIGN KEY (file, place) REFERENCES shop_goods ON DELETE CASCADE
);

-- The item that goods of a seller's shop are, as she said. Goods whose item is gone are asked about again.
CREATE TABLE shop_matches (
	id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	seller_id bigint NOT NULL CHECK (seller_id > 0),
	name      text   NOT NULL CHECK (length(name) BETWEEN 1 AND 400), -- as in shop_goods
	shown     text   NOT NULL CHECK (length(shown) BETWEEN 1 AND 400), -- as people read it
	item_id   bigint NOT NULL REFERENCES items ON DELETE CASCADE,
	said_at   timestamptz NOT NULL,
	UNIQUE (seller_id, name)
);

-- Goods of a shop's order that were ordered here. They count as long as the order here stands.
CREATE TABLE shop_fetched (
	seller_id  bigint NOT NULL CHECK (seller_id > 0),
	number     text   NOT NULL CHECK (length(number) BETWEEN 1 AND 64),
	name       text   NOT NULL CHECK (length(name) BETWEEN 1 AND 400),
	placement  bigint NOT NULL REFERENCES placements,
	item_id    bigint NOT NULL REFERENCES items,
	fetched_at timestamptz NOT NULL,
	PRIMARY KEY (seller_id, number, name, placement)
);
CREATE INDEX ON shop_fetched (fetched_at);
