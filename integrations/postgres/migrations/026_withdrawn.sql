-- A distributor who has accepted an order can call it off, for a reason: it is cancelled, and not refused.
INSERT INTO order_moves (what, before, after, role, needs) VALUES ('withdrawn', 'accepted', 'cancelled', 'distributor', 'reason');
