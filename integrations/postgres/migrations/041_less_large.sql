-- An order is large no longer than its goods are, all of them together; what a pool has ordered never is: others have their price by it.
CREATE OR REPLACE FUNCTION mark_large() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	UPDATE orders o SET accept_by = CASE WHEN EXISTS (SELECT FROM order_lines WHERE order_id = o.id AND quantity > 0 AND is_large(o.seller_id, item_id, 0))
		THEN coalesce(accept_by, now() + interval '12 hours') END
	WHERE id = NEW.order_id AND status = 'placed' AND pool_id IS NULL;
	RETURN NULL;
END $$;
