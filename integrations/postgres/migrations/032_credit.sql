-- How much sellers may hold: their open orders, and what they owe of those that they have fetched. Money is fen.

-- What the organisers say of it, for good; the newest row holds. Without one, and without a first, nobody has a limit.
CREATE TABLE credit_rules (
	id    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	key   bigint NOT NULL UNIQUE, -- the turn of the tap: the same tap again is the same rule
	actor bigint NOT NULL,
	at    timestamptz NOT NULL,
	first bigint CHECK (first >= 0), -- of who has cleared no order yet
	step  bigint NOT NULL DEFAULT 0 CHECK (step >= 0), -- more for each order that was cleared: fetched, and nothing of it is owed
	most  bigint, -- null: however many
	CHECK (most >= first),
	CHECK (first IS NOT NULL OR step = 0 AND most IS NULL)
);
CREATE TRIGGER credit_rules_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON credit_rules
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- What a seller may hold by the rule that holds, null where there is none; the sum of her open orders; what she owes; and how many orders
-- she has cleared. What was paid, or credited, to a distributor pays his oldest orders first, and nobody else's.
CREATE FUNCTION credit_of(seller bigint, OUT most bigint, OUT ordered bigint, OUT owed bigint, OUT cleared bigint)
LANGUAGE sql STABLE AS $$
	WITH fetched AS (
		SELECT distributor_id, total, sum(total) OVER (PARTITION BY distributor_id ORDER BY closed_at, id) AS upto
		FROM orders WHERE seller_id = seller AND status = 'picked' AND total > 0
	), settled AS (
		SELECT distributor_id, sum(amount) AS amount FROM (
			SELECT distributor_id, amount FROM payments JOIN payment_answers ON payment = id AND agreed WHERE seller_id = seller
			UNION ALL
			SELECT distributor_id, c.amount FROM orders o JOIN order_claims c ON c.order_id = o.id AND c.amount > 0 WHERE seller_id = seller AND o.status = 'picked'
		) AS paid GROUP BY distributor_id
	), accounts AS (
		SELECT greatest(sum(f.total) - coalesce(max(s.amount), 0), 0) AS owed, count(*) FILTER (WHERE f.upto <= coalesce(s.amount, 0)) AS cleared
		FROM fetched f LEFT JOIN settled s USING (distributor_id) GROUP BY distributor_id
	), sums AS (
		SELECT (SELECT coalesce(sum(total), 0) FROM orders WHERE seller_id = seller AND open)::bigint AS ordered,
			coalesce(sum(owed), 0)::bigint AS owed, coalesce(sum(cleared), 0)::bigint AS cleared FROM accounts
	)
	SELECT least(r.first + r.step * s.cleared, r.most)::bigint, s.ordered, s.owed, s.cleared
	FROM sums s LEFT JOIN (SELECT * FROM credit_rules ORDER BY id DESC LIMIT 1) r ON true;
$$;

-- How much more a seller may order; null: as much as she wants.
CREATE FUNCTION credit_free(seller bigint) RETURNS bigint LANGUAGE sql STABLE
RETURN CASE WHEN (SELECT first FROM credit_rules ORDER BY id DESC LIMIT 1) IS NOT NULL
	THEN (SELECT greatest(most - ordered - owed, 0) FROM credit_of(seller)) END;

-- The same, for her next order: whoever orders for her at the same time waits until the transaction ends. So it is asked before any stock is
-- locked.
CREATE FUNCTION credit_left(seller bigint) RETURNS bigint LANGUAGE plpgsql AS $$
BEGIN
	IF (SELECT first FROM credit_rules ORDER BY id DESC LIMIT 1) IS NULL THEN
		RETURN NULL;
	END IF;
	PERFORM pg_advisory_xact_lock(hashtextextended(current_schema() || ' credit', seller));
	RETURN credit_free(seller);
END $$;

-- Does what it did, within what the seller may hold. problem besides: credit (asked is what the card costs, available how much more she may
-- order).
CREATE OR REPLACE FUNCTION place_held_orders(
	turn bigint, seller bigint, item_ids bigint[], quantities int[], prices bigint[], day date, at timestamptz, clock timestamptz,
	OUT problem text, OUT item bigint, OUT asked bigint, OUT available int
) LANGUAGE plpgsql AS $$
DECLARE
	allowed bigint := credit_left(seller);
	costs   bigint := (SELECT sum(quantity::bigint * price) FROM unnest(quantities, prices) AS w (quantity, price));
BEGIN
	PERFORM release_lapsed(item_ids);
	-- The same tap once more uses up nothing that has been held since.
	IF EXISTS (SELECT FROM placements WHERE key = turn) THEN
		RETURN;
	END IF;
	IF costs > allowed THEN
		problem := 'credit';
		asked := costs;
		available := least(allowed, 2147483647);
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

-- Does what it did, within what the order's seller may hold. problem besides: credit (asked is by how much the order costs more, available how
-- much more she may order). What costs no more is always allowed.
ALTER FUNCTION make_change(bigint, bigint, boolean) RENAME TO make_affordable_change;
CREATE FUNCTION make_change(number bigint, wanted bigint, fixed boolean, OUT problem text, OUT item bigint, OUT asked bigint, OUT available bigint)
LANGUAGE plpgsql AS $$
DECLARE
	c       order_changes;
	allowed bigint := (SELECT credit_left(seller_id) FROM orders WHERE id = number);
BEGIN
	SELECT * INTO c FROM order_changes WHERE id = wanted;
	SELECT sum(w.quantity * w.price - coalesce((SELECT sum(l.total) FROM order_lines l WHERE l.order_id = number AND l.item_id = w.item_id), 0))
	INTO asked FROM unnest(c.item_ids, c.quantities, c.prices) AS w (item_id, quantity, price);
	IF asked > 0 AND asked > allowed THEN
		problem := 'credit';
		available := allowed;
		RETURN;
	END IF;
	SELECT m.problem, m.item, m.asked, m.available INTO problem, item, asked, available FROM make_affordable_change(number, wanted, fixed) m;
END $$;
