-- Orders of which it was asked in the evening of a day what is to become of them, because nobody had fetched them.
CREATE TABLE evening_asks (
	order_id bigint NOT NULL REFERENCES orders,
	day      date   NOT NULL,
	PRIMARY KEY (order_id, day)
);
