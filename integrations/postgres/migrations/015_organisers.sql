-- Who was removed keeps her row, with no role, so that her orders stay hers, also when she comes back.
ALTER TABLE people
    DROP CONSTRAINT people_role_check,
    ADD CHECK (role IN ('', 'seller', 'distributor', 'oldhand', 'organiser')),
    ADD UNIQUE (id, role);

-- One organiser of the village is its keeper, from the first one on. She can be removed or get another role only after
-- another organiser was made the keeper, and so the last one cannot.
ALTER TABLE settings
    ADD COLUMN keeper      bigint,
    ADD COLUMN keeper_role text NOT NULL GENERATED ALWAYS AS ('organiser') STORED,
    ADD FOREIGN KEY (keeper, keeper_role) REFERENCES people (id, role);
UPDATE settings SET keeper = (SELECT min(id) FROM people WHERE role = 'organiser');
