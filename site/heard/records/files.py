"""Pictures and papers: sealed bodies, and whether a draft or a submission holds them.

A body that neither holds is swept. The public role can add one, and neither read nor delete it.
"""

from collections.abc import Collection

from sqlalchemy import Connection, delete, insert, literal, select

from heard.records.errors import NotAdded
from heard.records.tables import draft_files, files, submission_files


def add(conn: Connection, file_id: str, sealed: bytes, draft_id: str) -> None:
    """Store a sealed file that belongs to a draft."""
    conn.execute(insert(files).values(id=file_id, body=sealed).inline())
    conn.execute(insert(draft_files).values(file_id=file_id, draft_id=draft_id).inline())


def drop(conn: Connection, draft_id: str, file_id: str) -> None:
    """Let a draft hold a file no more; the next sweep deletes it. Nothing where it held none."""
    conn.execute(
        delete(draft_files).where(
            draft_files.c.file_id == file_id, draft_files.c.draft_id == draft_id
        )
    )


def send_along(
    conn: Connection, draft_id: str, submission_id: str, file_ids: Collection[str]
) -> None:
    """Let a submission hold these files of a draft too, so that they outlive the draft.

    Raises NotAdded unless the draft holds them all: nothing may be acknowledged that is not there.
    """
    if not file_ids:
        return
    held = select(draft_files.c.file_id, literal(submission_id)).where(
        draft_files.c.draft_id == draft_id, draft_files.c.file_id.in_(file_ids)
    )
    added = conn.execute(
        insert(submission_files)
        .from_select(["file_id", "submission_id"], held, include_defaults=False)
        .inline()
        .execution_options(preserve_rowcount=True)
    )
    if added.rowcount != len(file_ids):
        raise NotAdded("a file that belongs to what is sent is gone")


def holds(conn: Connection, submission_id: str, file_id: str) -> bool:
    """Whether a submission holds that file. For the desk."""
    held = select(submission_files.c.file_id).where(
        submission_files.c.submission_id == submission_id, submission_files.c.file_id == file_id
    )
    return conn.execute(held).first() is not None


def body(conn: Connection, submission_id: str, file_id: str) -> bytes | None:
    """The sealed file, if that submission holds it. For the desk."""
    return conn.scalar(
        select(files.c.body)
        .join_from(files, submission_files)
        .where(files.c.id == file_id, submission_files.c.submission_id == submission_id)
    )


def delete_loose(conn: Connection) -> int:
    """Delete every file that no draft and no submission holds; how many they were. For the desk."""
    return conn.execute(
        delete(files).where(
            # Named columns only: the desk's role may not select the others of draft_files.
            ~select(draft_files.c.file_id).where(draft_files.c.file_id == files.c.id).exists(),
            ~select(submission_files.c.file_id)
            .where(submission_files.c.file_id == files.c.id)
            .exists(),
        )
    ).rowcount
