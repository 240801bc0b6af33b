-- What the couriers charge, and what was sent with them.

-- One row of a rate card. A row that is changed stays as it was, superseded, for whoever was quoted with it.
-- Lists stay in the words of the file they came from.
CREATE TABLE rates (
    id                bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    courier           text NOT NULL CHECK (courier <> ''),
    service           text NOT NULL,
    origin            text NOT NULL, -- empty: any
    zone              text NOT NULL,
    provinces         text NOT NULL,
    places            text NOT NULL,
    first_g           bigint CHECK (first_g >= 0),
    first_price       bigint CHECK (first_price >= 0), -- fen, as all prices
    step_g            bigint CHECK (step_g > 0),
    step_price        bigint CHECK (step_price >= 0),
    bands             text NOT NULL,
    max_g             bigint CHECK (max_g > 0),
    divisor           bigint NOT NULL CHECK (divisor >= 0), -- cm³ for a kilogram; 0: weight only
    max_side_cm       text NOT NULL, -- an exact decimal; empty: any
    surcharges        text NOT NULL,
    eta_p50_days      integer CHECK (eta_p50_days >= 0),
    eta_p90_days      integer CHECK (eta_p90_days >= 0),
    valid_from        date, -- both days inclusive, NULL: open
    valid_to          date,
    min_daily_parcels integer NOT NULL CHECK (min_daily_parcels >= 0),
    imported_at       timestamptz NOT NULL DEFAULT now(),
    superseded_at     timestamptz,
    CHECK (provinces <> '' OR places <> ''),
    CHECK (bands <> '' OR (first_g IS NOT NULL AND first_price IS NOT NULL)),
    CHECK (valid_from <= valid_to),
    CHECK (eta_p50_days <= eta_p90_days)
);
CREATE UNIQUE INDEX rates_key ON rates (courier, service, origin, zone, valid_from, min_daily_parcels)
    NULLS NOT DISTINCT WHERE superseded_at IS NULL;

-- Counts the changes of rates, so that every process knows when the cards it holds in memory are old. Its one row is
-- also the lock that keeps two imports apart.
CREATE TABLE rates_version (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    version  bigint NOT NULL DEFAULT 0
);
INSERT INTO rates_version DEFAULT VALUES;

CREATE FUNCTION count_rates_change() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    UPDATE rates_version SET version = version + 1;
    RETURN NULL;
END
$$;
CREATE TRIGGER rates_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON rates
    FOR EACH STATEMENT EXECUTE FUNCTION count_rates_change();

-- Parcels given to a courier. Their number a day decides which floors of the rates the village reaches.
CREATE TABLE parcels (
    key       bigint PRIMARY KEY, -- the turn that recorded them
    day       date NOT NULL,
    rate      bigint NOT NULL REFERENCES rates,
    to_code   text NOT NULL CHECK (to_code ~ '^([0-9]{2}){0,3}$'),
    billable  bigint NOT NULL CHECK (billable > 0), -- grams, of one
    price     bigint NOT NULL CHECK (price >= 0), -- fen, of one
    parcels   integer NOT NULL CHECK (parcels > 0)
);
CREATE INDEX ON parcels (day);
