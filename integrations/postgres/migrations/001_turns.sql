-- The conversation: who belongs to the village, their chats, and the ledger of turns that is inbox, transcript and
-- outbox in one.

-- One row of things that every process of the village must agree on.
CREATE TABLE settings (
    only_row    boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    -- Signs the buttons of cards. Made once and never changed, so that a card sent again carries the same data.
    signing_key bytea NOT NULL CHECK (length(signing_key) = 32)
);
-- Two random UUIDs hold 244 random bits from the server's strong source; hashed so that all 256 bits are even.
INSERT INTO settings (signing_key)
VALUES (sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8')));

-- A process that works on turns. It holds the advisory lock (hash of the schema, id) for as long as it lives; a row
-- whose lock can be taken belongs to a dead process, and deleting it frees the chats it had claimed.
CREATE TABLE workers (
    id         integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    started_at timestamptz NOT NULL DEFAULT now()
);

-- One private chat. The row is also the lock that keeps a chat's turns in order over all processes. A chat's row is
-- rewritten several times a turn: the free space keeps those rewrites on the same page and out of the index.
CREATE TABLE chats (
    channel      text NOT NULL CHECK (channel <> ''),
    chat         bigint NOT NULL,
    dialogue     jsonb,
    closed       boolean NOT NULL DEFAULT false,
    worker       integer REFERENCES workers ON DELETE SET NULL,
    -- Counts the claims of this chat; whoever settles must show the number it claimed with.
    fence        bigint NOT NULL DEFAULT 0 CHECK (fence >= 0),
    -- Claims since something last went well, to tell a message that kills its process.
    attempts     integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
    parked_until timestamptz NOT NULL DEFAULT '-infinity',
    paced_until  timestamptz NOT NULL DEFAULT '-infinity',
    PRIMARY KEY (channel, chat)
) WITH (fillfactor = 60);

CREATE TABLE people (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    channel     text NOT NULL,
    user_id     bigint NOT NULL,
    chat        bigint NOT NULL,
    name        text NOT NULL,
    role        text NOT NULL CHECK (role IN ('seller', 'distributor', 'oldhand', 'organiser')),
    lang        text NOT NULL CHECK (lang IN ('en', 'zh')),
    distributor text NOT NULL DEFAULT '',
    joined_at   timestamptz NOT NULL DEFAULT now(),
    UNIQUE (channel, user_id),
    FOREIGN KEY (channel, chat) REFERENCES chats,
    CHECK ((role = 'distributor') = (distributor <> ''))
);
CREATE INDEX ON people (role);

CREATE TABLE invitations (
    token       text PRIMARY KEY CHECK (token ~ '^[A-Za-z0-9_-]{22,64}$'),
    role        text NOT NULL CHECK (role IN ('seller', 'distributor', 'oldhand', 'organiser')),
    distributor text NOT NULL DEFAULT '',
    made_at     timestamptz NOT NULL DEFAULT now(),
    expires_at  timestamptz NOT NULL,
    used_by     bigint REFERENCES people,
    used_at     timestamptz,
    CHECK ((role = 'distributor') = (distributor <> '')),
    CHECK ((used_by IS NULL) = (used_at IS NULL)),
    CHECK (expires_at > made_at)
);

-- The channel's numbers of what came in lately. They are kept apart from the turns because a channel may start
-- numbering anew after a silence, while the turns stay for good.
CREATE TABLE updates (
    channel   text NOT NULL,
    update_id bigint NOT NULL,
    seen_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (channel, update_id)
);
CREATE INDEX ON updates (seen_at);

-- A message and its reply; a push to somebody who did not write is a turn without a message, born settled.
CREATE TABLE turns (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    channel      text NOT NULL,
    chat         bigint NOT NULL,
    state        text NOT NULL CHECK (state IN ('accepted', 'settled', 'delivered', 'dropped')),
    bulk         boolean NOT NULL DEFAULT false,
    update_id    bigint,
    kind         text,
    sender       bigint,
    message      jsonb,
    reply        jsonb,
    -- The channel's numbers of the cards delivered so far, in order; 0 stands for one that could not be.
    messages     bigint[] NOT NULL DEFAULT '{}',
    accepted_at  timestamptz NOT NULL DEFAULT now(),
    settled_at   timestamptz,
    finished_at  timestamptz,
    FOREIGN KEY (channel, chat) REFERENCES chats,
    CHECK (num_nulls(update_id, kind, sender, message) IN (0, 4)),
    CHECK (state <> 'accepted' OR message IS NOT NULL),
    CHECK (NOT bulk OR message IS NULL),
    CHECK ((state = 'accepted') = (settled_at IS NULL)),
    CHECK ((state = 'accepted') = (reply IS NULL)),
    CHECK ((state IN ('delivered', 'dropped')) = (finished_at IS NOT NULL))
);
CREATE INDEX turns_open ON turns (channel, bulk, id) WHERE state IN ('accepted', 'settled');
CREATE INDEX turns_of_chat ON turns (channel, chat, id);

-- Buttons that count once and have been pressed: a second press finds its row.
CREATE TABLE used_buttons (
    made_by bigint NOT NULL REFERENCES turns,
    action  text NOT NULL,
    used_by bigint NOT NULL REFERENCES turns,
    PRIMARY KEY (made_by, action)
);

-- The newest card of each key in a chat, and the older ones that still show their buttons.
CREATE TABLE cards (
    channel  text NOT NULL,
    chat     bigint NOT NULL,
    key      text NOT NULL CHECK (key <> ''),
    message  bigint NOT NULL,
    photo    boolean NOT NULL,
    parts    integer NOT NULL CHECK (parts > 0),
    buttons  boolean NOT NULL,
    outdated bigint[] NOT NULL DEFAULT '{}',
    PRIMARY KEY (channel, chat, key),
    FOREIGN KEY (channel, chat) REFERENCES chats
);

-- What the channel calls a picture that was sent once, so that it need not be sent again.
CREATE TABLE file_ids (
    bot     bigint NOT NULL,
    picture text NOT NULL,
    file_id text NOT NULL CHECK (file_id <> ''),
    PRIMARY KEY (bot, picture)
);

-- Lets a worker settle a turn only while the chat is its own: everybody else is stopped here, and with them the
-- transaction. The chat's row stays locked until the end, so the claim cannot be lost in between.
CREATE FUNCTION hold_turn(turn bigint, holder integer, claim bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM turns t JOIN chats c USING (channel, chat)
    WHERE t.id = turn AND t.state = 'accepted' AND c.worker = holder AND c.fence = claim
    FOR NO KEY UPDATE OF c, t;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'turn % is not worker %''s', turn, holder USING ERRCODE = 'OH001';
    END IF;
END
$$;
