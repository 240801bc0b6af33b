-- Files that oldhand made for people. A row is never changed, so its number always means the same bytes.
CREATE TABLE documents (
    id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    owner   bigint NOT NULL REFERENCES people,
    turn    bigint UNIQUE, -- that asked for it, where it is made later and perhaps twice
    bytes   bytea NOT NULL CHECK (length(bytes) BETWEEN 1 AND 20971520),
    made_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX ON documents (owner, id);
CREATE INDEX ON documents (made_at);
