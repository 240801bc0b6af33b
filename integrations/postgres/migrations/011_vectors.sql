-- A passage has a vector of every model that it is found by. A table of their own lets several models stand side by side and
-- keeps a scan of vectors from reading what else a passage has.
CREATE TABLE passage_vectors (
    passage_id bigint NOT NULL REFERENCES passages ON DELETE CASCADE,
    model text NOT NULL CHECK (model <> ''),
    -- The passage's, here so that a scan can tell it.
    language text NOT NULL CHECK (language IN ('en', 'zh', '')),
    embedding halfvec NOT NULL,
    PRIMARY KEY (passage_id, model)
) WITH (toast_tuple_target = 8160); -- the vectors stay in the rows: fetching each from elsewhere took most of a search

-- The sum of the vectors of each language: what all of them have in common tells nothing about any, so it is taken away.
CREATE TABLE passage_sums (
    model text NOT NULL,
    language text NOT NULL,
    dimensions integer NOT NULL,
    passages integer NOT NULL,
    total vector NOT NULL,
    PRIMARY KEY (model, language, dimensions)
);

CREATE FUNCTION add_passages() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    INSERT INTO passage_sums AS s
        SELECT model, language, vector_dims(embedding), count(*), sum(embedding::vector) FROM added GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
        ON CONFLICT (model, language, dimensions)
            DO UPDATE SET passages = s.passages + EXCLUDED.passages, total = s.total + EXCLUDED.total;
    RETURN NULL;
END
$$;
CREATE FUNCTION take_passages() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    gone record;
BEGIN
    FOR gone IN SELECT model, language, vector_dims(embedding) AS dimensions, count(*) AS passages, sum(embedding::vector) AS total
        FROM taken GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
    LOOP
        UPDATE passage_sums s SET passages = s.passages - gone.passages, total = s.total - gone.total
            WHERE s.model = gone.model AND s.language = gone.language AND s.dimensions = gone.dimensions;
        DELETE FROM passage_sums s WHERE s.model = gone.model AND s.language = gone.language AND s.dimensions = gone.dimensions
            AND s.passages <= 0;
    END LOOP;
    RETURN NULL;
END
$$;
CREATE TRIGGER passages_added AFTER INSERT ON passage_vectors
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION add_passages();
CREATE TRIGGER passages_taken AFTER DELETE ON passage_vectors
    REFERENCING OLD TABLE AS taken FOR EACH STATEMENT EXECUTE FUNCTION take_passages();
CREATE TRIGGER passages_put AFTER UPDATE ON passage_vectors
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION add_passages();
CREATE TRIGGER passages_replaced AFTER UPDATE ON passage_vectors
    REFERENCING OLD TABLE AS taken FOR EACH STATEMENT EXECUTE FUNCTION take_passages();

INSERT INTO passage_vectors SELECT id, model, language, embedding FROM passages WHERE embedding IS NOT NULL;
ALTER TABLE passages DROP COLUMN model, DROP COLUMN embedding;
