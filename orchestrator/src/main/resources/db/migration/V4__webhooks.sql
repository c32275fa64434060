-- Listings by task, and the announcements of ended jobs.

CREATE INDEX task_of_job ON trawl.task (job_id, task_id);

-- Whom a job's submitter wants told of its end.
CREATE TABLE trawl.webhook (
    job_id     uuid NOT NULL REFERENCES trawl.job ON DELETE CASCADE,
    n          smallint NOT NULL CHECK (n >= 0),
    url        text NOT NULL,
    -- where the key for the signature is found, never the key
    secret_ref text,
    PRIMARY KEY (job_id, n)
);

-- Written by the transaction that ends the job, so no end is without its announcements. States: 1 PENDING, 2 DELIVERED,
-- 3 FAILED.
CREATE TABLE trawl.webhook_delivery (
    delivery_id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    job_id      uuid NOT NULL REFERENCES trawl.job ON DELETE CASCADE,
    n           smallint NOT NULL,
    -- of the job when it ended: a job that is reopened ends again
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
CREATE INDEX webhook_due ON trawl.webhook_delivery (due_at) WHERE state = 1;
