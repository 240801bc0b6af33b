-- Statements add up a seller's or a distributor's orders by when they were closed.
CREATE INDEX orders_closed ON orders (seller_id, closed_at) WHERE closed_at IS NOT NULL;
CREATE INDEX orders_closed_at ON orders (distributor_id, closed_at) WHERE closed_at IS NOT NULL;

-- Money that went from a seller to a distributor, as one of the two sides states it. It counts once the other side agrees.
CREATE TABLE payments (
	id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	turn           bigint NOT NULL UNIQUE, -- the tap that stated it: the same tap again is the same row
	seller_id      bigint NOT NULL,
	distributor_id int    NOT NULL REFERENCES distributors,
	amount         bigint NOT NULL CHECK (amount > 0),
	paid_on        date   NOT NULL,
	side           text   NOT NULL CHECK (side IN ('seller', 'distributor')), -- who states it
	person         bigint NOT NULL, -- of that side
	stated_at      timestamptz NOT NULL,
	CHECK (side <> 'seller' OR person = seller_id),
	UNIQUE (id, side, person)
);
CREATE INDEX ON payments (seller_id, distributor_id);
CREATE INDEX ON payments (distributor_id);

-- What the other side says to it, once and for all: never who stated it.
CREATE TABLE payment_answers (
	payment     bigint PRIMARY KEY,
	stated_side text   NOT NULL,
	stated_by   bigint NOT NULL,
	agreed      boolean NOT NULL,
	turn        bigint NOT NULL UNIQUE,
	side        text   NOT NULL CHECK (side IN ('seller', 'distributor')),
	person      bigint NOT NULL,
	answered_at timestamptz NOT NULL,
	FOREIGN KEY (payment, stated_side, stated_by) REFERENCES payments (id, side, person),
	CHECK (side <> stated_side AND person <> stated_by)
);

CREATE FUNCTION refuse_to_change_payments() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION 'what was written in % stays', TG_TABLE_NAME USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER payments_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON payments
FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_change_payments();
CREATE TRIGGER payment_answers_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON payment_answers
FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_change_payments();
