-- Reminders of people's own words, and the days on which the daily reminder of the pickups does not come.

CREATE TABLE own_reminders (
	id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	person_id bigint NOT NULL,
	place     int CHECK (place BETWEEN 1 AND 50), -- a person has so many that are still to come; null: it came
	text      text NOT NULL CHECK (char_length(text) BETWEEN 1 AND 300),
	due_at    timestamptz, -- when it comes next
	snoozed   timestamptz, -- to come again then, once
	days      int NOT NULL DEFAULT 0 CHECK (days BETWEEN 0 AND 127), -- of every week, bit 0 Monday; 0: once
	minute    int NOT NULL DEFAULT 0 CHECK (minute BETWEEN 0 AND 1439), -- of these days, in the village's time zone
	sent_at   timestamptz, -- the last time
	CHECK (days = 0 OR due_at IS NOT NULL),
	CHECK ((place IS NULL) = (due_at IS NULL AND snoozed IS NULL)),
	UNIQUE (person_id, place)
);

-- The same said twice is one.
CREATE UNIQUE INDEX own_reminders_one ON own_reminders (person_id, text, days, due_at) WHERE due_at IS NOT NULL;
CREATE INDEX own_reminders_due ON own_reminders (least(due_at, snoozed));

-- The lowest place that a person has free; null: none.
CREATE FUNCTION free_reminder(person bigint) RETURNS int LANGUAGE sql STABLE
RETURN (SELECT min(n) FROM generate_series(1, 50) n WHERE NOT EXISTS (SELECT FROM own_reminders WHERE person_id = person AND place = n));

ALTER TABLE reminders ADD days int NOT NULL DEFAULT 127 CHECK (days BETWEEN 1 AND 127); -- on which it comes, bit 0 Monday

-- Days without the daily reminder of a seller.
CREATE TABLE reminder_skips (
	seller_id bigint NOT NULL,
	day       date   NOT NULL,
	PRIMARY KEY (seller_id, day)
);
