-- Closes an open pool that is locked: where enough came together and there is a day to fetch it, every share becomes an order, at the pool's
-- price or what so many cost by now, if that is less; else all goes back. Gives who took part, with how many, and the order. Shares hold their stock
-- and count as credit already, so nothing stands in the way.
CREATE OR REPLACE FUNCTION close_pool(number bigint, day date, clock timestamptz) RETURNS TABLE (seller bigint, pieces int, order_number bigint)
LANGUAGE plpgsql AS $$
DECLARE
	p     pools;
	i     items;
	total int;
	each  bigint;
BEGIN
	SELECT * INTO p FROM pools WHERE id = number AND open;
	IF NOT FOUND THEN
		RETURN;
	END IF;
	SELECT * INTO i FROM items WHERE id = p.item_id;
	PERFORM FROM stock WHERE item_id = p.item_id FOR UPDATE;
	total := coalesce((SELECT sum(quantity) FROM pool_shares WHERE pool_id = number), 0);
	each := CASE WHEN total >= p.goal AND day IS NOT NULL THEN least(p.price, price_at(i.price, i.tier_from, i.tier_price, total)) END;
	FOR seller, pieces, order_number IN
		SELECT seller_id, quantity, key FROM pool_shares WHERE pool_id = number ORDER BY key
	LOOP
		IF each IS NOT NULL THEN
			INSERT INTO placements (key, seller_id, placed_at) VALUES (order_number, seller, clock);
			INSERT INTO orders (placement, seller_id, distributor_id, pickup_day, total, placed_at, pool_id)
			VALUES (order_number, seller, i.distributor_id, day, pieces * each, clock, number) RETURNING id INTO order_number;
			INSERT INTO order_lines (order_id, line, item_id, sku, title_en, title_zh, unit, quantity, price, total)
			VALUES (order_number, 1, i.id, i.sku, i.title_en, i.title_zh, i.unit, pieces, each, pieces * each);
			INSERT INTO reminders (seller_id) VALUES (seller) ON CONFLICT DO NOTHING;
		ELSE
			order_number := NULL;
		END IF;
		RETURN NEXT;
	END LOOP;
	DELETE FROM pool_shares WHERE pool_id = number;
	IF each IS NOT NULL THEN
		UPDATE stock SET reserved = reserved + total WHERE item_id = p.item_id;
	END IF;
	UPDATE pools SET open = false, pooled = total, closed_at = clock WHERE id = number;
END $$;
