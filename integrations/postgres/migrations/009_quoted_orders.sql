-- The order numbers of the parcels that sellers had priced in lists, so that one in a second list is pointed out. Nothing
-- remembered them before: the lists of earlier days are unknown.
CREATE TABLE quoted_orders (
    seller_id    bigint NOT NULL CHECK (seller_id > 0),
    order_number text NOT NULL CHECK (length(order_number) BETWEEN 1 AND 64), -- as numbers compare: folded
    turn         bigint NOT NULL, -- the message that brought the list it was in first
    quoted_at    timestamptz NOT NULL,
    PRIMARY KEY (seller_id, order_number)
);
CREATE INDEX ON quoted_orders (quoted_at);
