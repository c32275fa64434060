-- Registered sources share the row that holds the budget: the claim reads it anyway, and one id has one budget.
-- connector is null in the row of a source that jobs define in place, or that was removed again.
CREATE SEQUENCE trawl.source_versions;
ALTER TABLE trawl.source
    ADD COLUMN connector        text COLLATE "C",
    -- text, not jsonb: options may hold \u0000, which jsonb refuses
    ADD COLUMN options          text,
    -- a reference, never the secret
    ADD COLUMN credential       text,
    ADD COLUMN site             text,
    ADD COLUMN pool             text,
    ADD COLUMN labels           jsonb NOT NULL DEFAULT '{}',
    -- whether a budget was given, or the default one holds
    ADD COLUMN budget_given     boolean NOT NULL DEFAULT true,
    ADD COLUMN bytes_per_second bigint CHECK (bytes_per_second > 0),
    ADD COLUMN rows_per_second  bigint CHECK (rows_per_second > 0),
    ADD COLUMN windows          text[] NOT NULL DEFAULT '{}',
    -- from a sequence, so that a source that was removed and registered again never has an old version
    ADD COLUMN version          bigint,
    ADD COLUMN created_at       timestamptz,
    ADD COLUMN updated_at       timestamptz,
    ADD CONSTRAINT source_registered CHECK ((connector IS NULL) = (options IS NULL)
        AND (connector IS NULL) = (version IS NULL) AND (connector IS NULL) = (created_at IS NULL)
        AND (connector IS NULL) = (updated_at IS NULL));

-- Looked at in every turn of the assigner: most sources have none.
CREATE INDEX source_with_windows ON trawl.source (tenant, source_id) WHERE windows <> '{}';

-- Apart from the budget, whose row the claim locks: up to when the rate of a source is given away. Whoever is to read
-- next moves it on, and waits until then.
CREATE TABLE trawl.source_rate (
    tenant     text COLLATE "C" NOT NULL,
    source_id  text COLLATE "C" NOT NULL,
    bytes_upto timestamptz NOT NULL,
    rows_upto  timestamptz NOT NULL,
    PRIMARY KEY (tenant, source_id)
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 200);
