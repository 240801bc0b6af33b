-- Orders that sellers fetch at the distributors, and the daily reminder of them. Money is fen.

-- One tap of a seller on a confirm card. The key is the turn of the tap: the same tap again is the same row.
CREATE TABLE placements (
	key       bigint PRIMARY KEY,
	seller_id bigint NOT NULL,
	placed_at timestamptz NOT NULL
);

-- One distributor's part of it. People say its id: #1001.
CREATE TABLE orders (
	id             bigint GENERATED ALWAYS AS IDENTITY (START WITH 1001) PRIMARY KEY,
	placement      bigint NOT NULL REFERENCES placements,
	seller_id      bigint NOT NULL,
	distributor_id int    NOT NULL REFERENCES distributors,
	pickup_day     date   NOT NULL,
	pickup_at      timestamptz, -- when an hour was named
	total          bigint NOT NULL CHECK (total >= 0),
	status         text   NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'fetched', 'cancelled')),
	placed_at      timestamptz NOT NULL,
	closed_at      timestamptz,
	CHECK ((status = 'open') = (closed_at IS NULL)),
	UNIQUE (placement, distributor_id)
) WITH (fillfactor = 80);

CREATE INDEX orders_open ON orders (seller_id, pickup_day) WHERE status = 'open';
CREATE INDEX orders_open_at ON orders (distributor_id, pickup_day) WHERE status = 'open';
CREATE INDEX orders_seller ON orders (seller_id, placement);

-- What was ordered, as the card showed it: later changes of the item change no order.
CREATE TABLE order_lines (
	order_id bigint NOT NULL REFERENCES orders,
	line     int    NOT NULL,
	item_id  bigint NOT NULL REFERENCES items,
	sku      text   NOT NULL,
	title_en text   NOT NULL,
	title_zh text   NOT NULL,
	unit     text   NOT NULL,
	quantity int    NOT NULL CHECK (quantity > 0),
	price    bigint NOT NULL CHECK (price >= 0),
	total    bigint NOT NULL CHECK (total = quantity * price),
	PRIMARY KEY (order_id, line)
);

CREATE INDEX order_lines_item ON order_lines (item_id);

-- An order's total is the sum of its lines, checked when the transaction that wrote it ends.
CREATE FUNCTION check_order_total() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF NEW.total IS DISTINCT FROM (SELECT sum(total) FROM order_lines WHERE order_id = NEW.id) THEN
		RAISE EXCEPTION 'order %: total % is not the sum of its lines', NEW.id, NEW.total USING ERRCODE = 'check_violation';
	END IF;
	RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER orders_total AFTER INSERT OR UPDATE OF total ON orders
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_order_total();

-- An order and its lines, one row a line, as the program reads them.
CREATE VIEW order_rows AS
SELECT o.id, o.placement, o.seller_id, o.distributor_id, d.name AS distributor, o.pickup_day, o.pickup_at, o.total,
	o.status, o.placed_at, l.line, l.item_id, l.sku, l.title_en, l.title_zh, l.unit, l.quantity, l.price, l.total AS line_total
FROM orders o
JOIN distributors d ON d.id = o.distributor_id
JOIN order_lines l ON l.order_id = o.id;

-- Reserves the stock of a card's lines and writes its orders, all or nothing, in one round trip. A card that cannot be
-- placed is an answer and not an exception, because the transaction goes on to tell the seller so.
CREATE FUNCTION place_orders(
	turn bigint, seller bigint, item_ids bigint[], quantities int[], prices bigint[], day date, at timestamptz, clock timestamptz,
	OUT problem text, OUT item bigint, OUT asked bigint, OUT available int
) LANGUAGE plpgsql AS $$
BEGIN
	-- First of all, so that the same tap a second time waits here for the first and then locks no stock.
	INSERT INTO placements (key, seller_id, placed_at) VALUES (turn, seller, clock) ON CONFLICT DO NOTHING;
	IF NOT FOUND THEN
		RETURN;
	END IF;

	-- Everybody locks stock in the order of items, so nobody waits for one who waits for them.
	PERFORM FROM stock WHERE item_id = ANY (item_ids) ORDER BY item_id FOR UPDATE;

	SELECT p.problem, w.item_id, w.asked, greatest(s.on_hand - s.reserved, 0) INTO problem, item, asked, available
	FROM (SELECT item_id, sum(quantity) AS asked, min(price) AS low, max(price) AS high, min(n) AS n
		FROM unnest(item_ids, quantities, prices) WITH ORDINALITY AS w (item_id, quantity, price, n) GROUP BY item_id) w
	LEFT JOIN items i ON i.id = w.item_id
	LEFT JOIN stock s ON s.item_id = w.item_id
	CROSS JOIN LATERAL (SELECT CASE
		WHEN i.id IS NULL THEN 'unknown'
		WHEN w.low <> w.high OR w.low <> price_at(i.price, i.tier_from, i.tier_price, w.asked::bigint) THEN 'changed'
		WHEN w.asked < i.min_qty OR w.asked % i.multiple <> 0 THEN 'changed'
		WHEN s.on_hand - s.reserved < w.asked THEN 'short'
	END AS problem) p
	WHERE p.problem IS NOT NULL
	ORDER BY w.n LIMIT 1;
	IF FOUND THEN
		DELETE FROM placements WHERE key = turn AND seller_id = seller;
		RETURN;
	END IF;

	UPDATE stock s SET reserved = s.reserved + w.asked
	FROM (SELECT item_id, sum(quantity) AS asked FROM unnest(item_ids, quantities) AS w (item_id, quantity) GROUP BY item_id) w
	WHERE s.item_id = w.item_id;

	WITH wanted AS MATERIALIZED (
		SELECT w.n, w.quantity, w.price, i.id, i.distributor_id, i.sku, i.title_en, i.title_zh, i.unit
		FROM unnest(item_ids, quantities, prices) WITH ORDINALITY AS w (item_id, quantity, price, n)
		JOIN items i ON i.id = w.item_id
	), written AS (
		INSERT INTO orders (placement, seller_id, distributor_id, pickup_day, pickup_at, total, placed_at)
		SELECT turn, seller, distributor_id, day, at, sum(quantity * price), clock
		FROM wanted GROUP BY distributor_id ORDER BY min(n)
		RETURNING orders.id, orders.distributor_id
	)
	INSERT INTO order_lines (order_id, line, item_id, sku, title_en, title_zh, unit, quantity, price, total)
	SELECT o.id, row_number() OVER (PARTITION BY o.id ORDER BY w.n), w.id, w.sku, w.title_en, w.title_zh, w.unit,
		w.quantity, w.price, w.quantity * w.price
	FROM wanted w JOIN written o USING (distributor_id);

	INSERT INTO reminders (seller_id) VALUES (seller) ON CONFLICT DO NOTHING;
END $$;

-- Fetches or cancels an open order of a seller: what it reserved is given back, and what is fetched leaves the shelf.
-- Gives the status that the order had before, or null if this seller has no such order.
CREATE FUNCTION close_order(seller bigint, number bigint, closing text, clock timestamptz) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
	before text;
BEGIN
	SELECT status INTO before FROM orders WHERE id = number AND seller_id = seller FOR UPDATE;
	IF before IS DISTINCT FROM 'open' THEN
		RETURN before;
	END IF;
	PERFORM FROM stock WHERE item_id IN (SELECT item_id FROM order_lines WHERE order_id = number) ORDER BY item_id FOR UPDATE;
	UPDATE stock s SET reserved = s.reserved - l.quantity, on_hand = s.on_hand - CASE closing WHEN 'fetched' THEN l.quantity ELSE 0 END
	FROM (SELECT item_id, sum(quantity) AS quantity FROM order_lines WHERE order_id = number GROUP BY item_id) l
	WHERE s.item_id = l.item_id;
	UPDATE orders SET status = closing, closed_at = clock WHERE id = number AND seller_id = seller;
	RETURN before;
END $$;

-- A seller's daily reminder; a seller's first order makes the row.
CREATE TABLE reminders (
	seller_id     bigint PRIMARY KEY,
	is_on         boolean NOT NULL DEFAULT true,
	minute        int     NOT NULL DEFAULT 480 CHECK (minute BETWEEN 0 AND 1439), -- of the day, in the village's time zone
	sent_at       timestamptz, -- the last one
	snoozed_until timestamptz  -- to come again then, once
);
