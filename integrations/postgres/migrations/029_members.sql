-- Who is blocked keeps her row, with no role, and is let in by no invitation.
ALTER TABLE people ADD COLUMN blocked boolean NOT NULL DEFAULT false, ADD CHECK (NOT blocked OR role = '');
