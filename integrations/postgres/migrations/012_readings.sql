-- What the judge keeps of a passage: what half of its layers make of it, so that only a question has to be read when one is
-- asked. A reading is of one judge's model; another's is made when that is asked. It is as good as random, so it is not
-- compressed.
CREATE TABLE passage_readings (
    passage_id bigint PRIMARY KEY REFERENCES passages ON DELETE CASCADE,
    model text NOT NULL CHECK (model <> ''),
    reading bytea NOT NULL
);
ALTER TABLE passage_readings ALTER COLUMN reading SET STORAGE EXTERNAL;
