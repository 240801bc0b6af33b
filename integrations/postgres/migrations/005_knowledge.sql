-- Notes: files of the Saturday meetings, tips and guides, and the tips given in the chat.
CREATE TABLE notes (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- The base name of the file, under which a note is cited and replaced; a tip given in the chat has none.
    file text UNIQUE CHECK (file <> ''),
    -- What was read, to know the same file again.
    hash bytea CHECK (length(hash) = 32),
    title text NOT NULL,
    kind text NOT NULL CHECK (kind IN ('meeting', 'tip', 'guide')),
    date date,
    -- The last day on which the note is used for answers.
    expires date,
    CHECK ((file IS NULL) = (hash IS NULL)),
    CHECK (file IS NOT NULL OR kind = 'tip')
);

-- Passages: one piece of advice each, quoted word for word.
CREATE TABLE passages (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    note_id bigint NOT NULL REFERENCES notes ON DELETE CASCADE,
    position integer NOT NULL CHECK (position >= 0),
    quote text NOT NULL CHECK (quote <> ''),
    speaker text NOT NULL,
    language text NOT NULL CHECK (language IN ('en', 'zh', '')),
    heading text NOT NULL,
    question text NOT NULL,
    -- Made in Go: weight A the question answered, B the quote, C headings, D the title.
    terms tsvector NOT NULL,
    -- How the terms were made; other ones are made anew, like vectors of another model.
    terms_version integer NOT NULL,
    model text,
    embedding halfvec,
    CHECK ((model IS NULL) = (embedding IS NULL)),
    UNIQUE (note_id, position)
) WITH (toast_tuple_target = 8160); -- the vectors stay in the rows: fetching each from elsewhere took most of a search

-- There is no vector index: a village has thousands of passages, and an exact scan of ten thousand takes some twenty
-- milliseconds and misses nothing.
CREATE INDEX passages_terms ON passages USING gin (terms) WITH (fastupdate = off);

-- Questions that the notes could not answer, passed on to the old hands.
CREATE TABLE questions (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- The turn that passed it on.
    key bigint NOT NULL UNIQUE,
    asker bigint NOT NULL,
    text text NOT NULL CHECK (text <> ''),
    language text NOT NULL CHECK (language IN ('en', 'zh')),
    asked_at timestamptz NOT NULL,
    answered_by bigint,
    answer_id bigint UNIQUE REFERENCES notes,
    CHECK ((answered_by IS NULL) = (answer_id IS NULL))
);

CREATE INDEX questions_waiting ON questions (asked_at, id) WHERE answer_id IS NULL;
