-- Whom to tell of a job's end, and what was told: of the same shape as what an installation without sites keeps.

CREATE TABLE webhook (
    job_id     uuid NOT NULL REFERENCES job ON DELETE CASCADE,
    n          smallint NOT NULL CHECK (n >= 0),
    url        text NOT NULL,
    -- where the key for the signature is found, never the key
    secret_ref text,
    PRIMARY KEY (job_id, n)
);

-- Written by the transaction that ends the job. States: 1 PENDING, 2 DELIVERED, 3 FAILED; those of jobs by their place.
CREATE TABLE webhook_delivery (
    delivery_id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    job_id      uuid NOT NULL REFERENCES job ON DELETE CASCADE,
    n           smallint NOT NULL,
    -- of the job when it ended: one that is retried, or whose lost site has come back, ends again
    version     bigint NOT NULL,
    job_state   smallint NOT NULL CHECK (job_state >= 5),
    state       smallint NOT NULL DEFAULT 1 CHECK (state BETWEEN 1 AND 3),
    attempts    integer NOT NULL DEFAULT 0,
    due_at      timestamptz NOT NULL,
    created_at  timestamptz NOT NULL,
    ended_at    timestamptz,
    http_status integer,
    error       text,
    UNIQUE (job_id, n, version),
    CONSTRAINT webhook_delivery_ended CHECK ((state > 1) = (ended_at IS NOT NULL))
);
CREATE INDEX webhook_due ON webhook_delivery (due_at) WHERE state = 1;

-- Jobs and idempotency keys as schedules look at them: with the states by their place, as the ledger has them.
CREATE VIEW scheduled_job AS
SELECT job_id, array_position(ARRAY['PENDING', 'RUNNING', 'PAUSED', 'CANCELLING', 'COMPLETED', 'COMPLETED_WITH_GAPS',
                                    'FAILED', 'CANCELLED'], state)::smallint AS state
  FROM job;
CREATE VIEW scheduled_key AS SELECT tenant, 'start_job' AS operation, key, job_id FROM idempotency;
