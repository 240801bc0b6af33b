-- What sellers wait for, and the stock that is held for them for a while once it is there. Who locks stock locks it first, before
-- the waits and holds of its items, and in the order of items.

-- The least quantity not below the asked one that an item's minimum and steps allow.
CREATE FUNCTION orderable(asked bigint, min_qty int, multiple int) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (greatest(asked, min_qty) + multiple - 1) / multiple * multiple;

-- Stock that one seller alone can order, until it ends. It is part of stock.reserved, also when it has lapsed and nobody has
-- released it yet: what counts it as free by then is availability.
CREATE TABLE holds (
	item_id   bigint NOT NULL REFERENCES stock,
	seller_id bigint NOT NULL,
	quantity  int NOT NULL CHECK (quantity > 0),
	ends_at   timestamptz NOT NULL,
	PRIMARY KEY (item_id, seller_id)
);

CREATE INDEX holds_end ON holds (ends_at);

-- What is held is reserved, and nothing is held that is not there: stock has the check.
CREATE FUNCTION reserve_held() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	UPDATE stock SET reserved = reserved + coalesce(NEW.quantity, 0) - coalesce(OLD.quantity, 0)
	WHERE item_id = coalesce(NEW.item_id, OLD.item_id);
	RETURN NULL;
END $$;

CREATE TRIGGER holds_reserve AFTER INSERT OR DELETE OR UPDATE OF quantity ON holds FOR EACH ROW EXECUTE FUNCTION reserve_held();

-- What is reserved of an item at this moment, and what everybody can order.
CREATE VIEW availability AS
SELECT k.item_id, k.reserved - coalesce(l.quantity, 0)::int AS reserved, k.on_hand - k.reserved + coalesce(l.quantity, 0)::int AS available
FROM stock k
LEFT JOIN (SELECT item_id, sum(quantity) AS quantity FROM holds WHERE ends_at <= now() GROUP BY item_id) l ON l.item_id = k.item_id;

-- Locks the stock of items, and releases what has lapsed of it. Holds and waits are few most of the time, and many when a long
-- file brings everything: a plan made for few must not read all of them for each item.
CREATE FUNCTION release_lapsed(items bigint[]) RETURNS void LANGUAGE plpgsql SET enable_seqscan = off AS $$
BEGIN
	PERFORM FROM stock WHERE item_id = ANY (items) ORDER BY item_id FOR UPDATE;
	DELETE FROM holds WHERE item_id = ANY (items) AND ends_at <= now();
END $$;

-- Somebody who waits for goods to be there, or to cost no more than so much.
CREATE TABLE waits (
	id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, -- in this order they are served
	seller_id bigint NOT NULL,
	place     int    NOT NULL CHECK (place BETWEEN 1 AND 30), -- a seller has so many and no more
	item_id   bigint NOT NULL REFERENCES items,
	quantity  int CHECK (quantity > 0), -- that is wanted; null: the item's least
	price     bigint NOT NULL CHECK (price >= 0), -- of one piece when the wait began
	price_max bigint CHECK (price_max >= 0), -- that one piece is to cost at most; null: it waits for goods
	ends_at   timestamptz NOT NULL, -- without a word
	served_at timestamptz, -- what it waits for is there, and is still to be told
	UNIQUE (seller_id, place)
);

CREATE UNIQUE INDEX waits_one ON waits (seller_id, item_id, (price_max IS NULL));
CREATE INDEX waits_item ON waits (item_id);
CREATE INDEX waits_served ON waits (seller_id) WHERE served_at IS NOT NULL;

-- Begins a wait, or changes one of the same item, and gives it; else why not: 'there' where there is nothing to wait for,
-- 'full' where the seller has no place left, 'unknown' where there is no such item.
CREATE FUNCTION begin_wait(
	seller bigint, item bigint, asked int, most bigint, lasts interval, OUT begun bigint, OUT problem text
) LANGUAGE plpgsql AS $$
DECLARE
	free   int;
	needed bigint;
	costs  bigint;
BEGIN
	-- Whoever brings stock waits here for this, or this for them: none comes in between the look and the wait.
	PERFORM FROM stock WHERE item_id = item FOR UPDATE;
	SELECT k.available + coalesce(h.quantity, 0), n.needed, price_at(i.price, i.tier_from, i.tier_price, n.needed) INTO free, needed, costs
	FROM items i
	JOIN availability k ON k.item_id = i.id
	LEFT JOIN holds h ON h.item_id = i.id AND h.seller_id = seller AND h.ends_at > now()
	CROSS JOIN LATERAL (SELECT orderable(asked, i.min_qty, i.multiple) AS needed) n
	WHERE i.id = item;
	IF NOT FOUND THEN
		problem := 'unknown';
		RETURN;
	ELSIF most IS NULL AND free >= needed OR costs <= most THEN
		problem := 'there';
		RETURN;
	END IF;

	UPDATE waits SET quantity = asked, price = costs, price_max = most, ends_at = now() + lasts, served_at = NULL
	WHERE seller_id = seller AND item_id = item AND (price_max IS NULL) = (most IS NULL) RETURNING id INTO begun;
	IF FOUND THEN
		RETURN;
	END IF;
	DELETE FROM waits WHERE seller_id = seller AND ends_at <= now();
	INSERT INTO waits (seller_id, place, item_id, quantity, price, price_max, ends_at)
	SELECT seller, n, item, asked, costs, most, now() + lasts FROM generate_series(1, 30) n
	WHERE NOT EXISTS (SELECT FROM waits WHERE seller_id = seller AND place = n) ORDER BY n LIMIT 1
	RETURNING id INTO begun;
	IF NOT FOUND THEN
		problem := 'full';
	END IF;
END $$;

-- Serves those who wait for an item, in the order they began, as far as what is there reaches for what each needs: it is held
-- for them from now on, and they are to be told. Who needs more than is there goes on waiting. Gives how many were served,
-- and how much is held for them.
CREATE FUNCTION serve_waits(item bigint, OUT people int, OUT held int) LANGUAGE plpgsql SET enable_seqscan = off AS $$
DECLARE
	free int;
	next record;
BEGIN
	people := 0;
	held := 0;
	IF NOT EXISTS (SELECT FROM waits WHERE item_id = item) AND NOT EXISTS (SELECT FROM holds WHERE item_id = item AND ends_at <= now()) THEN
		RETURN;
	END IF;
	PERFORM release_lapsed(ARRAY[item]);

	-- Those who were served long ago and could not be told wait again, at their old place.
	UPDATE waits w SET served_at = NULL
	WHERE w.item_id = item AND w.price_max IS NULL AND w.served_at IS NOT NULL
		AND NOT EXISTS (SELECT FROM holds h WHERE h.item_id = w.item_id AND h.seller_id = w.seller_id);

	SELECT on_hand - reserved INTO free FROM stock WHERE item_id = item;
	FOR next IN
		SELECT w.id, w.seller_id, orderable(w.quantity, i.min_qty, i.multiple) AS needed, coalesce(h.quantity, 0) AS has
		FROM waits w
		JOIN items i ON i.id = w.item_id
		LEFT JOIN holds h ON h.item_id = w.item_id AND h.seller_id = w.seller_id
		WHERE w.item_id = item AND w.price_max IS NULL AND w.served_at IS NULL AND w.ends_at > now()
		ORDER BY w.id FOR UPDATE OF w
	LOOP
		CONTINUE WHEN next.needed - next.has > free;
		INSERT INTO holds (item_id, seller_id, quantity, ends_at) VALUES (item, next.seller_id, next.needed, now() + interval '30 minutes')
		ON CONFLICT (item_id, seller_id) DO UPDATE SET quantity = greatest(holds.quantity, excluded.quantity), ends_at = excluded.ends_at;
		UPDATE waits SET served_at = now() WHERE id = next.id;
		free := free - greatest(next.needed - next.has, 0);
		people := people + 1;
		held := held + greatest(next.needed - next.has, 0);
	END LOOP;

	WITH cheap AS (
		SELECT w.id, price_at(i.price, i.tier_from, i.tier_price, orderable(w.quantity, i.min_qty, i.multiple)) <= w.price_max AS enough
		FROM waits w JOIN items i ON i.id = w.item_id
		WHERE w.item_id = item AND w.price_max IS NOT NULL AND w.ends_at > now()
	), served AS (
		UPDATE waits w SET served_at = CASE WHEN c.enough THEN now() END FROM cheap c
		WHERE c.id = w.id AND c.enough <> (w.served_at IS NOT NULL) RETURNING c.enough
	)
	SELECT people + count(*) INTO people FROM served WHERE enough;
END $$;

-- Whatever brings stock, those who wait for it come before all others: they are served when its transaction ends, while it
-- still has the stock locked.
CREATE FUNCTION serve_waits_of_stock() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	PERFORM serve_waits(NEW.item_id);
	RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER stock_serves_waits AFTER UPDATE OF on_hand, reserved ON stock
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.on_hand - NEW.reserved > OLD.on_hand - OLD.reserved)
EXECUTE FUNCTION serve_waits_of_stock();

-- Does what place_orders does, with what is held for the seller as free stock. The orders use it up; where nothing is
-- ordered it stays held.
CREATE FUNCTION place_held_orders(
	turn bigint, seller bigint, item_ids bigint[], quantities int[], prices bigint[], day date, at timestamptz, clock timestamptz,
	OUT problem text, OUT item bigint, OUT asked bigint, OUT available int
) LANGUAGE plpgsql AS $$
BEGIN
	PERFORM release_lapsed(item_ids);
	-- The same tap once more uses up nothing that has been held since.
	IF EXISTS (SELECT FROM placements WHERE key = turn) THEN
		RETURN;
	END IF;
	DELETE FROM holds WHERE item_id = ANY (item_ids) AND seller_id = seller;
	IF FOUND THEN
		DELETE FROM waits WHERE item_id = ANY (item_ids) AND seller_id = seller AND served_at IS NOT NULL AND price_max IS NULL;
	END IF;
	SELECT p.problem, p.item, p.asked, p.available INTO problem, item, asked, available
	FROM place_orders(turn, seller, item_ids, quantities, prices, day, at, clock) p;
	IF problem IS NOT NULL THEN
		RAISE EXCEPTION 'not placed' USING ERRCODE = 'OH001';
	END IF;
EXCEPTION
	WHEN SQLSTATE 'OH001' THEN NULL;
END $$;
