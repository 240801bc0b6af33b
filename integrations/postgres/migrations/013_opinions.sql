-- What people thought of answers, to learn from once a person has looked at it. Who asked is not kept.
CREATE TABLE opinions (
    -- The turn that asked; thinking again of the same answer replaces what was thought before.
    turn bigint PRIMARY KEY,
    question text NOT NULL CHECK (question <> ''),
    language text NOT NULL CHECK (language IN ('en', 'zh')),
    helped boolean NOT NULL,
    -- The passages shown, as they stood then.
    sources text[] NOT NULL,
    quotes text[] NOT NULL,
    at timestamptz NOT NULL,
    CHECK (cardinality(sources) = cardinality(quotes))
);
