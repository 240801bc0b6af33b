-- The life of an order: who may move it on, what of it is there, and an account of all that happened to it. Money is fen.

-- All that can happen to an order: what, from which status (before '': there is no order yet) to which, and who does it.
-- needs: a reason; the seller's request, which stands unanswered; that no piece of the order is left.
CREATE TABLE order_moves (
	what   text NOT NULL,
	before text NOT NULL,
	after  text NOT NULL,
	role   text NOT NULL CHECK (role IN ('seller', 'distributor', 'organiser', 'clock')),
	needs  text NOT NULL DEFAULT '' CHECK (needs IN ('', 'reason', 'request', 'nothing left')),
	PRIMARY KEY (what, before, role),
	UNIQUE (what, before, role, after)
);
INSERT INTO order_moves (what, before, after, role, needs) VALUES
	('placed', '', 'placed', 'seller', ''),
	('accepted', 'placed', 'accepted', 'distributor', ''),
	('ready', 'accepted', 'ready', 'distributor', ''),
	('picked', 'placed', 'picked', 'distributor', ''), ('picked', 'placed', 'picked', 'seller', ''),
	('picked', 'accepted', 'picked', 'distributor', ''), ('picked', 'accepted', 'picked', 'seller', ''),
	('picked', 'ready', 'picked', 'distributor', ''), ('picked', 'ready', 'picked', 'seller', ''),
	('short', 'placed', 'placed', 'distributor', ''), ('short', 'accepted', 'accepted', 'distributor', ''),
	('short', 'ready', 'ready', 'distributor', ''),
	('refused', 'placed', 'refused', 'distributor', 'reason'), ('refused', 'accepted', 'refused', 'distributor', 'reason'),
	('refused', 'ready', 'refused', 'distributor', 'nothing left'),
	('cancelled', 'placed', 'cancelled', 'seller', ''),
	('cancelled', 'placed', 'cancelled', 'distributor', 'reason'), ('cancelled', 'placed', 'cancelled', 'organiser', 'reason'),
	('asked', 'accepted', 'accepted', 'seller', ''), ('asked', 'ready', 'ready', 'seller', ''),
	('kept', 'accepted', 'accepted', 'distributor', 'request'), ('kept', 'ready', 'ready', 'distributor', 'request'),
	('cancelled', 'accepted', 'cancelled', 'distributor', 'request'), ('cancelled', 'ready', 'cancelled', 'distributor', 'request'),
	('claimed', 'picked', 'picked', 'seller', 'reason'),
	('credited', 'picked', 'picked', 'distributor', ''), ('replaced', 'picked', 'picked', 'distributor', ''),
	('denied', 'picked', 'picked', 'distributor', 'reason'),
	('expired', 'placed', 'expired', 'clock', ''), ('expired', 'accepted', 'expired', 'clock', ''), ('expired', 'ready', 'expired', 'clock', '');

-- An order that was open or fetched is placed or picked: nobody accepted any before.
DROP INDEX orders_open, orders_open_at;
ALTER TABLE orders
	DROP CONSTRAINT orders_status_check,
	DROP CONSTRAINT orders_check,
	ALTER COLUMN status SET DEFAULT 'placed';
UPDATE orders SET status = CASE status WHEN 'open' THEN 'placed' WHEN 'fetched' THEN 'picked' ELSE status END;
ALTER TABLE orders
	ADD CHECK (status IN ('placed', 'accepted', 'ready', 'picked', 'refused', 'cancelled', 'expired')),
	ADD COLUMN open boolean NOT NULL GENERATED ALWAYS AS (status IN ('placed', 'accepted', 'ready')) STORED,
	ADD COLUMN code text CHECK (code ~ '^[0-9]{4}$'), -- says who comes for it, from its being accepted on
	ADD COLUMN cancel_asked boolean NOT NULL DEFAULT false, -- by the seller, and not answered yet
	ADD CHECK (open = (closed_at IS NULL)),
	ADD CHECK (code IS NOT NULL OR status NOT IN ('accepted', 'ready')),
	ADD CHECK (NOT cancel_asked OR status IN ('accepted', 'ready'));
CREATE INDEX orders_open ON orders (seller_id, pickup_day) WHERE open;
CREATE INDEX orders_open_at ON orders (distributor_id, pickup_day) WHERE open;
CREATE INDEX orders_open_on ON orders (pickup_day) WHERE open;
CREATE UNIQUE INDEX orders_code ON orders (distributor_id, code) WHERE open;

-- A line keeps what was ordered; quantity is what of it will be handed over, or was, at the price that the seller was shown.
ALTER TABLE order_lines DROP CONSTRAINT order_lines_quantity_check, ADD COLUMN ordered int;
UPDATE order_lines SET ordered = quantity;
ALTER TABLE order_lines
	ALTER COLUMN ordered SET NOT NULL,
	ADD CHECK (ordered > 0),
	ADD CHECK (quantity BETWEEN 0 AND ordered);

CREATE FUNCTION keep_order_line() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF TG_OP = 'INSERT' THEN
		NEW.ordered := NEW.quantity;
	ELSIF to_jsonb(NEW) - '{quantity,total}'::text[] <> to_jsonb(OLD) - '{quantity,total}'::text[] THEN
		RAISE EXCEPTION 'order %: what was ordered stays', OLD.order_id USING ERRCODE = 'check_violation';
	END IF;
	RETURN NEW;
END $$;
CREATE TRIGGER order_lines_keep BEFORE INSERT OR UPDATE ON order_lines FOR EACH ROW EXECUTE FUNCTION keep_order_line();

-- What a seller says was wrong with goods that she fetched, and how their distributor settled it.
CREATE TABLE order_claims (
	id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	key        bigint NOT NULL UNIQUE, -- the turn that sent it: the same tap again is the same claim
	order_id   bigint NOT NULL,
	line       int    NOT NULL,
	quantity   int    NOT NULL CHECK (quantity > 0),
	reason     text   NOT NULL CHECK (reason <> ''), -- a word of ours, missing, broken or wrong, or the seller's own
	status     text   NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'credited', 'replaced', 'denied')),
	amount     bigint CHECK (amount >= 0), -- credited
	FOREIGN KEY (order_id, line) REFERENCES order_lines,
	CHECK ((amount IS NOT NULL) = (status = 'credited'))
);
CREATE INDEX ON order_claims (order_id, line);

-- Everything that happened to an order.
CREATE TABLE order_events (
	id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	order_id bigint NOT NULL REFERENCES orders,
	at       timestamptz NOT NULL,
	actor    bigint NOT NULL, -- the person; 0: nobody
	role     text   NOT NULL, -- in which the person did it
	what     text   NOT NULL,
	reason   text   NOT NULL DEFAULT '', -- a word of ours, sold_out or closed, or the person's own
	before   text   NOT NULL,
	after    text   NOT NULL,
	-- Of a line that came up short: how much of it was to be handed over before and after.
	line     int,
	had      int,
	has      int,
	claim    bigint REFERENCES order_claims, -- that was made, or settled
	FOREIGN KEY (what, before, role, after) REFERENCES order_moves (what, before, role, after),
	FOREIGN KEY (order_id, line) REFERENCES order_lines,
	CHECK (role <> 'clock' OR actor = 0),
	CHECK (num_nulls(line, had, has) = CASE what WHEN 'short' THEN 0 ELSE 3 END),
	CHECK (had <> has),
	CHECK ((claim IS NULL) = (what NOT IN ('claimed', 'credited', 'replaced', 'denied')))
);
CREATE INDEX ON order_events (order_id, id);
CREATE UNIQUE INDEX ON order_events (order_id) WHERE before = '';
CREATE UNIQUE INDEX ON order_events (claim) WHERE what = 'claimed';
CREATE UNIQUE INDEX ON order_events (claim) WHERE what <> 'claimed'; -- it is settled once

INSERT INTO order_events (order_id, at, actor, role, what, before, after)
SELECT id, placed_at, seller_id, 'seller', 'placed', '', 'placed' FROM orders ORDER BY id;
INSERT INTO order_events (order_id, at, actor, role, what, before, after)
SELECT id, closed_at, seller_id, 'seller', status, 'placed', status FROM orders WHERE NOT open ORDER BY id;

-- Every order begins by being placed.
CREATE FUNCTION begin_order() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO order_events (order_id, at, actor, role, what, before, after)
	VALUES (NEW.id, NEW.placed_at, NEW.seller_id, 'seller', 'placed', '', 'placed');
	RETURN NULL;
END $$;
CREATE TRIGGER orders_begin AFTER INSERT ON orders FOR EACH ROW EXECUTE FUNCTION begin_order();

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION 'what is written in % stays', TG_TABLE_NAME USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER order_events_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON order_events
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Checked when a transaction ends that wrote something of an order: its total is the sum of its lines, and whatever it and its
-- lines are now comes of what happened to it, one thing after the other, as order_moves allows.
CREATE FUNCTION check_order() RETURNS trigger LANGUAGE plpgsql AS $$
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
			WHERE order_id = number AND line = l.line ORDER BY id DESC LIMIT 1), l.ordered)) THEN 'nothing says why a line came up short'
		WHEN EXISTS (SELECT FROM order_events e JOIN order_moves m USING (what, before, role) WHERE e.order_id = number AND CASE m.needs
			WHEN 'reason' THEN e.reason = ''
			WHEN 'request' THEN NOT coalesce((SELECT p.what = 'asked' FROM order_events p WHERE p.order_id = number AND p.id < e.id
				AND p.what IN ('asked', 'kept') ORDER BY p.id DESC LIMIT 1), false)
			WHEN 'nothing left' THEN EXISTS (SELECT FROM order_lines WHERE order_id = number AND quantity > 0)
			END) THEN 'what happened to it lacks what it needs'
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
DROP TRIGGER orders_total ON orders;
DROP FUNCTION check_order_total;
CREATE CONSTRAINT TRIGGER orders_hold AFTER INSERT OR UPDATE OF total, status, cancel_asked ON orders
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_order('id');
CREATE CONSTRAINT TRIGGER order_lines_hold AFTER UPDATE OR DELETE ON order_lines
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_order('order_id');
CREATE CONSTRAINT TRIGGER order_claims_hold AFTER INSERT OR UPDATE OR DELETE ON order_claims
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_order('order_id');
CREATE CONSTRAINT TRIGGER order_events_hold AFTER INSERT ON order_events
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.before <> '') EXECUTE FUNCTION check_order('order_id');

CREATE OR REPLACE VIEW order_rows AS
SELECT o.id, o.placement, o.seller_id, o.distributor_id, d.name AS distributor, o.pickup_day, o.pickup_at, o.total,
	o.status, o.placed_at, l.line, l.item_id, l.sku, l.title_en, l.title_zh, l.unit, l.quantity, l.price, l.total AS line_total,
	l.ordered, o.open, coalesce(o.code, '') AS code, o.cancel_asked, o.closed_at
FROM orders o
JOIN distributors d ON d.id = o.distributor_id
JOIN order_lines l ON l.order_id = o.id;

-- Says whether an order may be seen and moved by somebody: its seller, the people of its distributor (whose key counter is), the
-- organisers of the village, and the clock.
CREATE FUNCTION concerns(seller bigint, distributor int, actor bigint, actor_role text, counter text) RETURNS boolean
LANGUAGE sql STABLE
RETURN CASE actor_role
	WHEN 'seller' THEN seller = actor
	WHEN 'distributor' THEN distributor = (SELECT id FROM distributors WHERE key = counter)
	ELSE actor_role IN ('organiser', 'clock') END;

-- Four figures that no open order of a distributor has. Whoever accepts an order of it waits here for the others.
CREATE FUNCTION free_code(distributor int) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
	PERFORM FROM distributors WHERE id = distributor FOR NO KEY UPDATE;
	RETURN (SELECT code FROM (SELECT to_char(n, 'FM0000') AS code FROM generate_series(0, 9999) n
		EXCEPT SELECT code FROM orders WHERE distributor_id = distributor AND open) free ORDER BY random() LIMIT 1);
END $$;

-- When somebody typed four figures that no open order of their distributor has, within the last hour.
CREATE TABLE wrong_codes (
	person bigint PRIMARY KEY,
	at     timestamptz[] NOT NULL CHECK (cardinality(at) <= 5)
);

-- Finds the open order of a distributor whose code four figures are, else whose number. problem: wrong (there is none), or tries: there
-- were too many wrong ones within the hour, and nothing is looked for.
CREATE FUNCTION order_by_code(figures text, actor bigint, counter text, clock timestamptz, OUT problem text, OUT number bigint)
LANGUAGE plpgsql AS $$
DECLARE
	wrong timestamptz[];
BEGIN
	INSERT INTO wrong_codes AS w (person, at) VALUES (actor, '{}')
	ON CONFLICT (person) DO UPDATE SET at = ARRAY(SELECT before FROM unnest(w.at) before WHERE before > clock - interval '1 hour')
	RETURNING at INTO wrong;
	IF cardinality(wrong) = 5 THEN
		problem := 'tries';
		RETURN;
	END IF;
	SELECT id INTO number FROM orders
	WHERE distributor_id = (SELECT id FROM distributors WHERE key = counter) AND open AND (code = figures OR id = figures::bigint)
	ORDER BY coalesce(code = figures, false) DESC LIMIT 1;
	IF NOT FOUND THEN
		problem := 'wrong';
		UPDATE wrong_codes SET at = wrong || clock WHERE person = actor;
	END IF;
END $$;

-- Moves an order on: stock that it held goes back, or with what is picked leaves the shelf. An accepted order is not cancelled by
-- its seller, who then asks for it; whoever has it ready at once has accepted it. problem says why nothing was done: unknown (it does
-- not concern the actor), late (no such move from where it is), reason (it must be given), asked (already).
CREATE FUNCTION move_order(number bigint, did text, actor bigint, actor_role text, counter text, why text, clock timestamptz, OUT problem text)
LANGUAGE plpgsql AS $$
DECLARE
	o      orders;
	m      order_moves;
	closes boolean;
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
		PERFORM FROM stock WHERE item_id IN (SELECT item_id FROM order_lines WHERE order_id = number) ORDER BY item_id FOR UPDATE;
		UPDATE stock s SET reserved = s.reserved - l.quantity, on_hand = s.on_hand - CASE m.after WHEN 'picked' THEN l.quantity ELSE 0 END
		FROM (SELECT item_id, sum(quantity) AS quantity FROM order_lines WHERE order_id = number GROUP BY item_id) l
		WHERE s.item_id = l.item_id;
	END IF;
	UPDATE orders SET status = m.after, closed_at = CASE WHEN closes THEN clock END,
		code = CASE m.what WHEN 'accepted' THEN free_code(distributor_id) ELSE code END,
		cancel_asked = CASE WHEN closes THEN false WHEN m.what IN ('asked', 'kept') THEN m.what = 'asked' ELSE cancel_asked END
	WHERE id = number;
	INSERT INTO order_events (order_id, at, actor, role, what, reason, before, after)
	VALUES (number, clock, actor, actor_role, m.what, why, m.before, m.after);
END $$;

-- Says how many pieces of an item are left for an open order: its lines of the item get so many, the first ones first, and hold so
-- much stock. With nothing left of the whole order it is refused. problem as move_order's, and besides: line (the order has none of the
-- item), same (it has just so many), short (there are not so many; available is how many the order could get).
CREATE FUNCTION short_order(
	number bigint, item bigint, rest bigint, actor bigint, actor_role text, counter text, clock timestamptz,
	OUT problem text, OUT available bigint
) LANGUAGE plpgsql AS $$
DECLARE
	o     orders;
	held  bigint;
BEGIN
	SELECT * INTO o FROM orders WHERE id = number AND concerns(seller_id, distributor_id, actor, actor_role, counter) FOR UPDATE;
	IF NOT FOUND THEN
		problem := 'unknown';
		RETURN;
	END IF;
	SELECT sum(quantity), least(greatest(rest, 0), sum(ordered)) INTO held, rest FROM order_lines WHERE order_id = number AND item_id = item;
	SELECT held + on_hand - reserved INTO available FROM stock WHERE item_id = item FOR UPDATE;
	problem := CASE
		WHEN NOT EXISTS (SELECT FROM order_moves WHERE what = 'short' AND before = o.status AND role = actor_role) THEN 'late'
		WHEN held IS NULL THEN 'line'
		WHEN rest = held THEN 'same'
		WHEN rest > available THEN 'short'
	END;
	IF problem IS NOT NULL THEN
		RETURN;
	END IF;
	UPDATE stock SET reserved = reserved + rest - held WHERE item_id = item;
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

-- Ends at most so many open orders whose pickup day is before a day, and gives their numbers. Orders that somebody moves at this
-- moment are passed over.
CREATE FUNCTION expire_orders(due_before date, most int, clock timestamptz) RETURNS SETOF bigint LANGUAGE plpgsql AS $$
DECLARE
	numbers bigint[];
	number  bigint;
BEGIN
	numbers := ARRAY(SELECT id FROM orders WHERE open AND pickup_day < due_before ORDER BY id LIMIT most FOR UPDATE SKIP LOCKED);
	-- Everybody locks stock in the order of items, so nobody waits for one who waits for them.
	PERFORM FROM stock WHERE item_id IN (SELECT item_id FROM order_lines WHERE order_id = ANY (numbers)) ORDER BY item_id FOR UPDATE;
	FOREACH number IN ARRAY numbers LOOP
		IF move_order(number, 'expired', 0, 'clock', '', '', clock) IS NULL THEN
			RETURN NEXT number;
		END IF;
	END LOOP;
END $$;

-- Makes a seller's claim of so many pieces of an item of an order that she fetched, and gives its number; the same turn again gives the
-- same. problem as move_order's, and besides: line (she got none of the item), many (available is how many can be claimed).
CREATE FUNCTION claim_goods(
	turn bigint, number bigint, item bigint, pieces int, seller bigint, why text, clock timestamptz,
	OUT problem text, OUT available int, OUT made bigint
) LANGUAGE plpgsql AS $$
DECLARE
	o    orders;
	here int;
BEGIN
	SELECT * INTO o FROM orders WHERE id = number AND seller_id = seller FOR UPDATE;
	IF NOT FOUND THEN
		problem := 'unknown';
		RETURN;
	END IF;
	SELECT id INTO made FROM order_claims WHERE key = turn AND order_id = number;
	IF FOUND THEN
		RETURN;
	END IF;
	SELECT line, quantity - claimed INTO here, available FROM (
		SELECT l.line, l.quantity, (SELECT coalesce(sum(c.quantity), 0) FROM order_claims c
			WHERE c.order_id = number AND c.line = l.line AND c.status <> 'denied') AS claimed
		FROM order_lines l WHERE l.order_id = number AND l.item_id = item AND l.quantity > 0
	) l ORDER BY quantity - claimed >= pieces DESC, quantity - claimed DESC, line LIMIT 1;
	problem := CASE
		WHEN o.status <> 'picked' THEN 'late'
		WHEN here IS NULL THEN 'line'
		WHEN available < pieces THEN 'many'
		WHEN why = '' THEN 'reason'
	END;
	IF problem IS NOT NULL THEN
		RETURN;
	END IF;
	INSERT INTO order_claims (key, order_id, line, quantity, reason) VALUES (turn, number, here, pieces, why) RETURNING id INTO made;
	INSERT INTO order_events (order_id, at, actor, role, what, reason, before, after, claim)
	VALUES (number, clock, seller, 'seller', 'claimed', why, o.status, o.status, made);
END $$;

-- Settles an open claim: what is credited is credited at the price that was paid. problem as move_order's.
CREATE FUNCTION settle_claim(number bigint, did text, actor bigint, counter text, why text, clock timestamptz, OUT problem text)
LANGUAGE plpgsql AS $$
DECLARE
	o orders;
	c order_claims;
BEGIN
	SELECT * INTO o FROM orders WHERE id = (SELECT order_id FROM order_claims WHERE id = number)
		AND concerns(seller_id, distributor_id, actor, 'distributor', counter) FOR UPDATE;
	IF NOT FOUND THEN
		problem := 'unknown';
		RETURN;
	END IF;
	SELECT * INTO c FROM order_claims WHERE id = number;
	problem := CASE
		WHEN c.status <> 'open' OR did NOT IN ('credited', 'replaced', 'denied') THEN 'late'
		WHEN did = 'denied' AND why = '' THEN 'reason'
	END;
	IF problem IS NOT NULL THEN
		RETURN;
	END IF;
	UPDATE order_claims SET status = did, amount = CASE did WHEN 'credited' THEN c.quantity
		* (SELECT price FROM order_lines WHERE order_id = c.order_id AND line = c.line) END WHERE id = number;
	INSERT INTO order_events (order_id, at, actor, role, what, reason, before, after, claim)
	VALUES (o.id, clock, actor, 'distributor', did, why, o.status, o.status, number);
END $$;

DROP FUNCTION close_order;
