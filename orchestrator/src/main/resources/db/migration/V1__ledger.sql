-- The tables that decide. States are small integers, 1 + the position in the Java enum:
--   job:  1 PENDING, 2 RUNNING, 3 PAUSED, 4 CANCELLING, 5 COMPLETED, 6 COMPLETED_WITH_GAPS, 7 FAILED, 8 CANCELLED
--   task: 1 PENDING, 2 ASSIGNED, 3 RUNNING, 4 ABORTING, 5 DONE, 6 SPLIT, 7 DEAD, 8 CANCELLED
--   outcome: 1 PROCESSED, 2 SKIPPED, 3 FAILED, 4 EXCLUDED
-- Text that is sorted or compared by a cursor has collation "C", so that an order does not depend on the server.

CREATE TABLE trawl.job (
    job_id     uuid PRIMARY KEY,
    tenant     text COLLATE "C" NOT NULL,
    workload   text NOT NULL,
    -- text, not jsonb: options may hold \u0000, which jsonb refuses
    request    text NOT NULL,
    phases     smallint NOT NULL CHECK (phases > 0),
    priority   smallint NOT NULL,
    job_limit  integer CHECK (job_limit > 0),
    bucket     integer NOT NULL,
    state      smallint NOT NULL CHECK (state BETWEEN 1 AND 8),
    reason     text,
    revision   integer NOT NULL DEFAULT 1,
    version    bigint NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    ended_at   timestamptz,
    CONSTRAINT job_ended CHECK ((state >= 5) = (ended_at IS NOT NULL)),
    CONSTRAINT job_reason CHECK (state = 7 OR reason IS NULL)
);
CREATE INDEX job_newest ON trawl.job (tenant, created_at DESC, job_id DESC);
CREATE INDEX job_alive ON trawl.job (state, created_at, job_id) WHERE state <= 4;

-- Outlives its job: no foreign key.
CREATE TABLE trawl.idempotency (
    tenant       text NOT NULL,
    operation    text NOT NULL,
    key          text NOT NULL,
    job_id       uuid NOT NULL,
    request_hash text NOT NULL,
    created_at   timestamptz NOT NULL,
    PRIMARY KEY (tenant, operation, key)
);

-- The claim locks this row: the budget holds even if two assigners believed to lead.
CREATE TABLE trawl.source (
    tenant    text COLLATE "C" NOT NULL,
    source_id text COLLATE "C" NOT NULL,
    budget    integer NOT NULL CHECK (budget > 0),
    PRIMARY KEY (tenant, source_id)
);

CREATE TABLE trawl.job_phase (
    job_id      uuid NOT NULL REFERENCES trawl.job ON DELETE CASCADE,
    phase       smallint NOT NULL CHECK (phase >= 0),
    name        text NOT NULL,
    barrier     boolean NOT NULL,
    max_records integer NOT NULL,
    max_weight  bigint NOT NULL,
    linger_ns   bigint NOT NULL,
    stall_ns    bigint NOT NULL,
    PRIMARY KEY (job_id, phase)
);

CREATE TABLE trawl.job_source (
    job_id uuid NOT NULL REFERENCES trawl.job ON DELETE CASCADE,
    source text COLLATE "C" NOT NULL,
    pool   text NOT NULL,
    PRIMARY KEY (job_id, source)
);

-- Changes in the same transaction as the rows it counts: completion and status read this, never the tasks.
CREATE TABLE trawl.phase_counter (
    job_id      uuid NOT NULL REFERENCES trawl.job ON DELETE CASCADE,
    phase       smallint NOT NULL,
    source      text COLLATE "C" NOT NULL,
    pending     bigint NOT NULL DEFAULT 0 CHECK (pending >= 0),
    assigned    bigint NOT NULL DEFAULT 0 CHECK (assigned >= 0),
    running     bigint NOT NULL DEFAULT 0 CHECK (running >= 0),
    aborting    bigint NOT NULL DEFAULT 0 CHECK (aborting >= 0),
    done        bigint NOT NULL DEFAULT 0 CHECK (done >= 0),
    split       bigint NOT NULL DEFAULT 0 CHECK (split >= 0),
    dead        bigint NOT NULL DEFAULT 0 CHECK (dead >= 0),
    cancelled   bigint NOT NULL DEFAULT 0 CHECK (cancelled >= 0),
    -- chunks this phase produced that are not wholly scheduled
    unscheduled bigint NOT NULL DEFAULT 0 CHECK (unscheduled >= 0),
    discovered  bigint NOT NULL DEFAULT 0 CHECK (discovered >= 0),
    processed   bigint NOT NULL DEFAULT 0 CHECK (processed >= 0),
    skipped     bigint NOT NULL DEFAULT 0 CHECK (skipped >= 0),
    failed      bigint NOT NULL DEFAULT 0 CHECK (failed >= 0),
    excluded    bigint NOT NULL DEFAULT 0 CHECK (excluded >= 0),
    bytes       bigint NOT NULL DEFAULT 0 CHECK (bytes >= 0),
    version     bigint NOT NULL DEFAULT 0,
    updated_at  timestamptz NOT NULL,
    PRIMARY KEY (job_id, phase, source)
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 200);

CREATE TABLE trawl.outcome_reason (
    job_id  uuid NOT NULL REFERENCES trawl.job ON DELETE CASCADE,
    phase   smallint NOT NULL,
    source  text COLLATE "C" NOT NULL,
    outcome smallint NOT NULL CHECK (outcome BETWEEN 2 AND 4),
    reason  text COLLATE "C" NOT NULL,
    count   bigint NOT NULL CHECK (count > 0),
    PRIMARY KEY (job_id, phase, source, outcome, reason)
) WITH (fillfactor = 70);

CREATE SEQUENCE trawl.task_ids;
CREATE SEQUENCE trawl.chunk_ids;

-- No foreign keys: a check per row would cost a tenth of the throughput, and every transition locks the job row anyway.
CREATE TABLE trawl.task (
    task_id         bigint PRIMARY KEY DEFAULT nextval('trawl.task_ids'),
    job_id          uuid NOT NULL,
    due_at          timestamptz NOT NULL,
    since           timestamptz NOT NULL,
    records         bigint NOT NULL CHECK (records > 0),
    records_done    bigint NOT NULL DEFAULT 0,
    start_renewal   bigint NOT NULL DEFAULT 0,
    bucket          integer NOT NULL,
    attempt         integer NOT NULL DEFAULT 0 CHECK (attempt >= 0),
    last_seq        integer NOT NULL DEFAULT 0 CHECK (last_seq >= 0),
    ended_seq       integer NOT NULL DEFAULT 0,
    failures        integer NOT NULL DEFAULT 0,
    crashes         integer NOT NULL DEFAULT 0,
    solo_crashes    integer NOT NULL DEFAULT 0,
    phase           smallint NOT NULL,
    state           smallint NOT NULL CHECK (state BETWEEN 1 AND 8),
    -- 1 waits, 2 in flight, 3 ended. The indexes name this and not the state, so that a start is a HOT update.
    place           smallint NOT NULL
        GENERATED ALWAYS AS (CASE WHEN state = 1 THEN 1 WHEN state <= 4 THEN 2 ELSE 3 END) STORED,
    solo            boolean NOT NULL DEFAULT false,
    execution       uuid,
    worker          uuid,
    -- the last execution whose own report ended its attempt: it is told so, not that it is gone
    ended_execution uuid,
    source          text COLLATE "C" NOT NULL,
    -- triples: chunk, from, to
    inputs          bigint[] NOT NULL,
    cursor          text,
    CONSTRAINT task_owner CHECK ((state IN (3, 4)) = (execution IS NOT NULL)
                             AND (execution IS NULL) = (worker IS NULL)),
    CONSTRAINT task_progress CHECK (records_done BETWEEN 0 AND records),
    CONSTRAINT task_done CHECK (state <> 5 OR records_done = records),
    CONSTRAINT task_inputs CHECK (cardinality(inputs) > 0 AND cardinality(inputs) % 3 = 0)
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 2000,
        autovacuum_analyze_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0);
CREATE INDEX task_pending ON trawl.task (job_id, phase, source, solo, due_at, task_id) WHERE place = 1;
-- No column that a start changes; of a worker's tasks one finds all by reading what is in flight, which is little.
CREATE INDEX task_in_flight ON trawl.task (job_id) WHERE place = 2;
CREATE INDEX task_solo_in_flight ON trawl.task (job_id, phase, source) WHERE solo AND place = 2;

-- Accepted chunks with records; the progress of a job. One partition per day of creation of a job.
CREATE TABLE trawl.chunk (
    bucket         integer NOT NULL,
    chunk_id       bigint NOT NULL DEFAULT nextval('trawl.chunk_ids'),
    job_id         uuid NOT NULL,
    -- that produced it; -1 for the root of a source
    phase          smallint NOT NULL,
    source         text COLLATE "C" NOT NULL,
    task_id        bigint NOT NULL,
    attempt        integer NOT NULL,
    execution      uuid NOT NULL,
    seq            integer NOT NULL,
    records        integer NOT NULL CHECK (records > 0),
    weight         bigint NOT NULL,
    scheduled_upto integer NOT NULL DEFAULT 0,
    accepted_at    timestamptz NOT NULL,
    PRIMARY KEY (bucket, chunk_id),
    UNIQUE (bucket, task_id, attempt, execution, seq),
    CONSTRAINT chunk_scheduled CHECK (scheduled_upto BETWEEN 0 AND records)
) PARTITION BY LIST (bucket);
CREATE INDEX chunk_unscheduled ON trawl.chunk (job_id, phase, source, accepted_at) WHERE scheduled_upto < records;

-- What workers stage: 1 record of the next phase, 2 part of a result, 3 gap. n counts the rows of a chunk, records first.
CREATE TABLE trawl.staging (
    bucket    integer NOT NULL,
    task_id   bigint NOT NULL,
    attempt   integer NOT NULL,
    execution uuid NOT NULL,
    seq       integer NOT NULL,
    n         integer NOT NULL,
    kind      smallint NOT NULL CHECK (kind BETWEEN 1 AND 3),
    weight    bigint NOT NULL DEFAULT 0,
    outcome   smallint,
    name      text NOT NULL,
    -- the kind of a result, the reason of a gap
    label     text,
    -- text, not jsonb: kept as the workload wrote it
    body      text,
    PRIMARY KEY (bucket, task_id, attempt, execution, seq, n)
) PARTITION BY LIST (bucket);

-- No foreign keys here and in gap: they are written row by row in the accepting transaction, which holds the job.
-- One row per published key. A key may be longer than an index entry: its hash is unique, its first characters sort.
CREATE TABLE trawl.result (
    result_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    job_id    uuid NOT NULL,
    source    text COLLATE "C" NOT NULL,
    kind      text COLLATE "C" NOT NULL,
    key       text COLLATE "C" NOT NULL,
    key_hash  bytea NOT NULL,
    UNIQUE (job_id, source, kind, key_hash)
);
CREATE INDEX result_order ON trawl.result (job_id, source, kind, left(key, 200));

CREATE TABLE trawl.result_part (
    result_id bigint NOT NULL,
    part_id   bigint GENERATED ALWAYS AS IDENTITY,
    body      text NOT NULL,
    PRIMARY KEY (result_id, part_id)
);

CREATE TABLE trawl.result_count (
    job_id uuid NOT NULL REFERENCES trawl.job ON DELETE CASCADE,
    kind   text COLLATE "C" NOT NULL,
    n      bigint NOT NULL,
    PRIMARY KEY (job_id, kind)
) WITH (fillfactor = 70);

CREATE TABLE trawl.gap (
    job_id  uuid NOT NULL,
    phase   smallint NOT NULL,
    source  text COLLATE "C" NOT NULL,
    gap_id  bigint GENERATED ALWAYS AS IDENTITY,
    outcome smallint NOT NULL CHECK (outcome BETWEEN 2 AND 4),
    reason  text NOT NULL,
    name    text NOT NULL,
    PRIMARY KEY (job_id, phase, source, gap_id)
);

CREATE TABLE trawl.worker_lease (
    worker      uuid PRIMARY KEY,
    name        text NOT NULL,
    pool        text NOT NULL,
    slots       integer NOT NULL,
    -- of the newest renewal
    number      bigint NOT NULL DEFAULT 0,
    closed      boolean NOT NULL DEFAULT false,
    lease_until timestamptz NOT NULL
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 200);

-- Two submissions may ask for the same day's partitions at once: the lock makes one wait, and then find them.
CREATE FUNCTION trawl.ensure_bucket(bucket integer) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF to_regclass('trawl.staging_' || bucket) IS NOT NULL THEN
        RETURN;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('trawl.bucket'));
    EXECUTE format('CREATE TABLE IF NOT EXISTS trawl.chunk_%s PARTITION OF trawl.chunk FOR VALUES IN (%s)'
        ' WITH (autovacuum_vacuum_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.02)', bucket, bucket);
    EXECUTE format('CREATE TABLE IF NOT EXISTS trawl.staging_%s PARTITION OF trawl.staging FOR VALUES IN (%s)',
        bucket, bucket);
END
$$;
