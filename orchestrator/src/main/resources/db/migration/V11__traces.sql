-- The trace that a job belongs to, as the header of its submission says it. Jobs of before have none.
ALTER TABLE trawl.job
    ADD COLUMN traceparent text CHECK (traceparent ~ '^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$');
