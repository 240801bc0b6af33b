-- An account of every item: what became of its stock and of its prices, when, and who did it. Whoever changes either writes it down
-- in the same transaction. What is said to be missing is not there any more, so nobody else is promised it.

CREATE TABLE item_events (
	id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	item_id  bigint NOT NULL REFERENCES items,
	at       timestamptz NOT NULL,
	actor    bigint NOT NULL, -- the person; 0: nobody, as where a file did it
	-- began: as it was when the account began; file: imported; counted: what is there in all; moved: what came or went; priced;
	-- with an order: picked, missing, or found after all.
	what     text   NOT NULL CHECK (what IN ('began', 'file', 'counted', 'moved', 'priced', 'picked', 'missing', 'found')),
	order_id bigint REFERENCES orders,
	-- From then on: either the stock, or the prices.
	on_hand    int,
	price      bigint,
	tier_from  int[],
	tier_price bigint[],
	CHECK ((order_id IS NOT NULL) = (what IN ('picked', 'missing', 'found'))),
	CHECK (num_nulls(price, tier_from, tier_price) = CASE WHEN on_hand IS NULL THEN 0 ELSE 3 END),
	CHECK (what IN ('began', 'file') OR (on_hand IS NULL) = (what = 'priced'))
);
CREATE INDEX ON item_events (item_id, id);

INSERT INTO item_events (item_id, at, actor, what, on_hand) SELECT item_id, now(), 0, 'began', on_hand FROM stock;
INSERT INTO item_events (item_id, at, actor, what, price, tier_from, tier_price)
SELECT id, now(), 0, 'began', price, tier_from, tier_price FROM items;

CREATE TRIGGER item_events_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON item_events
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- What happened to items, beside how it was before; null before the first.
CREATE VIEW item_changes AS
SELECT *, lag(on_hand) OVER before AS on_hand_before, lag(price) OVER before AS price_before,
	lag(tier_from) OVER before AS tier_from_before, lag(tier_price) OVER before AS tier_price_before
FROM item_events WINDOW before AS (PARTITION BY item_id, on_hand IS NULL ORDER BY id);

-- Checked when a transaction ends: an item's stock and prices are what its account says.
CREATE FUNCTION check_item_account() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
	item bigint := to_jsonb(NEW) ->> TG_ARGV[0];
BEGIN
	IF (SELECT on_hand FROM stock WHERE item_id = item) IS DISTINCT FROM
		(SELECT on_hand FROM item_events WHERE item_id = item AND on_hand IS NOT NULL ORDER BY id DESC LIMIT 1)
	THEN
		RAISE EXCEPTION 'item %: nothing says why so many are on hand', item USING ERRCODE = 'check_violation';
	END IF;
	IF (SELECT (price, tier_from, tier_price) FROM items WHERE id = item) IS DISTINCT FROM
		(SELECT (price, tier_from, tier_price) FROM item_events WHERE item_id = item AND price IS NOT NULL ORDER BY id DESC LIMIT 1)
	THEN
		RAISE EXCEPTION 'item %: nothing says why it costs so much', item USING ERRCODE = 'check_violation';
	END IF;
	RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER stock_accounted AFTER UPDATE OF on_hand ON stock
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.on_hand <> OLD.on_hand) EXECUTE FUNCTION check_item_account('item_id');
CREATE CONSTRAINT TRIGGER stock_begins_accounted AFTER INSERT ON stock
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_item_account('item_id');
CREATE CONSTRAINT TRIGGER items_accounted AFTER UPDATE OF price, tier_from, tier_price ON items
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
WHEN (OLD.* IS DISTINCT FROM NEW.*)
EXECUTE FUNCTION check_item_account('id');

-- Does what it did, and writes what leaves the shelf into the items' accounts. Of an order that its distributor refuses or cancels as
-- sold out, nothing comes back: what it held is not there.
CREATE OR REPLACE FUNCTION move_order(number bigint, did text, actor bigint, actor_role text, counter text, why text, clock timestamptz, OUT problem text)
LANGUAGE plpgsql AS $$
DECLARE
	o      orders;
	m      order_moves;
	closes boolean;
	leaves text; -- why its pieces leave the shelf; null: they stay there
BEGIN
	SELECT * INTO o FROM orders WHERE id = number AND concerns(seller_id, distributor_id, actor, actor_role, counter) FOR UPDATE;
	IF NOT FOUND THEN
		problem := 'unknown';
		RETURN;
	END IF;
	IF did = 'cancelled' AND actor_role = 'seller' AND o.status IN ('accepted', 'ready') THEN
		did := 'asked';
	ELSIF did = 'ready' AND o.status = 'placed' THEN
		problem := move_order(number, 'accepted', actor, actor_role, counter, '', clock);
		SELECT * INTO o FROM orders WHERE id = number;
	END IF;
	SELECT * INTO m FROM order_moves WHERE what = did AND before = o.status AND role = actor_role;
	problem := CASE
		WHEN NOT FOUND THEN 'late'
		WHEN did = 'asked' AND o.cancel_asked THEN 'asked'
		WHEN m.needs = 'reason' AND why = '' THEN 'reason'
		WHEN m.needs = 'request' AND NOT o.cancel_asked THEN 'late'
		WHEN m.needs = 'nothing left' AND EXISTS (SELECT FROM order_lines WHERE order_id = number AND quantity > 0) THEN 'late'
	END;
	IF problem IS NOT NULL THEN
		RETURN;
	END IF;
	closes := m.after NOT IN ('placed', 'accepted', 'ready');
	IF closes THEN
		leaves := CASE WHEN m.after = 'picked' THEN 'picked' WHEN actor_role = 'distributor' AND why = 'sold_out' THEN 'missing' END;
		PERFORM FROM stock WHERE item_id IN (SELECT item_id FROM order_lines WHERE order_id = number) ORDER BY item_id FOR UPDATE;
		WITH gone AS (
			UPDATE stock s SET reserved = s.reserved - l.quantity, on_hand = s.on_hand - CASE WHEN leaves IS NULL THEN 0 ELSE l.quantity END
			FROM (SELECT item_id, sum(quantity) AS quantity FROM order_lines WHERE order_id = number AND quantity > 0 GROUP BY item_id) l
			WHERE s.item_id = l.item_id
			RETURNING s.item_id, s.on_hand
		)
		INSERT INTO item_events (item_id, at, actor, what, order_id, on_hand)
		SELECT item_id, clock, move_order.actor, leaves, number, on_hand FROM gone WHERE leaves IS NOT NULL ORDER BY item_id;
	END IF;
	UPDATE orders SET status = m.after, closed_at = CASE WHEN closes THEN clock END,
		code = CASE m.what WHEN 'accepted' THEN free_code(distributor_id) ELSE code END,
		cancel_asked = CASE WHEN closes THEN false WHEN m.what IN ('asked', 'kept') THEN m.what = 'asked' ELSE cancel_asked END
	WHERE id = number;
	INSERT INTO order_events (order_id, at, actor, role, what, reason, before, after)
	VALUES (number, clock, actor, actor_role, m.what, why, m.before, m.after);
END $$;

-- Pieces of an item that an order was said to miss, and that nobody has counted since: if they turn up, they come back on hand.
CREATE FUNCTION missing_pieces(number bigint, item bigint) RETURNS bigint LANGUAGE sql STABLE
RETURN (SELECT coalesce(sum(on_hand_before - on_hand), 0) FROM item_changes WHERE item_id = item AND order_id = number
	AND what IN ('missing', 'found') AND id > (SELECT coalesce(max(id), 0) FROM item_events WHERE item_id = item AND what IN ('counted', 'file')));

-- Says how many pieces of an item are left for an open order: its lines of the item get so many, the first ones first. What is missing
-- is not there: it leaves the shelf, and comes back if it is found after all. With nothing left of the whole order it is refused.
-- problem as move_order's, and besides: line (the order has none of the item), same (it has just so many), short (there are not so many;
-- available is how many the order could get).
CREATE OR REPLACE FUNCTION short_order(
	number bigint, item bigint, rest bigint, actor bigint, actor_role text, counter text, clock timestamptz,
	OUT problem text, OUT available bigint
) LANGUAGE plpgsql AS $$
DECLARE
	o     orders;
	held  bigint;
	moved bigint; -- onto the shelf; below 0: off it
BEGIN
	SELECT * INTO o FROM orders WHERE id = number AND concerns(seller_id, distributor_id, actor, actor_role, counter) FOR UPDATE;
	IF NOT FOUND THEN
		problem := 'unknown';
		RETURN;
	END IF;
	SELECT sum(quantity), least(greatest(rest, 0), sum(ordered)) INTO held, rest FROM order_lines WHERE order_id = number AND item_id = item;
	PERFORM FROM stock WHERE item_id = item FOR UPDATE;
	moved := least(rest - held, missing_pieces(number, item));
	SELECT held + on_hand - reserved + greatest(moved, 0) INTO available FROM stock WHERE item_id = item;
	problem := CASE
		WHEN NOT EXISTS (SELECT FROM order_moves WHERE what = 'short' AND before = o.status AND role = actor_role) THEN 'late'
		WHEN held IS NULL THEN 'line'
		WHEN rest = held THEN 'same'
		WHEN rest > available THEN 'short'
	END;
	IF problem IS NOT NULL THEN
		RETURN;
	END IF;
	WITH counted AS (
		UPDATE stock SET reserved = reserved + rest - held, on_hand = on_hand + moved WHERE item_id = item RETURNING on_hand
	)
	INSERT INTO item_events (item_id, at, actor, what, order_id, on_hand)
	SELECT item, clock, short_order.actor, CASE WHEN moved < 0 THEN 'missing' ELSE 'found' END, number, on_hand FROM counted WHERE moved <> 0;
	WITH wanted AS (
		SELECT line, quantity, least(ordered, greatest(0, rest - (sum(ordered) OVER (ORDER BY line) - ordered))) AS pieces
		FROM order_lines WHERE order_id = number AND item_id = item
	), changed AS (
		UPDATE order_lines l SET quantity = w.pieces, total = w.pieces * l.price
		FROM wanted w WHERE l.order_id = number AND l.line = w.line AND w.pieces <> w.quantity
		RETURNING l.line, w.quantity, w.pieces
	)
	INSERT INTO order_events (order_id, at, actor, role, what, before, after, line, had, has)
	SELECT number, clock, actor, actor_role, 'short', o.status, o.status, c.line, c.quantity, c.pieces FROM changed c ORDER BY c.line;
	UPDATE orders SET total = (SELECT sum(total) FROM order_lines WHERE order_id = number) WHERE id = number;
	IF NOT EXISTS (SELECT FROM order_lines WHERE order_id = number AND quantity > 0) THEN
		problem := move_order(number, 'refused', actor, actor_role, counter, 'sold_out', clock);
	END IF;
END $$;
