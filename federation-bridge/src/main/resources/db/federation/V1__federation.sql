-- What a master knows of its sites and of its jobs there. Counts and states alone: nothing here can hold a value, a
-- sample, the name of an object, or what an error said. Words are plain text, as the Java enums write them.

CREATE TABLE site (
    tenant       text COLLATE "C" NOT NULL,
    site         text COLLATE "C" NOT NULL,
    -- as it was registered: address, reference to the credential, labels
    definition   text NOT NULL,
    state        text NOT NULL CHECK (state IN ('ACTIVE', 'CORDONED', 'DRAINING')),
    version      bigint NOT NULL,
    created_at   timestamptz NOT NULL,
    updated_at   timestamptz NOT NULL,
    installation uuid,
    epoch        bigint,
    epoch_id     uuid,
    release      text,
    below        uuid[] NOT NULL DEFAULT '{}',
    reachable    boolean NOT NULL DEFAULT false,
    since        timestamptz NOT NULL,
    last_word    timestamptz,
    trouble      text,
    PRIMARY KEY (tenant, site)
);

CREATE TABLE job (
    job_id       uuid PRIMARY KEY,
    tenant       text COLLATE "C" NOT NULL,
    -- text, not jsonb: options may hold \u0000, which jsonb refuses
    request      text NOT NULL,
    workload     text NOT NULL,
    labels       jsonb NOT NULL,
    policy       text NOT NULL CHECK (policy IN ('ALL', 'QUORUM', 'BEST_EFFORT')),
    -- sites that have to deliver for the job not to fail
    needed       integer NOT NULL CHECK (needed > 0),
    deadline_at  timestamptz,
    state        text NOT NULL,
    -- what was asked for last, and holds for parts that are not there yet
    wish         text CHECK (wish IN ('CANCEL', 'PAUSE', 'PAUSE_NOW')),
    reason       text,
    revision     integer NOT NULL DEFAULT 1,
    version      bigint NOT NULL DEFAULT 1,
    created_at   timestamptz NOT NULL,
    updated_at   timestamptz NOT NULL,
    ended_at     timestamptz,
    CONSTRAINT job_ended CHECK
        ((state IN ('COMPLETED', 'COMPLETED_WITH_GAPS', 'FAILED', 'CANCELLED')) = (ended_at IS NOT NULL))
);
CREATE INDEX job_newest ON job (tenant, created_at DESC, job_id DESC);
CREATE INDEX job_alive ON job (tenant) WHERE ended_at IS NULL;

-- Outlives its job.
CREATE TABLE idempotency (
    tenant       text NOT NULL,
    key          text NOT NULL,
    job_id       uuid NOT NULL,
    request_hash text NOT NULL,
    created_at   timestamptz NOT NULL,
    PRIMARY KEY (tenant, key)
);

-- One row per job and site: the part of the job that the site does.
CREATE TABLE part (
    job_id       uuid NOT NULL REFERENCES job ON DELETE CASCADE,
    site         text COLLATE "C" NOT NULL,
    tenant       text COLLATE "C" NOT NULL,
    sources      text[] NOT NULL,
    standing     text NOT NULL CHECK (standing IN ('SUBMITTING', 'FOLLOWED', 'REFUSED', 'ENDED')),
    -- counted before the request is sent: with none nothing can be there
    attempts     integer NOT NULL DEFAULT 0,
    resubmitted  integer NOT NULL DEFAULT 0 CHECK (resubmitted <= 1),
    child_id     uuid,
    epoch_id     uuid,
    child_state  text,
    child_version bigint,
    word         text,
    receipt      text,
    last_word    timestamptz,
    verb         text CHECK (verb IN ('CANCEL', 'PAUSE', 'PAUSE_NOW', 'RESUME', 'RETRY')),
    verb_no      integer NOT NULL DEFAULT 0,
    given_up     boolean NOT NULL DEFAULT false,
    acknowledged boolean NOT NULL DEFAULT false,
    reason       text,
    PRIMARY KEY (job_id, site),
    CONSTRAINT part_child CHECK (standing <> 'FOLLOWED' OR child_id IS NOT NULL),
    CONSTRAINT part_acknowledged CHECK (NOT acknowledged OR standing = 'ENDED')
);
-- What a site still has to be asked of.
CREATE INDEX part_open ON part (tenant, site)
    WHERE standing IN ('SUBMITTING', 'FOLLOWED') OR (standing = 'ENDED' AND NOT acknowledged);
