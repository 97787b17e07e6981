-- The three roles of the database.
--
-- Run it as a superuser, connected to Heard's own database, once, before the first
-- `heard db upgrade`: that gives the roles their rights on the tables, as the tables' owner, and
-- does so with every upgrade. Running this file again does no harm:
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

-- No page of a family may hold the database for long. Whoever has broken into the family's process
-- can set these aside for themselves: what keeps them from freezing the desk is that they may lock
-- nothing that it waits for.
ALTER ROLE heard_public SET statement_timeout = '15s';
ALTER ROLE heard_public SET idle_in_transaction_session_timeout = '30s';
-- At the desk nothing hangs either: it fails, says so, and is tried again.
ALTER ROLE heard_desk SET statement_timeout = '120s';
ALTER ROLE heard_desk SET idle_in_transaction_session_timeout = '120s';

-- Functions that anybody may call unless it is forbidden: locks with a number instead of a row, files
-- inside the database, waiting for nothing. Heard uses none of them.
DO $$
DECLARE
    called regprocedure;
BEGIN
    FOR called IN
        SELECT oid FROM pg_proc
        WHERE pronamespace = 'pg_catalog'::regnamespace
          AND proname ~ '^(pg_(try_)?advisory_|lo_|lo(read|write)$|pg_sleep|pg_notify$)'
    LOOP
        EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', called);
    END LOOP;
    -- Whatever takes up all connections leaves some for the desk.
    EXECUTE format('ALTER ROLE heard_public CONNECTION LIMIT %s',
        current_setting('max_connections')::int - current_setting('max_connections')::int / 4);
END
$$;

REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE, CREATE ON SCHEMA public TO heard_owner;
GRANT USAGE ON SCHEMA public TO heard_public, heard_desk;
