-- Looked at every second: jobs without a limit are in none of it.
CREATE INDEX job_limited ON trawl.job (created_at, job_id)
    WHERE state IN (2, 3) AND (deadline_ms IS NOT NULL OR duration_ms IS NOT NULL OR byte_limit IS NOT NULL);

-- How many jobs of a tenant are alive, asked with each submission.
CREATE INDEX job_alive_of_tenant ON trawl.job (tenant) WHERE state <= 4;
