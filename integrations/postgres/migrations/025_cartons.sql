-- A line of an order knows how many pieces of its item a carton holds, so that what was ordered by the carton is shown so. 0: it has none.
CREATE OR REPLACE VIEW order_rows AS
SELECT o.id, o.placement, o.seller_id, o.distributor_id, d.name AS distributor, o.pickup_day, o.pickup_at, o.total,
	o.status, o.placed_at, l.line, l.item_id, l.sku, l.title_en, l.title_zh, l.unit, l.quantity, l.price, l.total AS line_total,
	l.ordered, o.open, coalesce(o.code, '') AS code, o.cancel_asked, o.closed_at, i.carton
FROM orders o
JOIN distributors d ON d.id = o.distributor_id
JOIN order_lines l ON l.order_id = o.id AND l.ordered > 0
JOIN items i ON i.id = l.item_id;
