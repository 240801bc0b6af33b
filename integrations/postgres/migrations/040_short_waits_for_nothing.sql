-- Does what it did, and locks only stock that the order holds: short_order, which has one item's locked when nothing of the order is left,
-- waits for no other.
CREATE OR REPLACE FUNCTION move_order(number bigint, did text, actor bigint, actor_role text, counter text, why text, clock timestamptz, OUT problem text)
LANGUAGE plpgsql AS $$
DECLARE
	o      orders;
	m      order_moves;
	closes boolean;
	leaves text; -- why its pieces leave the shelf; null: they stay there
BEGIN
	SELECT * INTO o FROM orders WHERE id = number AND concerns(seller_id, distributor_id, actor, actor_role, counter) FOR UPDATE;
	IF NOT FOUND THEN
		problem := 'unknown';
		RETURN;
	END IF;
	IF did = 'cancelled' AND actor_role = 'seller' AND o.status IN ('accepted', 'ready') THEN
		did := 'asked';
	ELSIF did = 'ready' AND o.status = 'placed' THEN
		problem := move_order(number, 'accepted', actor, actor_role, counter, '', clock);
		SELECT * INTO o FROM orders WHERE id = number;
	END IF;
	SELECT * INTO m FROM order_moves WHERE what = did AND before = o.status AND role = actor_role;
	problem := CASE
		WHEN NOT FOUND THEN 'late'
		WHEN did = 'asked' AND o.cancel_asked THEN 'asked'
		WHEN m.needs = 'reason' AND why = '' THEN 'reason'
		WHEN m.needs = 'request' AND NOT o.cancel_asked THEN 'late'
		WHEN m.needs = 'nothing left' AND EXISTS (SELECT FROM order_lines WHERE order_id = number AND quantity > 0) THEN 'late'
	END;
	IF problem IS NOT NULL THEN
		RETURN;
	END IF;
	closes := m.after NOT IN ('placed', 'accepted', 'ready');
	IF closes THEN
		leaves := CASE WHEN m.after = 'picked' THEN 'picked' WHEN actor_role = 'distributor' AND why = 'sold_out' THEN 'missing' END;
		PERFORM FROM stock WHERE item_id IN (SELECT item_id FROM order_lines WHERE order_id = number AND quantity > 0) ORDER BY item_id FOR UPDATE;
		WITH gone AS (
			UPDATE stock s SET reserved = s.reserved - l.quantity, on_hand = s.on_hand - CASE WHEN leaves IS NULL THEN 0 ELSE l.quantity END
			FROM (SELECT item_id, sum(quantity) AS quantity FROM order_lines WHERE order_id = number AND quantity > 0 GROUP BY item_id) l
			WHERE s.item_id = l.item_id
			RETURNING s.item_id, s.on_hand
		)
		INSERT INTO item_events (item_id, at, actor, what, order_id, on_hand)
		SELECT item_id, clock, move_order.actor, leaves, number, on_hand FROM gone WHERE leaves IS NOT NULL ORDER BY item_id;
	END IF;
	UPDATE orders SET status = m.after, closed_at = CASE WHEN closes THEN clock END,
		code = CASE m.what WHEN 'accepted' THEN free_code(distributor_id) ELSE code END,
		cancel_asked = CASE WHEN closes THEN false WHEN m.what IN ('asked', 'kept') THEN m.what = 'asked' ELSE cancel_asked END
	WHERE id = number;
	INSERT INTO order_events (order_id, at, actor, role, what, reason, before, after)
	VALUES (number, clock, actor, actor_role, m.what, why, m.before, m.after);
END $$;
