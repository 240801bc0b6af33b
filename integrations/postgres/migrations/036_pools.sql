-- Goods that sellers order together, to reach the least quantity of an item or its next tier, until a time. Money is fen.

CREATE TABLE pools (
	id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	key       bigint NOT NULL UNIQUE, -- the turn of the tap that opened it
	item_id   bigint NOT NULL REFERENCES items,
	goal      int    NOT NULL CHECK (goal > 1), -- so many pieces are to come together
	price     bigint NOT NULL CHECK (price >= 0), -- of a piece then; nobody pays more
	opened_at timestamptz NOT NULL,
	closes_at timestamptz NOT NULL CHECK (closes_at > opened_at),
	open      boolean NOT NULL DEFAULT true,
	pooled    int CHECK (pooled >= 0), -- how many came together
	closed_at timestamptz,
	CHECK (open = (closed_at IS NULL) AND open = (pooled IS NULL)),
	UNIQUE (id, item_id, open)
);
CREATE UNIQUE INDEX pools_one ON pools (item_id) WHERE open; -- who wants the same joins it
CREATE INDEX pools_close ON pools (closes_at) WHERE open;

-- What each takes part with. It is held as stock until the pool is closed, and a closed pool has none: they became orders, or went back.
CREATE TABLE pool_shares (
	pool_id   bigint NOT NULL,
	item_id   bigint NOT NULL,
	open      boolean NOT NULL DEFAULT true CHECK (open),
	seller_id bigint NOT NULL,
	quantity  int    NOT NULL CHECK (quantity > 0), -- as she tapped
	key       bigint NOT NULL UNIQUE, -- the turn of that tap
	PRIMARY KEY (pool_id, seller_id),
	FOREIGN KEY (pool_id, item_id, open) REFERENCES pools (id, item_id, open)
);
CREATE INDEX ON pool_shares (seller_id);
CREATE TRIGGER pool_shares_reserve AFTER INSERT OR DELETE OR UPDATE OF quantity ON pool_shares FOR EACH ROW EXECUTE FUNCTION reserve_held();

-- The pool by which an order was placed.
ALTER TABLE orders ADD COLUMN pool_id bigint REFERENCES pools;
CREATE INDEX ON orders (pool_id) WHERE pool_id IS NOT NULL;

-- A share counts to what a seller may hold, at the most that she will pay for it.
ALTER FUNCTION credit_of(bigint) RENAME TO credit_of_orders;
CREATE FUNCTION credit_of(seller bigint, OUT most bigint, OUT ordered bigint, OUT owed bigint, OUT cleared bigint)
LANGUAGE sql STABLE AS $$
	SELECT c.most, c.ordered + (SELECT coalesce(sum(s.quantity * p.price), 0) FROM pool_shares s JOIN pools p ON p.id = s.pool_id
		WHERE s.seller_id = seller)::bigint, c.owed, c.cleared
	FROM credit_of_orders(seller) c;
$$;

CREATE OR REPLACE FUNCTION credit_free(seller bigint) RETURNS bigint LANGUAGE sql STABLE -- which knew the one before
RETURN CASE WHEN (SELECT first FROM credit_rules ORDER BY id DESC LIMIT 1) IS NOT NULL
	THEN (SELECT greatest(most - ordered - owed, 0) FROM credit_of(seller)) END;

-- Who locks a pool locks it before its sellers' credit, and that before the stock.

-- Opens a pool with a seller's share in it, as a card showed it, and gives its number. problem: open (there is one of the item, whose number
-- is given), closed (it would close at once, or in more than a week), changed (price, minimum or steps are others than shown), short (available
-- is what there is), credit (asked is what her share costs, available how much more she may order).
CREATE FUNCTION open_pool(
	turn bigint, seller bigint, item bigint, pieces int, goal int, price bigint, closes timestamptz, clock timestamptz,
	OUT problem text, OUT asked bigint, OUT available bigint, OUT number bigint
) LANGUAGE plpgsql AS $$
DECLARE
	allowed bigint := credit_left(seller);
	i       items;
BEGIN
	PERFORM release_lapsed(ARRAY[item]);
	SELECT * INTO i FROM items WHERE id = item;
	SELECT p.id, CASE WHEN p.key <> turn THEN 'open' END INTO number, problem FROM pools p WHERE p.item_id = item AND p.open;
	IF FOUND THEN
		RETURN;
	ELSIF closes <= clock OR closes > clock + interval '7 days' THEN
		problem := 'closed';
		RETURN;
	ELSIF open_pool.goal <> orderable(open_pool.goal, i.min_qty, i.multiple) OR open_pool.price <> price_at(i.price, i.tier_from, i.tier_price, open_pool.goal) THEN
		problem := 'changed';
		RETURN;
	END IF;
	INSERT INTO pools (key, item_id, goal, price, opened_at, closes_at) VALUES (turn, item, open_pool.goal, open_pool.price, clock, closes)
	RETURNING id INTO number;
	SELECT s.problem, s.asked, s.available INTO problem, asked, available FROM take_share(turn, number, seller, pieces, allowed, clock) s;
	IF problem IS NOT NULL THEN
		RAISE EXCEPTION 'not opened' USING ERRCODE = 'OH001';
	END IF;
EXCEPTION
	WHEN SQLSTATE 'OH001' THEN number := NULL;
END $$;

-- Gives a seller a share of a pool that is locked, in the place of the one that she has. What is held for her is there. problem: closed (its time
-- has come), changed (not in the item's steps), short, credit.
CREATE FUNCTION take_share(
	turn bigint, number bigint, seller bigint, pieces int, allowed bigint, clock timestamptz,
	OUT problem text, OUT asked bigint, OUT available bigint
) LANGUAGE plpgsql AS $$
DECLARE
	p   pools;
	had int;
BEGIN
	SELECT * INTO p FROM pools WHERE id = number;
	IF EXISTS (SELECT FROM pool_shares WHERE key = turn) THEN
		RETURN; -- the same tap once more
	ELSIF NOT p.open OR p.closes_at <= clock THEN
		problem := 'closed';
		RETURN;
	END IF;
	PERFORM release_lapsed(ARRAY[p.item_id]);
	had := coalesce((SELECT quantity FROM pool_shares WHERE pool_id = number AND seller_id = seller), 0);
	asked := (pieces - had) * p.price;
	SELECT k.on_hand - k.reserved + coalesce(h.quantity, 0) + had INTO available
	FROM stock k LEFT JOIN holds h ON h.item_id = k.item_id AND h.seller_id = seller WHERE k.item_id = p.item_id;
	problem := CASE
		WHEN pieces < 1 OR pieces % (SELECT multiple FROM items WHERE id = p.item_id) <> 0 THEN 'changed'
		WHEN pieces > available THEN 'short'
		WHEN pieces > had AND asked > allowed THEN 'credit'
	END;
	IF problem = 'credit' THEN
		available := allowed;
	END IF;
	IF problem IS NOT NULL THEN
		RETURN;
	END IF;
	IF pieces > had THEN
		DELETE FROM holds WHERE item_id = p.item_id AND seller_id = seller;
		IF FOUND THEN
			DELETE FROM waits WHERE item_id = p.item_id AND seller_id = seller AND served_at IS NOT NULL AND price_max IS NULL;
		END IF;
	END IF;
	INSERT INTO pool_shares (pool_id, item_id, seller_id, quantity, key) VALUES (number, p.item_id, seller, pieces, turn)
	ON CONFLICT (pool_id, seller_id) DO UPDATE SET quantity = excluded.quantity, key = excluded.key;
END $$;

-- Has a seller take part in a pool with so many pieces in all. problem as take_share's.
CREATE FUNCTION join_pool(
	turn bigint, seller bigint, number bigint, pieces int, clock timestamptz, OUT problem text, OUT asked bigint, OUT available bigint
) LANGUAGE plpgsql AS $$
BEGIN
	PERFORM FROM pools WHERE id = number FOR UPDATE;
	IF NOT FOUND THEN
		problem := 'closed';
		RETURN;
	END IF;
	SELECT s.problem, s.asked, s.available INTO problem, asked, available FROM take_share(turn, number, seller, pieces, credit_left(seller), clock) s;
END $$;

-- Ends a seller's part in a pool whose time has not come; one that nobody takes part in any more is closed. problem: closed, none (she has no part).
CREATE FUNCTION leave_pool(seller bigint, number bigint, clock timestamptz, OUT problem text) LANGUAGE plpgsql AS $$
DECLARE
	p pools;
BEGIN
	SELECT * INTO p FROM pools WHERE id = number FOR UPDATE;
	IF NOT FOUND OR NOT p.open OR p.closes_at <= clock THEN
		problem := 'closed';
		RETURN;
	END IF;
	PERFORM FROM stock WHERE item_id = p.item_id FOR UPDATE;
	DELETE FROM pool_shares WHERE pool_id = number AND seller_id = seller;
	IF NOT FOUND THEN
		problem := 'none';
	ELSIF NOT EXISTS (SELECT FROM pool_shares WHERE pool_id = number) THEN
		UPDATE pools SET open = false, pooled = 0, closed_at = clock WHERE id = number;
	END IF;
END $$;

-- Closes an open pool that is locked: where enough came together and there is a day to fetch it, every share becomes an order, at the pool's
-- price or what so many cost by now, if that is less; else all goes back. Gives who took part, with how many, and the order. Shares hold their stock
-- and count as credit already, so nothing stands in the way.
CREATE FUNCTION close_pool(number bigint, day date, clock timestamptz) RETURNS TABLE (seller bigint, pieces int, order_number bigint)
LANGUAGE plpgsql AS $$
DECLARE
	p     pools;
	i     items;
	total int;
	each  bigint;
BEGIN
	SELECT * INTO p FROM pools WHERE id = number AND open;
	IF NOT FOUND THEN
		RETURN;
	END IF;
	SELECT * INTO i FROM items WHERE id = p.item_id;
	PERFORM FROM stock WHERE item_id = p.item_id FOR UPDATE;
	total := coalesce((SELECT sum(quantity) FROM pool_shares WHERE pool_id = number), 0);
	each := CASE WHEN total >= p.goal AND day IS NOT NULL THEN least(p.price, price_at(i.price, i.tier_from, i.tier_price, total)) END;
	FOR seller, pieces, order_number IN
		SELECT seller_id, quantity, key FROM pool_shares WHERE pool_id = number ORDER BY key
	LOOP
		IF each IS NOT NULL THEN
			INSERT INTO placements (key, seller_id, placed_at) VALUES (order_number, seller, clock);
			INSERT INTO orders (placement, seller_id, distributor_id, pickup_day, total, placed_at, pool_id)
			VALUES (order_number, seller, i.distributor_id, day, pieces * each, clock, number) RETURNING id INTO order_number;
			INSERT INTO order_lines (order_id, line, item_id, sku, title_en, title_zh, unit, quantity, price, total)
			VALUES (order_number, 1, i.id, i.sku, i.title_en, i.title_zh, i.unit, pieces, each, pieces * each);
			INSERT INTO reminders (seller_id) VALUES (seller) ON CONFLICT DO NOTHING;
		ELSE
			order_number := NULL;
		END IF;
		RETURN NEXT;
	END LOOP;
	DELETE FROM pool_shares WHERE pool_id = number;
	IF each IS NOT NULL THEN
		UPDATE stock SET reserved = reserved + total WHERE item_id = p.item_id;
	END IF;
	UPDATE pools SET open = false, pooled = total, closed_at = clock WHERE id = number;
END $$;

-- Does what move_order does, but that an order placed by a pool is not called off by its seller: others have their price by it. problem besides:
-- pooled.
CREATE FUNCTION move_own_order(number bigint, did text, actor bigint, actor_role text, counter text, why text, clock timestamptz, OUT problem text)
LANGUAGE plpgsql AS $$
BEGIN
	IF did = 'cancelled' AND actor_role = 'seller' AND EXISTS (SELECT FROM orders WHERE id = number AND seller_id = actor AND pool_id IS NOT NULL AND status = 'placed') THEN
		problem := 'pooled';
		RETURN;
	END IF;
	problem := move_order(number, did, actor, actor_role, counter, why, clock);
END $$;

-- As before, and: what an order has by a pool only its distributor changes. problem besides: pooled.
CREATE OR REPLACE FUNCTION make_change(number bigint, wanted bigint, fixed boolean, OUT problem text, OUT item bigint, OUT asked bigint, OUT available bigint)
LANGUAGE plpgsql AS $$
DECLARE
	c       order_changes;
	allowed bigint := (SELECT credit_left(seller_id) FROM orders WHERE id = number);
BEGIN
	SELECT * INTO c FROM order_changes WHERE id = wanted;
	IF NOT fixed AND EXISTS (SELECT FROM orders o JOIN pools p ON p.id = o.pool_id WHERE o.id = number AND p.item_id = ANY (c.item_ids)) THEN
		problem := 'pooled';
		RETURN;
	END IF;
	SELECT sum(w.quantity * w.price - coalesce((SELECT sum(l.total) FROM order_lines l WHERE l.order_id = number AND l.item_id = w.item_id), 0))
	INTO asked FROM unnest(c.item_ids, c.quantities, c.prices) AS w (item_id, quantity, price);
	IF asked > 0 AND asked > allowed THEN
		problem := 'credit';
		available := allowed;
		RETURN;
	END IF;
	SELECT m.problem, m.item, m.asked, m.available INTO problem, item, asked, available FROM make_affordable_change(number, wanted, fixed) m;
END $$;
