-- Pause, resume and retry; labels to search by; limits after which a job ends.

ALTER TABLE trawl.job
    ADD COLUMN labels      jsonb NOT NULL DEFAULT '{}',
    -- the limits, from the request; null is none
    ADD COLUMN deadline_ms bigint CHECK (deadline_ms > 0),
    ADD COLUMN duration_ms bigint CHECK (duration_ms > 0),
    ADD COLUMN byte_limit  bigint CHECK (byte_limit > 0),
    -- what they count from; a retry starts them anew
    ADD COLUMN limits_from timestamptz,
    ADD COLUMN bytes_from  bigint NOT NULL DEFAULT 0,
    -- time spent RUNNING up to the last pause, and since when it is RUNNING now
    ADD COLUMN ran_ms      bigint NOT NULL DEFAULT 0,
    ADD COLUMN running_from timestamptz,
    -- the limit that was passed: nothing is claimed or started any more, and what is left counts as failed by it
    ADD COLUMN overrun     text;

UPDATE trawl.job SET limits_from = created_at, running_from = CASE WHEN state IN (2, 3) THEN created_at END;
ALTER TABLE trawl.job ALTER COLUMN limits_from SET NOT NULL;

-- Row by row: the request may hold what jsonb refuses, and then only the labels of that one job cannot be searched.
DO $$
DECLARE
    one record;
BEGIN
    FOR one IN SELECT job_id, request FROM trawl.job LOOP
        BEGIN
            UPDATE trawl.job SET labels = coalesce((one.request::json -> 'labels')::text::jsonb, '{}')
             WHERE job_id = one.job_id;
        EXCEPTION WHEN data_exception THEN
            NULL;
        END;
    END LOOP;
END
$$;
CREATE INDEX job_labels ON trawl.job USING gin (labels jsonb_path_ops);

-- Why a task is DEAD. The index names this column and not the state, so that a start stays a HOT update.
ALTER TABLE trawl.task ADD COLUMN dead_reason text;
CREATE INDEX task_dead ON trawl.task (job_id) WHERE dead_reason IS NOT NULL;

-- The task whose one record this is; 0 for all that a limit left unread. A retry takes back what has one.
ALTER TABLE trawl.gap ADD COLUMN task_id bigint;

-- A DEAD task of before has one record left, its last, and a gap of that name.
WITH dead AS (
  SELECT t.task_id, t.job_id, t.phase, t.source, s.name
    FROM trawl.task t
    JOIN trawl.chunk c ON c.bucket = t.bucket AND c.chunk_id = t.inputs[cardinality(t.inputs) - 2]
    JOIN trawl.staging s ON s.bucket = c.bucket AND s.task_id = c.task_id AND s.attempt = c.attempt
                        AND s.execution = c.execution AND s.seq = c.seq
                        AND s.n = t.inputs[cardinality(t.inputs)] - 1
   WHERE t.state = 7
), listed AS (
  SELECT DISTINCT ON (d.task_id) d.task_id, g.job_id, g.phase, g.source, g.gap_id, g.reason
    FROM dead d
    JOIN trawl.gap g ON g.job_id = d.job_id AND g.phase = d.phase AND g.source = d.source AND g.outcome = 3
                    AND g.name = d.name
   ORDER BY d.task_id, g.gap_id DESC
), marked AS (
  UPDATE trawl.gap g SET task_id = l.task_id
    FROM listed l
   WHERE g.job_id = l.job_id AND g.phase = l.phase AND g.source = l.source AND g.gap_id = l.gap_id
)
UPDATE trawl.task t SET dead_reason = l.reason FROM listed l WHERE t.task_id = l.task_id;
