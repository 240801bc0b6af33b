-- The list of what to fetch that a seller was shown last, so that it is kept as things are: which part of which day, in which language, and a
-- fingerprint of what stands on it.
CREATE TABLE pull_cards (
	seller_id bigint PRIMARY KEY,
	day       date   NOT NULL,
	page      int    NOT NULL CHECK (page >= 0),
	lang      text   NOT NULL,
	print     bigint NOT NULL
);

-- What comes in quiet hours as well: its person has named the time, or it makes no sound, because it edits what she has.
ALTER TABLE turns RENAME timed TO anytime;
