-- Hours of every day in which nothing comes to a chat by itself, in minutes of the day in the village's time zone; from a later one to an
-- earlier one they go over midnight.
ALTER TABLE chats
	ADD quiet_from  int CHECK (quiet_from BETWEEN 0 AND 1439),
	ADD quiet_until int CHECK (quiet_until BETWEEN 0 AND 1439),
	ADD CHECK (num_nulls(quiet_from, quiet_until) IN (0, 2)),
	ADD CHECK (quiet_from <> quiet_until);

-- It comes at a time that its person has named: also in quiet hours.
ALTER TABLE turns ADD timed boolean NOT NULL DEFAULT false, ADD CHECK (NOT timed OR message IS NULL);

-- Whether a minute of the day is one of a chat's quiet hours.
CREATE FUNCTION quiet_at(quiet_from int, quiet_until int, minute int) RETURNS boolean LANGUAGE sql IMMUTABLE
RETURN coalesce(CASE WHEN quiet_from < quiet_until THEN minute >= quiet_from AND minute < quiet_until ELSE minute >= quiet_from OR minute < quiet_until END, false);
