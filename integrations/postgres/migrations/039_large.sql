-- Who would hold a large share of an item's stock holds it for half a day only, unless the distributor accepts the order.

ALTER TABLE settings ADD COLUMN large_share int CHECK (large_share BETWEEN 1 AND 99); -- percent of what is on hand; null: nothing is large

-- Until when the distributor has to accept an order that is large; null: it need not, or has.
ALTER TABLE orders ADD COLUMN accept_by timestamptz, ADD CHECK (accept_by IS NULL OR status IN ('placed', 'expired'));
CREATE INDEX orders_accept_by ON orders (accept_by) WHERE open AND accept_by IS NOT NULL;

-- Whether a seller's open orders, and so many pieces more, are a large share of an item's stock.
CREATE FUNCTION is_large(seller bigint, item bigint, more int) RETURNS boolean LANGUAGE sql STABLE
RETURN (SELECT large_share IS NOT NULL AND 100 * (more + (SELECT coalesce(sum(l.quantity), 0) FROM orders o JOIN order_lines l ON l.order_id = o.id
		WHERE o.open AND o.seller_id = seller AND l.item_id = item)) > large_share * (SELECT on_hand::bigint FROM stock WHERE item_id = item)
	FROM settings);

-- An order is large no longer than its goods are, all of them together; what a pool has ordered never is: others have their price by it.
CREATE FUNCTION mark_large() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	UPDATE orders o SET accept_by = CASE WHEN EXISTS (SELECT FROM order_lines WHERE order_id = o.id AND quantity > 0 AND is_large(o.seller_id, item_id, 0))
		THEN coalesce(accept_by, now() + interval '12 hours') END
	WHERE id = NEW.order_id AND status = 'placed' AND pool_id IS NULL;
	RETURN NULL;
END $$;
CREATE TRIGGER order_lines_large AFTER INSERT OR UPDATE OF quantity ON order_lines FOR EACH ROW EXECUTE FUNCTION mark_large();

CREATE FUNCTION forget_accept_by() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	NEW.accept_by := NULL;
	RETURN NEW;
END $$;
CREATE TRIGGER orders_accept_by BEFORE UPDATE OF status ON orders FOR EACH ROW
WHEN (NEW.status NOT IN ('placed', 'expired')) EXECUTE FUNCTION forget_accept_by();

CREATE OR REPLACE VIEW order_rows AS
SELECT o.id, o.placement, o.seller_id, o.distributor_id, d.name AS distributor, o.pickup_day, o.pickup_at, o.total,
	o.status, o.placed_at, l.line, l.item_id, l.sku, l.title_en, l.title_zh, l.unit, l.quantity, l.price, l.total AS line_total,
	l.ordered, o.open, coalesce(o.code, '') AS code, o.cancel_asked, o.closed_at, i.carton, o.accept_by
FROM orders o
JOIN distributors d ON d.id = o.distributor_id
JOIN order_lines l ON l.order_id = o.id AND l.ordered > 0
JOIN items i ON i.id = l.item_id;

-- Does what it did, and ends large orders that were not accepted in time.
CREATE OR REPLACE FUNCTION expire_orders(due_before date, most int, clock timestamptz) RETURNS SETOF bigint LANGUAGE plpgsql AS $$
DECLARE
	numbers bigint[];
	number  bigint;
BEGIN
	numbers := ARRAY(SELECT id FROM orders WHERE open AND (pickup_day < due_before OR accept_by <= clock) ORDER BY id LIMIT most FOR UPDATE SKIP LOCKED);
	-- Everybody locks stock in the order of items, so nobody waits for one who waits for them.
	PERFORM FROM stock WHERE item_id IN (SELECT item_id FROM order_lines WHERE order_id = ANY (numbers)) ORDER BY item_id FOR UPDATE;
	FOREACH number IN ARRAY numbers LOOP
		IF move_order(number, 'expired', 0, 'clock', '', '', clock) IS NULL THEN
			RETURN NEXT number;
		END IF;
	END LOOP;
END $$;
