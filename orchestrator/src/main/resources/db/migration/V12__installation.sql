-- Who this installation is for a master, and jobs that are parts of a master's jobs.

-- One row. The id is made with the job store and kept with it. The epoch grows with each start, under an id of its own:
-- where a master sees it go back, or the same one under another id, the store is that of an old backup.
CREATE TABLE trawl.installation (
    the_only        boolean PRIMARY KEY DEFAULT true CHECK (the_only),
    installation_id uuid    NOT NULL,
    epoch           bigint  NOT NULL CHECK (epoch >= 1),
    epoch_id        uuid    NOT NULL
);

-- A job of a master is kept until the master has acknowledged its end, however long that takes.
ALTER TABLE trawl.job
    ADD COLUMN parent jsonb,
    ADD COLUMN held   boolean NOT NULL DEFAULT false,
    ADD CONSTRAINT job_held CHECK (NOT held OR parent IS NOT NULL);

-- What waits for its master would stand in front of everything that may go, and be looked at again and again.
CREATE INDEX job_to_forget ON trawl.job (ended_at, job_id) WHERE ended_at IS NOT NULL AND NOT held;
DROP INDEX trawl.job_ended;
