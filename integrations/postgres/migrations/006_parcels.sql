-- What becomes of the parcels given to couriers: whose they are, with which list they left, when they arrived, and what
-- the cheapest card would have charged. Nothing recorded parcels before, so the new columns need no values for old rows.

-- A list of one courier's parcels of a day, as it was handed over.
CREATE TABLE handovers (
    id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    key     bigint NOT NULL UNIQUE, -- the turn that made it: the same tap again is the same list
    courier text NOT NULL CHECK (courier <> ''),
    day     date NOT NULL,
    made_at timestamptz NOT NULL
);
CREATE INDEX ON handovers (day);

ALTER TABLE parcels
    ADD COLUMN id          bigint GENERATED ALWAYS AS IDENTITY (START WITH 10001) UNIQUE, -- people say it: P10001
    ADD COLUMN seller_id   bigint NOT NULL CHECK (seller_id > 0),
    ADD COLUMN weight      bigint NOT NULL CHECK (weight > 0), -- grams, of one, on the scales
    ADD COLUMN size        text NOT NULL, -- of one, centimetres as they are typed; empty: unknown
    ADD COLUMN recorded_at timestamptz NOT NULL,
    ADD COLUMN handover    bigint REFERENCES handovers, -- NULL: not handed over yet
    ADD COLUMN asked_at    timestamptz, -- when the seller was asked whether they arrived
    ADD COLUMN arrived_on  date CHECK (arrived_on >= day),
    ADD COLUMN late_on     date CHECK (late_on >= day), -- the last day on which the seller said: not there yet
    ADD CHECK (billable >= weight);
CREATE INDEX ON parcels (seller_id, id);
CREATE INDEX parcels_unasked ON parcels (day) WHERE asked_at IS NULL AND arrived_on IS NULL AND late_on IS NULL;
-- Every quote shows what sellers saw of the way to a province, and few parcels are reported on.
CREATE INDEX parcels_reported ON parcels (left(to_code, 2), day) WHERE coalesce(arrived_on, late_on) IS NOT NULL;

-- What a day's parcels would have cost with the cheapest card, and with the cheapest of those no slower than the one
-- taken; the parcel's own row where none was. Prices are fen, of one.
CREATE TABLE reratings (
    parcel         bigint PRIMARY KEY REFERENCES parcels (id),
    cheapest       bigint NOT NULL REFERENCES rates,
    cheapest_price bigint NOT NULL CHECK (cheapest_price >= 0),
    as_fast        bigint NOT NULL REFERENCES rates,
    as_fast_price  bigint NOT NULL CHECK (as_fast_price >= cheapest_price)
);

-- Whom like parcels go to. Kept only where a carrier is configured, and only until the carrier knows.
CREATE TABLE receivers (
    parcel  bigint PRIMARY KEY REFERENCES parcels (id) ON DELETE CASCADE,
    name    text NOT NULL CHECK (name <> ''),
    phone   text NOT NULL CHECK (phone <> ''),
    address text NOT NULL CHECK (address <> '')
);

-- Parcels ordered through a carrier's own interface. The row is written before the carrier is called, so that a crash in
-- between can book nothing twice.
CREATE TABLE bookings (
    order_number text PRIMARY KEY CHECK (order_number <> ''), -- the seller's own
    parcel       bigint NOT NULL REFERENCES parcels (id),
    courier      text NOT NULL CHECK (courier <> ''),
    -- What the carrier knows the order by: asked again with the same number it gives the same order.
    request      uuid NOT NULL UNIQUE DEFAULT gen_random_uuid(),
    asked_at     timestamptz NOT NULL,
    tried_at     timestamptz NOT NULL, -- when the carrier was asked last
    booked_at    timestamptz, -- NULL: asked for, and not known to be booked
    task         text NOT NULL DEFAULT '',
    carrier_order text NOT NULL DEFAULT '',
    waybill      text NOT NULL DEFAULT '',
    told_at      timestamptz, -- when the seller was told the waybill
    tracked_at   timestamptz,
    signed_at    timestamptz,
    CHECK ((booked_at IS NULL) = (carrier_order = '')),
    CHECK (told_at IS NULL OR waybill <> '')
);
CREATE INDEX ON bookings (parcel);
-- Booked parcels are asked about whether they have a waybill yet or not.
CREATE INDEX bookings_open ON bookings (tracked_at) WHERE booked_at IS NOT NULL AND signed_at IS NULL;
CREATE INDEX bookings_untold ON bookings (order_number) WHERE waybill <> '' AND told_at IS NULL;
