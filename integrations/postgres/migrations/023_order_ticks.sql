-- What a seller has marked as taken of her own orders, on her way.
CREATE TABLE order_ticks (
	order_id bigint NOT NULL REFERENCES orders,
	item_id  bigint NOT NULL REFERENCES items,
	PRIMARY KEY (order_id, item_id)
);
