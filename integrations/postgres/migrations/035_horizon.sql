-- Nothing is ordered for a day too far ahead, at whichever distributor: stock that is held so long is kept from everybody else.

ALTER TABLE settings ADD COLUMN order_days int NOT NULL DEFAULT 14 CHECK (order_days > 0); -- for how many days ahead orders are taken

-- Says what it did, and besides: far.
CREATE OR REPLACE FUNCTION refused_at(distributor int, day date, minute int, wall timestamp) RETURNS text LANGUAGE sql STABLE
RETURN CASE WHEN refused_at.day > wall::date + (SELECT order_days FROM settings) THEN 'far' ELSE (SELECT CASE
	WHEN h.days & (1 << (extract(isodow FROM refused_at.day)::int - 1)) = 0
		OR EXISTS (SELECT FROM closed_days c WHERE c.distributor_id = distributor AND c.day = refused_at.day) THEN 'closed'
	WHEN minute NOT BETWEEN h.opens AND h.closes THEN 'hour'
	WHEN refused_at.day = wall::date AND extract(hour FROM wall) * 60 + extract(minute FROM wall) >= coalesce(h.cutoff, h.closes) THEN 'cutoff'
	END FROM distributor_hours h WHERE h.distributor_id = distributor) END;
