-- Workers as people look at them. A lease of before is shown as if it had been opened now: nobody knows better.
ALTER TABLE trawl.worker_lease
    ADD COLUMN labels    jsonb NOT NULL DEFAULT '{}',
    ADD COLUMN joined_at timestamptz NOT NULL DEFAULT now();
CREATE INDEX worker_lease_joined ON trawl.worker_lease (joined_at, worker);
