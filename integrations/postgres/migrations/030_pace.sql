-- How many turns a chat still has for the moment (a token bucket: bot/claim.go fills it and takes from it), and whether its person was
-- told that there were too many.
ALTER TABLE chats
	ADD COLUMN tokens    real NOT NULL DEFAULT 'Infinity' CHECK (tokens >= 0),
	ADD COLUMN tokens_at timestamptz NOT NULL DEFAULT now(),
	ADD COLUMN slowed    boolean NOT NULL DEFAULT false;
