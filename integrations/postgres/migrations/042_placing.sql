-- Placing a card takes as little of the database's time as it can: it is one function, whose statements are planned once in a connection, and
-- what it writes is checked once, with all its lines together. Accepting draws a code, and does not sort all of them.

-- A language whose functions keep their plans, for what is asked of every item or distributor of a card.
CREATE OR REPLACE FUNCTION price_at(price bigint, tier_from int[], tier_price bigint[], quantity bigint) RETURNS bigint
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
	FOR n IN REVERSE cardinality(tier_from)..1 LOOP
		IF tier_from[n] <= quantity THEN
			RETURN tier_price[n];
		END IF;
	END LOOP;
	RETURN price;
END $$;

CREATE OR REPLACE FUNCTION refused_at(distributor int, day date, minute int, wall timestamp) RETURNS text LANGUAGE plpgsql STABLE AS $$
BEGIN
	RETURN CASE WHEN refused_at.day > wall::date + (SELECT order_days FROM settings) THEN 'far' ELSE (SELECT CASE
		WHEN h.days & (1 << (extract(isodow FROM refused_at.day)::int - 1)) = 0
			OR EXISTS (SELECT FROM closed_days c WHERE c.distributor_id = distributor AND c.day = refused_at.day) THEN 'closed'
		WHEN minute NOT BETWEEN h.opens AND h.closes THEN 'hour'
		WHEN refused_at.day = wall::date AND extract(hour FROM wall) * 60 + extract(minute FROM wall) >= coalesce(h.cutoff, h.closes) THEN 'cutoff'
		END FROM distributor_hours h WHERE h.distributor_id = distributor) END;
END $$;

-- Places a card's orders, all or nothing. The same turn again changes nothing. A card that cannot be placed is an answer and not an exception,
-- because the transaction goes on to tell the seller so. problem: hours (a distributor hands nothing over then), credit (asked is what the card
-- costs, available how much more the seller may order), unknown (there is no such item), changed (price, minimum or steps are others than shown),
-- short (available is what there is for her). It is found before anything but the turn is written, and holds that have ended are let go. Left to itself, PostgreSQL plans all anew for
-- every card, because lists of few items look cheaper to it than those of unknown length; and few holds must not have it read all of them.
DROP FUNCTION place_held_orders, place_orders;
CREATE OR REPLACE FUNCTION place_open_orders(
	turn bigint, seller bigint, item_ids bigint[], quantities int[], prices bigint[], day date, at timestamptz, clock timestamptz, minute int, wall timestamp,
	OUT problem text, OUT item bigint, OUT asked bigint, OUT available int
) LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan SET enable_seqscan = off AS $$
DECLARE
	allowed bigint;
BEGIN
	-- First of all, so that the same tap a second time waits here for the first, and then locks no stock.
	INSERT INTO placements (key, seller_id, placed_at) VALUES (turn, seller, clock) ON CONFLICT DO NOTHING;
	IF NOT FOUND THEN
		RETURN;
	END IF;
	IF EXISTS (SELECT FROM (SELECT DISTINCT distributor_id FROM items WHERE id = ANY (item_ids)) d WHERE refused_at(d.distributor_id, day, minute, wall) IS NOT NULL) THEN
		problem := 'hours';
	ELSE
		allowed := credit_left(seller);
		asked := CASE WHEN allowed IS NOT NULL THEN (SELECT sum(quantity::bigint * price) FROM unnest(quantities, prices) AS w (quantity, price)) END;
		IF asked > allowed THEN
			problem := 'credit';
			available := least(allowed, 2147483647);
		ELSE
			-- Everybody locks stock in the order of items, so nobody waits for one who waits for them.
			PERFORM FROM stock WHERE item_id = ANY (item_ids) ORDER BY item_id FOR UPDATE;
			DELETE FROM holds WHERE item_id = ANY (item_ids) AND ends_at <= now();
			SELECT p.problem, w.item_id, w.asked, p.available INTO problem, item, asked, available
			FROM (SELECT item_id, sum(quantity) AS asked, min(price) AS low, max(price) AS high, min(n) AS n
				FROM unnest(item_ids, quantities, prices) WITH ORDINALITY AS w (item_id, quantity, price, n) GROUP BY item_id) w
			LEFT JOIN items i ON i.id = w.item_id
			LEFT JOIN stock s ON s.item_id = w.item_id
			LEFT JOIN holds h ON h.item_id = w.item_id AND h.seller_id = seller
			CROSS JOIN LATERAL (SELECT greatest(s.on_hand - s.reserved, 0) + coalesce(h.quantity, 0)) AS f (free)
			CROSS JOIN LATERAL (SELECT f.free, CASE
				WHEN i.id IS NULL THEN 'unknown'
				WHEN w.low <> w.high OR w.low <> price_at(i.price, i.tier_from, i.tier_price, w.asked::bigint) THEN 'changed'
				WHEN w.asked < i.min_qty OR w.asked % i.multiple <> 0 THEN 'changed'
				WHEN f.free < w.asked THEN 'short'
			END) AS p (available, problem)
			WHERE p.problem IS NOT NULL
			ORDER BY w.n LIMIT 1;
		END IF;
	END IF;
	IF problem IS NOT NULL THEN
		DELETE FROM placements WHERE key = turn;
		RETURN;
	END IF;

	-- What is held for the seller is used up.
	DELETE FROM holds WHERE item_id = ANY (item_ids) AND seller_id = seller;
	IF FOUND THEN
		DELETE FROM waits WHERE item_id = ANY (item_ids) AND seller_id = seller AND served_at IS NOT NULL AND price_max IS NULL;
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

-- An order is large no longer than its goods are, all of them together; what a pool has ordered never is: others have their price by it.
DROP TRIGGER order_lines_large ON order_lines;
CREATE OR REPLACE FUNCTION mark_large() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF (SELECT large_share FROM settings) IS NULL AND NOT EXISTS (SELECT FROM written w JOIN orders o ON o.id = w.order_id WHERE o.accept_by IS NOT NULL) THEN
		RETURN NULL;
	END IF;
	UPDATE orders o SET accept_by = l.accept_by
	FROM (SELECT id, CASE WHEN EXISTS (SELECT FROM order_lines WHERE order_id = o.id AND quantity > 0 AND is_large(o.seller_id, item_id, 0))
			THEN coalesce(accept_by, now() + interval '12 hours') END AS accept_by
		FROM orders o WHERE id IN (SELECT order_id FROM written) AND status = 'placed' AND pool_id IS NULL) l
	WHERE o.id = l.id AND o.accept_by IS DISTINCT FROM l.accept_by;
	RETURN NULL;
END $$;
CREATE TRIGGER order_lines_large AFTER INSERT ON order_lines REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION mark_large();
CREATE TRIGGER order_lines_large_still AFTER UPDATE ON order_lines REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION mark_large();

-- To an order to which nothing has happened yet but that it was placed, check_order says no more than this. Whatever else happens to it in the
-- transaction that placed it has the order checked as a whole.
CREATE FUNCTION check_new_order() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF NEW.status <> 'placed' OR NEW.cancel_asked
		OR (SELECT o.total IS DISTINCT FROM (SELECT sum(total) FROM order_lines WHERE order_id = o.id) FROM orders o WHERE o.id = NEW.id)
	THEN
		RAISE EXCEPTION 'order %: its total is not the sum of its lines, or it does not begin by being placed', NEW.id USING ERRCODE = 'check_violation';
	END IF;
	RETURN NULL;
END $$;
DROP TRIGGER orders_hold ON orders;
CREATE CONSTRAINT TRIGGER orders_begin_whole AFTER INSERT ON orders
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_new_order();
CREATE CONSTRAINT TRIGGER orders_hold AFTER UPDATE OF total, status, cancel_asked, pickup_day, pickup_at ON orders
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_order('id');

-- As before, but that the free codes are listed only where nearly all are taken: a code that is drawn is most likely free.
CREATE OR REPLACE FUNCTION free_code(distributor int) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	drawn text;
BEGIN
	PERFORM FROM distributors WHERE id = distributor FOR NO KEY UPDATE;
	FOR try IN 1..20 LOOP
		drawn := to_char(floor(random() * 10000), 'FM0000');
		IF NOT EXISTS (SELECT FROM orders WHERE distributor_id = distributor AND open AND code = drawn) THEN
			RETURN drawn;
		END IF;
	END LOOP;
	RETURN (SELECT code FROM (SELECT to_char(n, 'FM0000') AS code FROM generate_series(0, 9999) n
		EXCEPT SELECT code FROM orders WHERE distributor_id = distributor AND open) free ORDER BY random() LIMIT 1);
END $$;
