-- What keeps a ledger as large as its work: buckets that are closed and dropped, and what is known of forgotten jobs.

-- A day of jobs and their partitions. Whoever stores or reopens a job holds the row shared; who closes it takes it only
-- when nobody has it.
CREATE TABLE trawl.bucket (
    bucket     integer PRIMARY KEY,
    opened_at  timestamptz NOT NULL,
    -- from here on no job is stored in it or reopened, and its partitions may go at any time
    closed_at  timestamptz,
    dropped_at timestamptz,
    CONSTRAINT bucket_closed CHECK (dropped_at IS NULL OR closed_at IS NOT NULL)
);
CREATE INDEX bucket_to_drop ON trawl.bucket (bucket) WHERE dropped_at IS NULL;

INSERT INTO trawl.bucket (bucket, opened_at)
SELECT bucket, to_timestamp(bucket * 86400.0)
  FROM (SELECT bucket FROM trawl.job
         UNION
        SELECT substring(c.relname FROM '[0-9]+$')::int
          FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
         WHERE i.inhparent = 'trawl.staging'::regclass) b;

CREATE FUNCTION trawl.bucket_of(at timestamptz) RETURNS integer LANGUAGE sql STABLE AS $$
    SELECT floor(extract(epoch FROM at) / 86400)::int
$$;

-- Two submissions may ask at once: one waits for the other's partitions, and both find the row.
CREATE FUNCTION trawl.open_bucket(number integer, at timestamptz) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM trawl.bucket b WHERE b.bucket = number) THEN
        RETURN;
    END IF;
    PERFORM trawl.ensure_bucket(number);
    INSERT INTO trawl.bucket (bucket, opened_at) VALUES (number, at) ON CONFLICT DO NOTHING;
END
$$;

-- A job that was removed. Its tasks, results and gaps go after it, a few at a time, until it is swept.
CREATE TABLE trawl.tombstone (
    job_id       uuid PRIMARY KEY,
    tenant       text COLLATE "C" NOT NULL,
    state        smallint NOT NULL CHECK (state BETWEEN 1 AND 8),
    ended_at     timestamptz NOT NULL,
    forgotten_at timestamptz NOT NULL,
    swept        boolean NOT NULL DEFAULT false
) WITH (fillfactor = 80);
CREATE INDEX tombstone_unswept ON trawl.tombstone (forgotten_at, job_id) WHERE NOT swept;
CREATE INDEX tombstone_swept ON trawl.tombstone (forgotten_at, job_id) WHERE swept;
CREATE INDEX idempotency_job ON trawl.idempotency (job_id);

CREATE INDEX job_ended ON trawl.job (ended_at, job_id) WHERE ended_at IS NOT NULL;
CREATE INDEX job_with_failures ON trawl.job (bucket, ended_at) WHERE state IN (6, 7);
CREATE INDEX worker_lease_until ON trawl.worker_lease (lease_until);
