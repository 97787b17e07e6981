"""Which role of PostgreSQL may do what: each process gets the least it needs, by column.

The roles themselves are made once by a superuser (`deploy/postgres-roles.sql`). What they may do
with the tables of this revision is granted by the tables' owner, with every upgrade. SQLite has no
roles.
"""

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import Connection, text

from heard.records.errors import MissingGrants
from heard.records.tables import metadata

PUBLIC = "heard_public"
DESK = "heard_desk"

#: In place of a list of columns: the whole table.
ALL: tuple[str, ...] = ()

Rights = Mapping[str, Mapping[str, Sequence[str]]]

_REVISION = "alembic_version"

#: By role and table: each privilege with its columns. What is not named here is not granted.
GRANTS: Mapping[str, Rights] = {
    PUBLIC: {
        # Both processes refuse to start on a revision that is not theirs.
        _REVISION: {"SELECT": ALL},
        "submissions": {
            # It is added as "sent", and cannot be changed or deleted.
            "INSERT": (
                *("id", "reference", "form", "form_version", "language", "received", "urgent"),
                *("expires", "receipt_hash", "mailbox_recipient", "mailbox_wrapped", "proof_hash"),
            ),
            # What the page of a receipt shows.
            "SELECT": (
                *("sequence", "id", "reference", "form", "form_version", "language", "received"),
                *("state", "opened", "expires", "receipt_hash"),
                *("mailbox_recipient", "mailbox_wrapped", "proof_hash"),
            ),
        },
        # Sealed answers and their keys go in and never come out.
        "submission_parts": {
            "INSERT": ALL,
            "SELECT": ("submission_id", "part", "recipient", "answered"),
        },
        "part_keys": {"INSERT": ALL},
        # On which day something was read, and if by a chair; not by whom, or when it was opened.
        "part_readings": {"SELECT": ("submission_id", "part", "addition", "by_chair", "done_on")},
        # What is new waits to be read; that it waits no longer only the desk can say.
        "waiting": {"INSERT": ALL},
        # Replies open only with a receipt number. What is added goes in and does not come out, and
        # taking something back is a wish that the desk's process fulfils.
        "replies": {"SELECT": ALL},
        "additions": {
            "INSERT": ALL,
            "SELECT": ("id", "submission_id", "part", "received", "urgent"),
        },
        "withdrawals": {"INSERT": ALL, "SELECT": ALL},
        # One for each submission, and none can be read or taken away.
        "alarms": {"INSERT": ("submission_id", "raised")},
        # What was said of a need opens only with a receipt number; not by whom it was said, and
        # nothing of what nobody has said anything about.
        "need_steps": {
            "SELECT": ("id", "need_id", "submission_id", "part", "said_on", "body"),
        },
        # A file goes in and does not come out; what belongs to no draft any more is swept.
        "files": {"INSERT": ALL},
        "submission_files": {"INSERT": ALL},
        "draft_files": {"SELECT": ALL, "INSERT": ALL, "DELETE": ALL},
        # Whether the file of recipients still agrees with the database.
        "council": {"SELECT": ALL},
        # Drafts are encrypted with keys that neither the database nor the process keeps.
        "drafts": {
            "SELECT": ALL,
            "INSERT": ALL,
            "DELETE": ALL,
            "UPDATE": ("body", "expires_hour"),
        },
        "draft_locks": {"SELECT": ALL, "INSERT": ALL, "DELETE": ALL},
        # So are pages that answered a post, until the browser has asked for them.
        "kept_pages": {"SELECT": ALL, "INSERT": ALL, "DELETE": ALL},
    },
    DESK: {
        _REVISION: {"SELECT": ALL},
        # Deleting a submission takes all that belongs to it along, by the owner's right.
        "submissions": {
            "SELECT": ALL,
            "DELETE": ALL,
            "UPDATE": ("state", "opened"),
        },
        "submission_parts": {"SELECT": ALL},
        "part_keys": {"SELECT": ALL, "UPDATE": ("counted",)},
        "part_readings": {"SELECT": ALL, "INSERT": ALL, "UPDATE": ("done_on",)},
        "waiting": {"SELECT": ALL, "DELETE": ALL, "UPDATE": ("urgent",)},
        "replies": {"SELECT": ALL, "INSERT": ALL},
        "additions": {"SELECT": ALL},
        "reply_drafts": {
            "SELECT": ALL,
            "INSERT": ALL,
            "UPDATE": ("day", "body"),
            "DELETE": ALL,
        },
        # A false wish is swept away.
        "withdrawals": {"SELECT": ALL, "DELETE": ALL},
        "alarms": {"SELECT": ALL, "INSERT": ALL, "UPDATE": ("logged",)},
        # What was said of a need stays; only where it stands now changes.
        "needs": {"SELECT": ALL, "INSERT": ALL, "UPDATE": ("state", "since")},
        "need_steps": {"SELECT": ALL, "INSERT": ALL},
        # What was counted stays as it was.
        "figures": {"SELECT": ALL, "INSERT": ALL, "DELETE": ALL},
        "taken_back": {"SELECT": ALL, "INSERT": ALL, "DELETE": ALL},
        # Reading what was sent, and sweeping what belongs to nothing any more.
        "files": {"SELECT": ALL, "DELETE": ALL},
        "submission_files": {"SELECT": ALL},
        "draft_files": {"SELECT": ("file_id",)},
        # Enough to sweep drafts whose time has passed, and not to read one.
        "drafts": {"SELECT": ("id", "expires_hour"), "DELETE": ALL},
        "kept_pages": {"SELECT": ("expires_hour",), "DELETE": ALL},
        "council": {"SELECT": ALL},
        "keys": {"SELECT": ALL},
        "key_holders": {"SELECT": ALL, "INSERT": ALL, "DELETE": ALL},
        # People who have left are made inactive, not deleted: the log still names them.
        "staff": {
            "SELECT": ALL,
            "INSERT": ALL,
            "UPDATE": (
                *("recipient", "vouched", "last_totp_step", "failures", "wait_until", "active"),
            ),
        },
        "staff_unlocks": {"SELECT": ALL, "INSERT": ALL, "DELETE": ALL},
        "recovery_codes": {"SELECT": ALL, "INSERT": ALL, "DELETE": ALL, "UPDATE": ("used",)},
        "desk_sessions": {"SELECT": ALL, "INSERT": ALL, "DELETE": ALL, "UPDATE": ("last_seen",)},
        "nameless_tries": {"SELECT": ALL, "INSERT": ALL, "DELETE": ALL, "UPDATE": ("number",)},
        # Rows are only ever added.
        "log": {"SELECT": ALL, "INSERT": ALL},
        "ledger": {"SELECT": ALL, "INSERT": ALL},
        # Never changed: it takes this right to hold a row.
        "turns": {"SELECT": ALL, "UPDATE": ("name",)},
    },
}


def grant_rights(conn: Connection) -> list[str]:
    """Give the roles that exist their rights and no others; their names. For the tables' owner.

    From nothing, so that a right taken out of the list is taken out of the database. Nothing is
    done on SQLite.
    """
    if conn.dialect.name != "postgresql":
        return []
    there = set(conn.scalars(text("SELECT rolname FROM pg_roles")))
    roles = [role for role in GRANTS if role in there]
    for table in (*metadata.tables, _REVISION):
        for role in ("PUBLIC", *roles):
            conn.execute(text(f"REVOKE ALL ON {table} FROM {role}"))
    for role in roles:
        for table, privilege, columns in _listed(GRANTS[role]):
            some = f" ({', '.join(columns)})" if columns else ""
            conn.execute(text(f"GRANT {privilege}{some} ON {table} TO {role}"))
    return roles


def require_revision_readable(conn: Connection) -> None:
    """Raise MissingGrants where this role cannot even see which revision the database has."""
    if conn.dialect.name == "postgresql":
        _require(conn, "schema", "has_schema_privilege('public', 'USAGE')")
        if conn.scalar(text("SELECT to_regclass('public.alembic_version')")) is not None:
            _require(conn, _REVISION, f"has_table_privilege('public.{_REVISION}', 'SELECT')")


def require_rights(conn: Connection) -> None:
    """Raise MissingGrants unless the role that this connection signed in as has all its rights.

    A role that is not in the list, such as the owner, needs none. The tables have to be there.
    """
    if conn.dialect.name != "postgresql":
        return
    rights = GRANTS.get(str(conn.scalar(text("SELECT current_user"))), {})
    for table, privilege, columns in _listed(rights):
        name = f"public.{table}"
        asked = (
            [f"has_column_privilege('{name}', '{column}', '{privilege}')" for column in columns]
            if columns
            else [f"has_table_privilege('{name}', '{privilege}')"]
        )
        _require(conn, table, " AND ".join(asked))


def _require(conn: Connection, what: str, condition: str) -> None:
    # Only names of tables and columns that stand in this file.
    if not conn.scalar(text(f"SELECT {condition}")):
        raise MissingGrants(str(conn.scalar(text("SELECT current_user"))), what)


def _listed(rights: Rights) -> Iterator[tuple[str, str, Sequence[str]]]:
    for table, privileges in rights.items():
        for privilege, columns in privileges.items():
            yield table, privilege, columns
