-- Who may call, and the trail of what was done.

-- The secret of a token is 256 random bits, so that a plain digest of it is enough: there is nothing to guess.
CREATE TABLE trawl.api_token (
    token_id     text COLLATE "C" PRIMARY KEY CHECK (token_id ~ '^[a-z2-7]{12}$'),
    tenant       text COLLATE "C" NOT NULL,
    secret_hash  text NOT NULL CHECK (secret_hash ~ '^[0-9a-f]{64}$'),
    label        text NOT NULL CHECK (length(label) BETWEEN 1 AND 100),
    scopes       text[] NOT NULL CHECK (cardinality(scopes) > 0
                                    AND scopes <@ ARRAY['read', 'submit', 'operate', 'admin', 'worker']),
    created_at   timestamptz NOT NULL,
    created_by   text NOT NULL,
    expires_at   timestamptz NOT NULL CHECK (expires_at > created_at),
    revoked_at   timestamptz,
    last_used_at timestamptz
) WITH (fillfactor = 70);
CREATE INDEX api_token_newest ON trawl.api_token (tenant, created_at DESC, token_id DESC);

CREATE SEQUENCE trawl.audit_ids;

-- Never a value, a name of an object or a secret: who, what, on which job, source or token, and how it ended.
CREATE TABLE trawl.audit (
    audit_id       bigint NOT NULL DEFAULT nextval('trawl.audit_ids'),
    at             timestamptz NOT NULL,
    tenant         text COLLATE "C" NOT NULL,
    principal      text COLLATE "C" NOT NULL CHECK (length(principal) BETWEEN 1 AND 200),
    action         text COLLATE "C" NOT NULL CHECK (length(action) BETWEEN 1 AND 60),
    target         text COLLATE "C" CHECK (length(target) <= 200),
    outcome        text NOT NULL CHECK (outcome IN ('asked', 'done', 'refused', 'failed')),
    status         smallint NOT NULL,
    -- how often within a minute; more than 1 only for what was refused
    count          integer NOT NULL CHECK (count > 0),
    correlation_id uuid NOT NULL,
    PRIMARY KEY (at, audit_id)
) PARTITION BY RANGE (at);
CREATE INDEX audit_newest ON trawl.audit (tenant, audit_id DESC);

CREATE FUNCTION trawl.refuse_change_of_audit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The audit trail is append-only.' USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON trawl.audit
    FOR EACH ROW EXECUTE FUNCTION trawl.refuse_change_of_audit();
CREATE TRIGGER audit_keeps_rows BEFORE TRUNCATE ON trawl.audit
    FOR EACH STATEMENT EXECUTE FUNCTION trawl.refuse_change_of_audit();

-- The month of a time and the one after it. Truncation is refused per partition: its trigger is not inherited.
CREATE FUNCTION trawl.ensure_audit_months(upto timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    first timestamp := date_trunc('month', upto AT TIME ZONE 'UTC');
    month timestamp;
    name text;
BEGIN
    FOREACH month IN ARRAY ARRAY[first, first + interval '1 month'] LOOP
        name := 'audit_' || to_char(month, 'YYYYMM');
        CONTINUE WHEN to_regclass('trawl.' || name) IS NOT NULL;
        PERFORM pg_advisory_xact_lock(hashtext('trawl.audit'));
        CONTINUE WHEN to_regclass('trawl.' || name) IS NOT NULL;
        EXECUTE format('CREATE TABLE trawl.%I PARTITION OF trawl.audit FOR VALUES FROM (%L) TO (%L)',
            name, to_char(month, 'YYYY-MM-DD') || ' 00:00:00+00',
            to_char(month + interval '1 month', 'YYYY-MM-DD') || ' 00:00:00+00');
        EXECUTE format('CREATE TRIGGER audit_keeps_rows BEFORE TRUNCATE ON trawl.%I'
            ' FOR EACH STATEMENT EXECUTE FUNCTION trawl.refuse_change_of_audit()', name);
    END LOOP;
END
$$;

-- The only way that rows go: whole months, all of whose rows are older.
CREATE FUNCTION trawl.drop_audit_before(oldest timestamptz) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    name text;
    dropped integer := 0;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('trawl.audit'));
    FOR name IN SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
                 WHERE i.inhparent = 'trawl.audit'::regclass
                   AND c.relname < 'audit_' || to_char(oldest AT TIME ZONE 'UTC', 'YYYYMM') LOOP
        EXECUTE format('DROP TABLE trawl.%I', name);
        dropped := dropped + 1;
    END LOOP;
    RETURN dropped;
END
$$;
