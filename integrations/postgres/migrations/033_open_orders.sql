-- Nothing is ordered for a time at which its distributor hands nothing over. What a distributor agrees to holds all the same.

-- Why a distributor hands nothing over on a day, at a minute of it (null: none was named), of what is ordered when the clocks on the village's
-- walls show wall; null: it does. pickup.Hours.Refuses says the same.
CREATE FUNCTION refused_at(distributor int, day date, minute int, wall timestamp) RETURNS text LANGUAGE sql STABLE
RETURN (SELECT CASE
	WHEN h.days & (1 << (extract(isodow FROM refused_at.day)::int - 1)) = 0
		OR EXISTS (SELECT FROM closed_days c WHERE c.distributor_id = distributor AND c.day = refused_at.day) THEN 'closed'
	WHEN minute NOT BETWEEN h.opens AND h.closes THEN 'hour'
	WHEN refused_at.day = wall::date AND extract(hour FROM wall) * 60 + extract(minute FROM wall) >= coalesce(h.cutoff, h.closes) THEN 'cutoff'
	END FROM distributor_hours h WHERE h.distributor_id = distributor);

-- Places a card's orders where all of their distributors hand goods over then. problem as place_orders', and besides: hours.
CREATE FUNCTION place_open_orders(
	turn bigint, seller bigint, item_ids bigint[], quantities int[], prices bigint[], day date, at timestamptz, clock timestamptz, minute int, wall timestamp,
	OUT problem text, OUT item bigint, OUT asked bigint, OUT available int
) LANGUAGE plpgsql AS $$
BEGIN
	-- The same tap once more gives the same orders, also after the cut-off.
	IF NOT EXISTS (SELECT FROM placements WHERE key = turn)
		AND EXISTS (SELECT FROM items i WHERE i.id = ANY (item_ids) AND refused_at(i.distributor_id, day, minute, wall) IS NOT NULL)
	THEN
		problem := 'hours';
		RETURN;
	END IF;
	SELECT p.problem, p.item, p.asked, p.available INTO problem, item, asked, available
	FROM place_held_orders(turn, seller, item_ids, quantities, prices, day, at, clock) p;
END $$;

-- Changes an order, or asks its distributor. Of what its seller changes by herself, a new time and what is ordered in addition need the
-- distributor's hours. problem as change_order's, and besides: hours.
CREATE FUNCTION change_open_order(
	turn bigint, number bigint, seen bigint, item_ids bigint[], quantities int[], prices bigint[], day date, at timestamptz,
	seller bigint, clock timestamptz, minute int, wall timestamp, OUT problem text, OUT item bigint, OUT asked bigint, OUT available bigint
) LANGUAGE plpgsql AS $$
DECLARE
	o orders;
BEGIN
	SELECT * INTO o FROM orders WHERE id = number AND seller_id = seller FOR UPDATE;
	IF o.status = 'placed' AND refused_at(o.distributor_id, day, minute, wall) IS NOT NULL
		AND NOT EXISTS (SELECT FROM order_changes WHERE key = turn)
		AND ((day, at) IS DISTINCT FROM (o.pickup_day, o.pickup_at) OR EXISTS (
			SELECT FROM unnest(item_ids, quantities) AS w (item_id, quantity) WHERE w.quantity > coalesce((SELECT sum(l.quantity)
				FROM order_lines l WHERE l.order_id = number AND l.item_id = w.item_id), 0)))
	THEN
		problem := 'hours';
		RETURN;
	END IF;
	SELECT c.problem, c.item, c.asked, c.available INTO problem, item, asked, available
	FROM change_order(turn, number, seen, item_ids, quantities, prices, day, at, seller, clock) c;
END $$;
