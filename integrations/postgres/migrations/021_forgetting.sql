-- What people say is kept for a while, and what they are for as long as they belong to the village.

-- Turns that are finished and still hold words: the others are only numbers.
CREATE INDEX turns_worded ON turns (finished_at) WHERE finished_at IS NOT NULL AND (message <> '{}' OR reply <> '{}');

-- Who gave a tip in the chat, so that it goes with her. Those of earlier days are known by their speaker alone.
ALTER TABLE notes ADD COLUMN author bigint, ADD CHECK (author IS NULL OR file IS NULL);
CREATE INDEX ON notes (author) WHERE author IS NOT NULL;

-- The words of a question go when it is old; what answers it stays.
ALTER TABLE questions DROP CONSTRAINT questions_text_check, ADD CHECK (text <> '' OR answer_id IS NOT NULL);
CREATE INDEX ON questions (asker);

-- What happened to an order stays, but for a person's own words why.
CREATE FUNCTION keep_order_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF TG_OP <> 'UPDATE' OR NEW.reason <> 'forgotten' OR OLD.reason = '' OR to_jsonb(NEW) - 'reason' <> to_jsonb(OLD) - 'reason' THEN
		RAISE EXCEPTION 'what is written in order_events stays' USING ERRCODE = 'check_violation';
	END IF;
	RETURN NEW;
END $$;
DROP TRIGGER order_events_stay ON order_events;
CREATE TRIGGER order_events_stay BEFORE UPDATE OR DELETE ON order_events FOR EACH ROW EXECUTE FUNCTION keep_order_event();
CREATE TRIGGER order_events_all_stay BEFORE TRUNCATE ON order_events FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Forgets the own words of people why something happened to orders, and what was wrong with goods.
CREATE FUNCTION forget_reasons(numbers bigint[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	ours CONSTANT text[] := ARRAY['', 'sold_out', 'closed', 'missing', 'broken', 'wrong', 'complete', 'forgotten'];
BEGIN
	UPDATE order_events SET reason = 'forgotten' WHERE order_id = ANY (numbers) AND reason <> ALL (ours);
	UPDATE order_claims SET reason = 'forgotten' WHERE order_id = ANY (numbers) AND reason <> ALL (ours);
END $$;
