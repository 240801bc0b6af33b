-- A note's title in the other language, where its author gave one: whoever asks in it sees that.
ALTER TABLE notes ADD COLUMN title_en text CHECK (title_en <> ''), ADD COLUMN title_zh text CHECK (title_zh <> '');
