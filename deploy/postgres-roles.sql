-- The three roles of the database, each with the least it needs.
--
-- Run it as a superuser, connected to Heard's own database, once before the first
-- `heard db upgrade` (it makes the roles) and again after every `heard db upgrade` (it grants what
-- the tables of that revision need). Running it again does no harm:
--
--     psql --dbname heard --set ON_ERROR_STOP=1 --file deploy/postgres-roles.sql
--
-- The roles have no password until you give them one (\password heard_public in psql), and no
-- need of one where each process signs in by its system account ("peer" in pg_hba.conf).
--
--   heard_owner   owns the tables; only `heard db upgrade` and `heard init` sign in as this role
--   heard_public  the family site, on the internet: adds, and can take nothing back out
--   heard_desk    the desk and the timers, on the council's network

DO $$
DECLARE
    role text;
BEGIN
    FOREACH role IN ARRAY ARRAY['heard_owner', 'heard_public', 'heard_desk'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role) THEN
            EXECUTE format('CREATE ROLE %I LOGIN', role);
        END IF;
        EXECUTE format(
            'ALTER ROLE %I NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS', role);
        -- A receipt is shown only for what is on the disk.
        EXECUTE format('ALTER ROLE %I SET synchronous_commit = on', role);
        -- The server's log notes to the millisecond when something happened. It must not say to
        -- which row, nor repeat a statement's values.
        EXECUTE format('ALTER ROLE %I SET log_error_verbosity = terse', role);
        EXECUTE format('ALTER ROLE %I SET log_parameter_max_length = 0', role);
        EXECUTE format('ALTER ROLE %I SET log_parameter_max_length_on_error = 0', role);
        -- The database is for these roles and nobody else, and not for temporary tables.
        EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
        EXECUTE format('GRANT CONNECT ON DATABASE %I TO %I', current_database(), role);
    END LOOP;
END
$$;

-- No page of a family may hold the database for long.
ALTER ROLE heard_public SET statement_timeout = '15s';
ALTER ROLE heard_public SET idle_in_transaction_session_timeout = '30s';

REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE, CREATE ON SCHEMA public TO heard_owner;
GRANT USAGE ON SCHEMA public TO heard_public, heard_desk;

-- From nothing, so that a right taken out of this file is taken out of the database.
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, heard_public, heard_desk;
REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM PUBLIC, heard_public, heard_desk;

DO $$
BEGIN
    IF to_regclass('public.submissions') IS NULL THEN
        RAISE NOTICE 'no tables yet: run this file again after `heard db upgrade`';
        RETURN;
    END IF;

    -- Both processes refuse to start on a revision that is not theirs.
    GRANT SELECT ON alembic_version TO heard_public, heard_desk;

    ---------------------------------------------------------------- heard_public
    -- A submission is added as "sent", and cannot be changed or deleted.
    GRANT INSERT (
        id, reference, form, form_version, language, received, urgent, expires,
        receipt_hash, mailbox_recipient, mailbox_wrapped, unit_part, chair_part,
        unit_recipient, chair_recipient, proof_hash
    ) ON submissions TO heard_public;
    -- What the page of a receipt shows. Not the sealed answers.
    GRANT SELECT (
        id, reference, form, form_version, language, received, state, opened, read_on,
        chair_read_on, confirmed_on, expires, receipt_hash, mailbox_recipient, mailbox_wrapped,
        unit_recipient, chair_recipient, proof_hash
    ) ON submissions TO heard_public;
    -- The keys go in and never come out.
    GRANT INSERT ON part_keys TO heard_public;
    -- Replies open only with a receipt number. What is added goes in and does not come out, and
    -- taking something back is a wish that the desk's process fulfils.
    GRANT SELECT ON replies TO heard_public;
    GRANT INSERT, SELECT (submission_id, received) ON additions TO heard_public;
    GRANT INSERT, SELECT ON withdrawals TO heard_public;
    -- A file goes in and does not come out; what belongs to no draft any more is swept.
    GRANT INSERT ON files, submission_files TO heard_public;
    GRANT SELECT, INSERT, DELETE ON draft_files TO heard_public;
    -- Whether the recipients' file still agrees with the database.
    GRANT SELECT ON council TO heard_public;
    -- Drafts are encrypted with keys that neither the database nor the process keeps.
    GRANT SELECT, INSERT, DELETE, UPDATE (body, expires_hour) ON drafts TO heard_public;
    GRANT SELECT, INSERT, DELETE ON draft_locks TO heard_public;

    ---------------------------------------------------------------- heard_desk
    GRANT SELECT, DELETE, UPDATE (state, read_on, chair_read_on, opened, confirmed_on)
        ON submissions TO heard_desk;
    -- Deleting a submission takes its keys along (by the owner's right, as every cascade).
    GRANT SELECT ON part_keys, additions, withdrawals, submission_files TO heard_desk;
    GRANT SELECT, INSERT ON replies TO heard_desk;
    -- Reading what was sent, and sweeping what belongs to nothing any more.
    GRANT SELECT, DELETE ON files TO heard_desk;
    GRANT SELECT (file_id) ON draft_files TO heard_desk;
    GRANT SELECT ON council, council_keys TO heard_desk;
    -- People who have left are made inactive, not deleted: the log still names them.
    GRANT SELECT, INSERT, UPDATE ON staff TO heard_desk;
    GRANT SELECT, INSERT, DELETE ON staff_keys TO heard_desk;
    GRANT SELECT, INSERT, DELETE, UPDATE (used) ON recovery_codes TO heard_desk;
    GRANT SELECT, INSERT, DELETE, UPDATE (last_seen) ON desk_sessions TO heard_desk;
    -- Rows are only ever added.
    GRANT SELECT, INSERT ON log TO heard_desk;
    -- Enough to sweep drafts whose time has passed, and not to read one.
    GRANT DELETE, SELECT (id, expires_hour) ON drafts TO heard_desk;
END
$$;
