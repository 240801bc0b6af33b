-- The price of one piece when the least quantity is ordered, which is what the price limits of a search compare. Working it
-- out anew for every item of every search took most of the search's time.
ALTER TABLE items ADD starting_price bigint NOT NULL GENERATED ALWAYS AS (price_at(price, tier_from, tier_price, min_qty)) STORED;
