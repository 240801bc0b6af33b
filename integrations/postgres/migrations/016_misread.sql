-- Messages that oldhand misread, to be put right by a person and learned from. Who wrote one is not kept but for the role, nor
-- the turn, and when it was to the hour alone.
CREATE TABLE misread (
    -- There are so many places and no more: the newest message takes the place of the oldest.
    place int GENERATED ALWAYS AS IDENTITY (MINVALUE 0 MAXVALUE 4999 START 0 CYCLE) PRIMARY KEY CHECK (place BETWEEN 0 AND 4999),
    -- The message's words, with the acts marked that were read in them.
    marked text NOT NULL CHECK (marked <> ''),
    language text NOT NULL CHECK (language IN ('en', 'zh', 'mix')),
    -- What its writer was just shown or asked, in plain words.
    screen text NOT NULL,
    who text NOT NULL CHECK (who IN ('seller', 'distributor', 'old hand', 'organiser')),
    -- The commands that it was understood as.
    understood jsonb NOT NULL CHECK (jsonb_typeof(understood) = 'array'),
    -- How it was seen to be misread: oldhand said so, what it asked about was not meant, or was put right or taken back at
    -- once, or the same was said again.
    why text NOT NULL CHECK (why IN ('unknown', 'declined', 'corrected', 'again')),
    at timestamptz NOT NULL CHECK (at = date_trunc('hour', at, 'UTC'))
);
CREATE INDEX ON misread (at);
