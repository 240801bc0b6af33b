-- A placed order can be changed: by its seller as long as nobody has accepted it, from then on if its distributor agrees. One row of
-- order_changes is one tap; it keeps what was wanted and the order's terms before and, once it was made, after, for good.

ALTER TABLE order_moves DROP CONSTRAINT order_moves_needs_check,
	ADD CHECK (needs IN ('', 'reason', 'request', 'nothing left', 'proposal')); -- a proposed change that stands unanswered
INSERT INTO order_moves (what, before, after, role, needs) VALUES
	('changed', 'placed', 'placed', 'seller', ''),
	('proposed', 'accepted', 'accepted', 'seller', ''), ('proposed', 'ready', 'ready', 'seller', ''),
	('changed', 'accepted', 'accepted', 'distributor', 'proposal'), ('changed', 'ready', 'ready', 'distributor', 'proposal'),
	('declined', 'accepted', 'accepted', 'distributor', 'proposal'), ('declined', 'ready', 'ready', 'distributor', 'proposal');

CREATE TABLE order_changes (
	id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	key        bigint NOT NULL UNIQUE, -- the turn of the tap: the same tap again is the same change
	order_id   bigint NOT NULL REFERENCES orders,
	-- What is wanted: so many pieces in all of each of these items, at these prices of a piece, to be fetched then; 0: none of it.
	item_ids   bigint[] NOT NULL,
	quantities int[]    NOT NULL,
	prices     bigint[] NOT NULL,
	pickup_day date     NOT NULL,
	pickup_at  timestamptz,
	status     text NOT NULL CHECK (status IN ('asked', 'made', 'declined', 'replaced')),
	before     jsonb NOT NULL,
	after      jsonb,
	CHECK (cardinality(item_ids) = cardinality(quantities) AND cardinality(item_ids) = cardinality(prices)),
	CHECK (0 <= ALL (quantities) AND 0 <= ALL (prices)),
	CHECK ((status = 'made') = (after IS NOT NULL))
);
CREATE INDEX ON order_changes (order_id, id);
CREATE UNIQUE INDEX order_changes_asked ON order_changes (order_id) WHERE status = 'asked';

CREATE FUNCTION keep_order_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF TG_OP = 'DELETE' OR OLD.status <> 'asked'
		OR to_jsonb(NEW) - '{status,after}'::text[] <> to_jsonb(OLD) - '{status,after}'::text[]
	THEN
		RAISE EXCEPTION 'order %: how it was changed stays', OLD.order_id USING ERRCODE = 'check_violation';
	END IF;
	RETURN NEW;
END $$;
CREATE TRIGGER order_changes_keep BEFORE UPDATE OR DELETE ON order_changes FOR EACH ROW EXECUTE FUNCTION keep_order_change();

ALTER TABLE order_events
	ADD COLUMN change bigint REFERENCES order_changes,
	ADD CHECK ((change IS NULL) = (what NOT IN ('changed', 'proposed', 'declined')));
CREATE UNIQUE INDEX ON order_events (change, what);

-- A line that was taken off an order stays for what happened to it before, with nothing of it ordered; nobody is shown it.
ALTER TABLE order_lines DROP CONSTRAINT order_lines_ordered_check, ADD CHECK (ordered >= 0);
CREATE OR REPLACE VIEW order_rows AS
SELECT o.id, o.placement, o.seller_id, o.distributor_id, d.name AS distributor, o.pickup_day, o.pickup_at, o.total,
	o.status, o.placed_at, l.line, l.item_id, l.sku, l.title_en, l.title_zh, l.unit, l.quantity, l.price, l.total AS line_total,
	l.ordered, o.open, coalesce(o.code, '') AS code, o.cancel_asked, o.closed_at
FROM orders o
JOIN distributors d ON d.id = o.distributor_id
JOIN order_lines l ON l.order_id = o.id AND l.ordered > 0;

-- What an order is about, as changes of it are written down: when it is fetched, and what was ordered by line.
CREATE FUNCTION order_terms(number bigint) RETURNS jsonb LANGUAGE sql STABLE
RETURN (SELECT jsonb_build_object('day', o.pickup_day, 'at', o.pickup_at, 'lines', (
		SELECT jsonb_object_agg(l.line, jsonb_build_object('sku', l.sku, 'ordered', l.ordered, 'price', l.price))
		FROM order_lines l WHERE l.order_id = o.id AND l.ordered > 0))
	FROM orders o WHERE o.id = number);

-- What was ordered stays, unless a change of the order says otherwise; check_order compares them.
CREATE OR REPLACE FUNCTION keep_order_line() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
	may text[] := '{quantity,total}';
BEGIN
	IF TG_OP = 'INSERT' THEN
		NEW.ordered := NEW.quantity;
		RETURN NEW;
	END IF;
	IF EXISTS (SELECT FROM order_changes WHERE order_id = OLD.order_id) THEN
		may := '{quantity,total,ordered,price}';
	END IF;
	IF to_jsonb(NEW) - may <> to_jsonb(OLD) - may THEN
		RAISE EXCEPTION 'order %: what was ordered stays', OLD.order_id USING ERRCODE = 'check_violation';
	END IF;
	RETURN NEW;
END $$;

-- As before, and: an order that was changed is as its changes left it, one after the other.
CREATE OR REPLACE FUNCTION check_order() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
	number bigint := to_jsonb(coalesce(NEW, OLD)) ->> TG_ARGV[0];
	fault  text;
BEGIN
	SELECT CASE
		WHEN o.total IS DISTINCT FROM (SELECT sum(total) FROM order_lines WHERE order_id = number) THEN 'its total is not the sum of its lines'
		WHEN o.status IS DISTINCT FROM (SELECT after FROM order_events WHERE order_id = number ORDER BY id DESC LIMIT 1)
			THEN 'nothing that happened to it makes it ' || o.status
		WHEN o.cancel_asked IS DISTINCT FROM (o.open AND coalesce((SELECT what = 'asked' FROM order_events
			WHERE order_id = number AND what IN ('asked', 'kept') ORDER BY id DESC LIMIT 1), false))
			THEN 'whether its seller asks to cancel it is not what happened'
		WHEN EXISTS (SELECT FROM (SELECT before, lag(after, 1, '') OVER (ORDER BY id) AS left_at FROM order_events WHERE order_id = number) e
			WHERE before <> left_at) THEN 'what happened to it does not follow from what happened before'
		WHEN EXISTS (SELECT FROM order_lines l WHERE l.order_id = number AND l.quantity <> coalesce((SELECT has FROM order_events
			WHERE order_id = number AND line = l.line AND id > coalesce((SELECT max(e.id) FROM order_events e JOIN order_changes c ON c.id = e.change
				WHERE e.order_id = number AND e.what = 'changed' AND l.item_id = ANY (c.item_ids)), 0)
			ORDER BY id DESC LIMIT 1), l.ordered)) THEN 'nothing says why a line came up short'
		WHEN EXISTS (SELECT FROM order_events e JOIN order_moves m USING (what, before, role) WHERE e.order_id = number AND CASE m.needs
			WHEN 'reason' THEN e.reason = ''
			WHEN 'request' THEN NOT coalesce((SELECT p.what = 'asked' FROM order_events p WHERE p.order_id = number AND p.id < e.id
				AND p.what IN ('asked', 'kept') ORDER BY p.id DESC LIMIT 1), false)
			WHEN 'proposal' THEN NOT coalesce((SELECT p.what = 'proposed' AND p.change = e.change FROM order_events p WHERE p.order_id = number
				AND p.id < e.id AND p.what IN ('proposed', 'changed', 'declined') ORDER BY p.id DESC LIMIT 1), false)
			WHEN 'nothing left' THEN EXISTS (SELECT FROM order_lines WHERE order_id = number AND quantity > 0)
			END) THEN 'what happened to it lacks what it needs'
		WHEN EXISTS (SELECT FROM (SELECT coalesce(after, before) AS left_as, lead(before) OVER (ORDER BY id) AS next FROM order_changes
			WHERE order_id = number) c WHERE left_as <> coalesce(next, order_terms(number))) THEN 'it is not as its changes left it'
		WHEN EXISTS (SELECT FROM order_changes c WHERE c.order_id = number AND (c.status = 'made') <> EXISTS (SELECT FROM order_events
			WHERE change = c.id AND what = 'changed')) THEN 'a change is not what became of it'
		WHEN EXISTS (SELECT FROM order_claims c WHERE c.order_id = number AND c.status <> (SELECT CASE what WHEN 'claimed' THEN 'open' ELSE what END
			FROM order_events WHERE claim = c.id ORDER BY id DESC LIMIT 1)) THEN 'a claim is not what became of it'
		WHEN EXISTS (SELECT FROM order_claims c JOIN order_lines l USING (order_id, line) WHERE c.order_id = number AND c.amount > c.quantity * l.price)
			THEN 'more is credited than was paid'
		WHEN EXISTS (SELECT FROM order_claims c JOIN order_lines l USING (order_id, line) WHERE c.order_id = number AND c.status <> 'denied'
			GROUP BY l.line, l.quantity HAVING sum(c.quantity) > l.quantity) THEN 'more is claimed than was handed over'
		END INTO fault
	FROM orders o WHERE o.id = number;
	IF fault IS NOT NULL THEN
		RAISE EXCEPTION 'order %: %', number, fault USING ERRCODE = 'check_violation';
	END IF;
	RETURN NULL;
END $$;
DROP TRIGGER orders_hold ON orders;
CREATE CONSTRAINT TRIGGER orders_hold AFTER INSERT OR UPDATE OF total, status, cancel_asked, pickup_day, pickup_at ON orders
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_order('id');
CREATE CONSTRAINT TRIGGER order_changes_hold AFTER INSERT OR UPDATE ON order_changes
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_order('order_id');

-- Makes a change: the items get so many pieces, all of one item on its first line, and stock is reserved or given back. What is held for
-- the seller is there for her. fixed: the prices agreed on hold, also where the item's are others by now. problem: unknown (an item
-- that the distributor does not have), changed (price, minimum or steps are others than shown), short (available is how many the order
-- could get), empty (nothing would be left of the order).
CREATE FUNCTION make_change(number bigint, wanted bigint, fixed boolean, OUT problem text, OUT item bigint, OUT asked bigint, OUT available bigint)
LANGUAGE plpgsql AS $$
DECLARE
	o orders;
	c order_changes;
BEGIN
	SELECT * INTO o FROM orders WHERE id = number;
	SELECT * INTO c FROM order_changes WHERE id = wanted;
	PERFORM release_lapsed(c.item_ids);

	SELECT p.problem, w.item_id, w.quantity, w.held + greatest(s.on_hand - s.reserved, 0) + coalesce(h.quantity, 0) INTO problem, item, asked, available
	FROM (SELECT u.item_id, u.quantity, u.price, u.n, coalesce((SELECT sum(quantity) FROM order_lines WHERE order_id = number AND item_id = u.item_id), 0) AS held
		FROM unnest(c.item_ids, c.quantities, c.prices) WITH ORDINALITY AS u (item_id, quantity, price, n)) w
	LEFT JOIN items i ON i.id = w.item_id AND i.distributor_id = o.distributor_id
	LEFT JOIN stock s ON s.item_id = w.item_id
	LEFT JOIN holds h ON h.item_id = w.item_id AND h.seller_id = o.seller_id
	CROSS JOIN LATERAL (SELECT CASE
		WHEN i.id IS NULL THEN 'unknown'
		WHEN w.quantity = 0 THEN NULL
		WHEN NOT fixed AND w.price <> price_at(i.price, i.tier_from, i.tier_price, w.quantity::bigint) THEN 'changed'
		WHEN NOT fixed AND (w.quantity < i.min_qty OR w.quantity % i.multiple <> 0) THEN 'changed'
		WHEN w.quantity - w.held > s.on_hand - s.reserved + coalesce(h.quantity, 0) THEN 'short'
	END AS problem) p
	WHERE p.problem IS NOT NULL ORDER BY w.n LIMIT 1;
	IF FOUND THEN
		RETURN;
	END IF;
	IF NOT EXISTS (SELECT FROM unnest(c.quantities) q WHERE q > 0)
		AND NOT EXISTS (SELECT FROM order_lines WHERE order_id = number AND quantity > 0 AND item_id <> ALL (c.item_ids))
	THEN
		problem := 'empty';
		RETURN;
	END IF;

	WITH used AS (
		DELETE FROM holds h USING unnest(c.item_ids, c.quantities) AS w (item_id, quantity)
		WHERE h.item_id = w.item_id AND h.seller_id = o.seller_id
			AND w.quantity > (SELECT coalesce(sum(l.quantity), 0) FROM order_lines l WHERE l.order_id = number AND l.item_id = w.item_id)
		RETURNING h.item_id
	)
	DELETE FROM waits w USING used u WHERE w.item_id = u.item_id AND w.seller_id = o.seller_id AND w.served_at IS NOT NULL AND w.price_max IS NULL;
	UPDATE stock s SET reserved = s.reserved + w.quantity - (SELECT coalesce(sum(l.quantity), 0) FROM order_lines l
		WHERE l.order_id = number AND l.item_id = w.item_id)
	FROM unnest(c.item_ids, c.quantities) AS w (item_id, quantity) WHERE s.item_id = w.item_id;

	UPDATE order_lines l SET ordered = n.pieces, quantity = n.pieces, price = n.price, total = n.pieces * n.price
	FROM (
		SELECT l.line, CASE WHEN l.line = min(l.line) OVER (PARTITION BY l.item_id) THEN w.quantity ELSE 0 END AS pieces,
			CASE WHEN w.quantity = 0 THEN l.price ELSE w.price END AS price
		FROM order_lines l JOIN unnest(c.item_ids, c.quantities, c.prices) AS w (item_id, quantity, price) ON w.item_id = l.item_id
		WHERE l.order_id = number
	) n WHERE l.order_id = number AND l.line = n.line;
	INSERT INTO order_lines (order_id, line, item_id, sku, title_en, title_zh, unit, quantity, price, total)
	SELECT number, (SELECT max(line) FROM order_lines WHERE order_id = number) + row_number() OVER (ORDER BY w.n),
		i.id, i.sku, i.title_en, i.title_zh, i.unit, w.quantity, w.price, w.quantity * w.price
	FROM unnest(c.item_ids, c.quantities, c.prices) WITH ORDINALITY AS w (item_id, quantity, price, n)
	JOIN items i ON i.id = w.item_id
	WHERE w.quantity > 0 AND NOT EXISTS (SELECT FROM order_lines WHERE order_id = number AND item_id = w.item_id);
	UPDATE orders SET pickup_day = c.pickup_day, pickup_at = c.pickup_at,
		total = (SELECT sum(total) FROM order_lines WHERE order_id = number) WHERE id = number;
	UPDATE order_changes SET status = 'made', after = order_terms(number) WHERE id = wanted;
END $$;

-- Changes an order of a seller as a card showed it, or asks its distributor where that is needed. seen is the last thing that had happened
-- to the order when the card was drawn. problem as make_change's, and besides: none (the seller has no such order), late (it is closed),
-- moved (something has happened to it since), asked (she asks to cancel it), same (it is so already).
CREATE FUNCTION change_order(
	turn bigint, number bigint, seen bigint, item_ids bigint[], quantities int[], prices bigint[], day date, at timestamptz,
	seller bigint, clock timestamptz, OUT problem text, OUT item bigint, OUT asked bigint, OUT available bigint
) LANGUAGE plpgsql AS $$
DECLARE
	o    orders;
	m    order_moves;
	made bigint;
BEGIN
	SELECT * INTO o FROM orders WHERE id = number AND seller_id = seller FOR UPDATE;
	IF NOT FOUND THEN
		problem := 'none';
		RETURN;
	ELSIF EXISTS (SELECT FROM order_changes WHERE key = turn AND order_id = number) THEN
		RETURN;
	END IF;
	SELECT * INTO m FROM order_moves WHERE before = o.status AND role = 'seller' AND what IN ('changed', 'proposed');
	problem := CASE
		WHEN NOT FOUND THEN 'late'
		WHEN o.cancel_asked THEN 'asked'
		WHEN seen <> (SELECT max(id) FROM order_events WHERE order_id = number) THEN 'moved'
		WHEN (day, at) IS NOT DISTINCT FROM (o.pickup_day, o.pickup_at) AND NOT EXISTS (
			SELECT FROM unnest(item_ids, quantities) AS w (item_id, quantity) WHERE w.quantity <> coalesce((SELECT sum(l.quantity)
				FROM order_lines l WHERE l.order_id = number AND l.item_id = w.item_id), 0)) THEN 'same'
	END;
	IF problem IS NOT NULL THEN
		RETURN;
	END IF;
	UPDATE order_changes SET status = 'replaced' WHERE order_id = number AND status = 'asked';
	INSERT INTO order_changes (key, order_id, item_ids, quantities, prices, pickup_day, pickup_at, status, before)
	VALUES (turn, number, change_order.item_ids, change_order.quantities, change_order.prices, day, at, 'asked', order_terms(number)) RETURNING id INTO made;
	IF m.what = 'changed' THEN
		SELECT c.problem, c.item, c.asked, c.available INTO problem, item, asked, available FROM make_change(number, made, false) c;
		IF problem IS NOT NULL THEN
			RAISE EXCEPTION 'not changed' USING ERRCODE = 'OH001';
		END IF;
	END IF;
	INSERT INTO order_events (order_id, at, actor, role, what, before, after, change)
	VALUES (number, clock, seller, 'seller', m.what, m.before, m.after, made);
EXCEPTION
	WHEN SQLSTATE 'OH001' THEN NULL; -- nothing of it was done
END $$;

-- Answers the change that a seller asks for. problem as make_change's, and besides: none (no such change at this distributor), late (it was
-- answered, or replaced by another, or its order is closed).
CREATE FUNCTION answer_change(
	wanted bigint, agreed boolean, actor bigint, counter text, clock timestamptz,
	OUT problem text, OUT item bigint, OUT asked bigint, OUT available bigint, OUT number bigint
) LANGUAGE plpgsql AS $$
DECLARE
	o   orders;
	did text := CASE WHEN agreed THEN 'changed' ELSE 'declined' END;
BEGIN
	SELECT * INTO o FROM orders WHERE id = (SELECT order_id FROM order_changes WHERE id = wanted)
		AND concerns(seller_id, distributor_id, actor, 'distributor', counter) FOR UPDATE;
	IF NOT FOUND THEN
		problem := 'none';
		RETURN;
	END IF;
	number := o.id;
	IF NOT o.open OR NOT EXISTS (SELECT FROM order_changes WHERE id = wanted AND status = 'asked') THEN
		problem := 'late';
		RETURN;
	END IF;
	IF agreed THEN
		SELECT c.problem, c.item, c.asked, c.available INTO problem, item, asked, available FROM make_change(number, wanted, true) c;
		IF problem IS NOT NULL THEN
			RETURN;
		END IF;
	ELSE
		UPDATE order_changes SET status = 'declined' WHERE id = wanted;
	END IF;
	INSERT INTO order_events (order_id, at, actor, role, what, before, after, change)
	VALUES (number, clock, answer_change.actor, 'distributor', did, o.status, o.status, wanted);
END $$;
