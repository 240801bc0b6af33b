-- Whether sellers pay a distributor when they fetch. What he hands over while it is so is paid; the newest row holds, without one they pay later.
CREATE TABLE distributor_terms (
	id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	key            bigint NOT NULL UNIQUE, -- the turn of the tap: the same tap again is the same row
	distributor_id int NOT NULL REFERENCES distributors,
	at_pickup      boolean NOT NULL,
	actor          bigint NOT NULL,
	at             timestamptz NOT NULL
);
CREATE INDEX ON distributor_terms (distributor_id, id);
CREATE TRIGGER distributor_terms_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON distributor_terms
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

ALTER TABLE orders ADD COLUMN paid boolean NOT NULL DEFAULT false, ADD CHECK (NOT paid OR status = 'picked'); -- when it was fetched

CREATE FUNCTION pay_at_pickup() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	NEW.paid := coalesce((SELECT at_pickup FROM distributor_terms WHERE distributor_id = NEW.distributor_id ORDER BY id DESC LIMIT 1), false);
	RETURN NEW;
END $$;
CREATE TRIGGER orders_pay BEFORE UPDATE OF status ON orders FOR EACH ROW WHEN (NEW.status = 'picked' AND OLD.status <> 'picked')
EXECUTE FUNCTION pay_at_pickup();

-- As before, and: an order that was paid when it was fetched is cleared, and nothing of it is owed.
CREATE OR REPLACE FUNCTION credit_of_orders(seller bigint, OUT most bigint, OUT ordered bigint, OUT owed bigint, OUT cleared bigint)
LANGUAGE sql STABLE AS $$
	WITH fetched AS (
		SELECT distributor_id, paid, due, sum(due) OVER (PARTITION BY distributor_id ORDER BY closed_at, id) AS upto
		FROM (SELECT *, CASE WHEN paid THEN 0 ELSE total END AS due FROM orders WHERE seller_id = seller AND status = 'picked' AND total > 0) AS picked
	), settled AS (
		SELECT distributor_id, sum(amount) AS amount FROM (
			SELECT distributor_id, amount FROM payments JOIN payment_answers ON payment = id AND agreed WHERE seller_id = seller
			UNION ALL
			SELECT distributor_id, c.amount FROM orders o JOIN order_claims c ON c.order_id = o.id AND c.amount > 0 WHERE seller_id = seller AND o.status = 'picked'
		) AS paid GROUP BY distributor_id
	), accounts AS (
		SELECT greatest(sum(f.due) - coalesce(max(s.amount), 0), 0) AS owed, count(*) FILTER (WHERE f.paid OR f.upto <= coalesce(s.amount, 0)) AS cleared
		FROM fetched f LEFT JOIN settled s USING (distributor_id) GROUP BY distributor_id
	), sums AS (
		SELECT (SELECT coalesce(sum(total), 0) FROM orders WHERE seller_id = seller AND open)::bigint AS ordered,
			coalesce(sum(owed), 0)::bigint AS owed, coalesce(sum(cleared), 0)::bigint AS cleared FROM accounts
	)
	SELECT least(r.first + r.step * s.cleared, r.most)::bigint, s.ordered, s.owed, s.cleared
	FROM sums s LEFT JOIN (SELECT * FROM credit_rules ORDER BY id DESC LIMIT 1) r ON true;
$$;
