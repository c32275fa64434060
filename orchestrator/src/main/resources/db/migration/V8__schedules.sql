-- Jobs that are started again and again. Versions and numbers come from sequences, so that a schedule that was removed
-- and made again has neither an old version nor the keys of old runs.
CREATE SEQUENCE trawl.schedule_versions;
CREATE TABLE trawl.schedule (
    number     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    tenant     text COLLATE "C" NOT NULL,
    id         text COLLATE "C" NOT NULL,
    -- text, not jsonb: the options of the job may hold \u0000, which jsonb refuses
    definition text NOT NULL,
    labels     jsonb NOT NULL DEFAULT '{}',
    -- from the definition: 1 SKIP, 2 QUEUE, 3 CANCEL_PREVIOUS
    overlap    smallint NOT NULL CHECK (overlap BETWEEN 1 AND 3),
    enabled    boolean NOT NULL,
    version    bigint NOT NULL,
    -- the next run: by the cron expression, and with the jitter
    planned_at timestamptz,
    start_at   timestamptz,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    UNIQUE (tenant, id),
    CONSTRAINT schedule_next CHECK ((planned_at IS NULL) = (start_at IS NULL) AND (enabled OR planned_at IS NULL))
);
CREATE INDEX schedule_due ON trawl.schedule (start_at) WHERE start_at IS NOT NULL;

-- States: 1 WAITING, 2 STARTED, 3 SKIPPED, 4 MISSED, 5 REFUSED. Bounded per schedule: a new run takes the oldest one
-- away.
CREATE TABLE trawl.schedule_run (
    run        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    schedule   bigint NOT NULL REFERENCES trawl.schedule ON DELETE CASCADE,
    planned_at timestamptz NOT NULL,
    state      smallint NOT NULL CHECK (state BETWEEN 1 AND 5),
    manual     boolean NOT NULL,
    missed     integer NOT NULL DEFAULT 0 CHECK (missed >= 0),
    -- of a run that waits: what is to be submitted
    request    text,
    started_at timestamptz,
    -- a job may be gone before its run is: no foreign key
    job_id     uuid,
    reason     text,
    CONSTRAINT schedule_run_job CHECK ((state = 2) = (job_id IS NOT NULL) AND (state = 2) = (started_at IS NOT NULL)),
    CONSTRAINT schedule_run_request CHECK ((state = 1) = (request IS NOT NULL))
);
CREATE INDEX schedule_run_of ON trawl.schedule_run (schedule, run);
CREATE INDEX schedule_run_waiting ON trawl.schedule_run (schedule, run) WHERE state = 1;
