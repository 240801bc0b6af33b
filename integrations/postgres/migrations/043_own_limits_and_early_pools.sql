-- How much one seller alone may hold, and pools that are closed before their time.

-- What the organisers say of one seller, for good; her newest row holds in the place of the rule of all. Money is fen.
CREATE TABLE credit_limits (
	id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	key       bigint NOT NULL UNIQUE, -- the turn of the tap: the same tap again is the same row
	seller_id bigint NOT NULL,
	most      bigint CHECK (most >= 0), -- null: what the rule says again
	actor     bigint NOT NULL,
	at        timestamptz NOT NULL
);
CREATE INDEX ON credit_limits (seller_id, id);
CREATE TRIGGER credit_limits_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON credit_limits
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- What was said of a seller alone; null: nothing that holds.
CREATE FUNCTION own_limit(seller bigint) RETURNS bigint LANGUAGE sql STABLE
RETURN (SELECT l.most FROM credit_limits l WHERE l.seller_id = seller ORDER BY l.id DESC LIMIT 1);

CREATE OR REPLACE FUNCTION credit_of(seller bigint, OUT most bigint, OUT ordered bigint, OUT owed bigint, OUT cleared bigint)
LANGUAGE sql STABLE AS $$
	SELECT coalesce(own_limit(seller), c.most), c.ordered + (SELECT coalesce(sum(s.quantity * p.price), 0) FROM pool_shares s JOIN pools p ON p.id = s.pool_id
		WHERE s.seller_id = seller)::bigint, c.owed, c.cleared
	FROM credit_of_orders(seller) c;
$$;

-- Whether there is a limit for a seller at all.
CREATE FUNCTION is_limited(seller bigint) RETURNS boolean LANGUAGE sql STABLE
RETURN own_limit(seller) IS NOT NULL OR (SELECT first FROM credit_rules ORDER BY id DESC LIMIT 1) IS NOT NULL;

CREATE OR REPLACE FUNCTION credit_free(seller bigint) RETURNS bigint LANGUAGE sql STABLE
RETURN CASE WHEN is_limited(seller) THEN (SELECT greatest(most - ordered - owed, 0) FROM credit_of(seller)) END;

CREATE OR REPLACE FUNCTION credit_left(seller bigint) RETURNS bigint LANGUAGE plpgsql AS $$
BEGIN
	IF NOT is_limited(seller) THEN
		RETURN NULL;
	END IF;
	PERFORM pg_advisory_xact_lock(hashtextextended(current_schema() || ' credit', seller));
	RETURN credit_free(seller);
END $$;

-- Who opened a pool, when what it was opened for came together first, and who closed it before its time.
ALTER TABLE pools
	ADD opened_by  bigint, -- null: nobody knows of one that was open before this was kept
	ADD reached_at timestamptz,
	ADD closed_by  bigint, -- null: its time came, or the last one left
	DROP CONSTRAINT pools_check,
	ADD CHECK (closes_at >= opened_at);

CREATE OR REPLACE FUNCTION open_pool(
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
	INSERT INTO pools (key, item_id, goal, price, opened_at, closes_at, opened_by) VALUES (turn, item, open_pool.goal, open_pool.price, clock, closes, seller)
	RETURNING id INTO number;
	SELECT s.problem, s.asked, s.available INTO problem, asked, available FROM take_share(turn, number, seller, pieces, allowed, clock) s;
	IF problem IS NOT NULL THEN
		RAISE EXCEPTION 'not opened' USING ERRCODE = 'OH001';
	END IF;
EXCEPTION
	WHEN SQLSTATE 'OH001' THEN number := NULL;
END $$;

-- Has an open pool's time come now. Its distributor's people may at any time; who opened it, while she takes part in it, once enough has come together:
-- then nobody loses by it. enough says whether enough had come together by what the person was shown. problem: closed, changed (it is otherwise by now),
-- none (it is not this person's to close), short (available is how many pieces are missing).
CREATE FUNCTION close_pool_early(number bigint, person bigint, counter text, enough boolean, clock timestamptz, OUT problem text, OUT available bigint)
LANGUAGE plpgsql AS $$
DECLARE
	p pools;
BEGIN
	SELECT * INTO p FROM pools WHERE id = number FOR UPDATE; -- nobody joins or leaves until the transaction ends
	available := p.goal - (SELECT coalesce(sum(quantity), 0) FROM pool_shares WHERE pool_id = number);
	problem := CASE
		WHEN p.id IS NULL OR NOT p.open THEN 'closed'
		WHEN (available <= 0) <> enough THEN 'changed'
		WHEN p.closes_at <= clock THEN 'closed'
		WHEN EXISTS (SELECT FROM items i JOIN distributors d ON d.id = i.distributor_id WHERE i.id = p.item_id AND d.key = counter) THEN NULL
		WHEN p.opened_by IS DISTINCT FROM person OR NOT EXISTS (SELECT FROM pool_shares WHERE pool_id = number AND seller_id = person) THEN 'none'
		WHEN available > 0 THEN 'short'
	END;
	IF problem IS NULL THEN
		UPDATE pools SET closes_at = greatest(clock, opened_at), closed_by = person WHERE id = number;
	END IF;
END $$;
