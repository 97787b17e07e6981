"""What families asked for, thing by thing, and what staff said of each of them.

No row says what it is that somebody needs: that stands sealed in the part and in each step. The
family's database role reads the steps alone.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from heard.records.tables import need_steps, needs, staff

#: Where a need stands as long as nobody has said anything of it.
ASKED = "asked"


@dataclass(frozen=True)
class StoredNeed:
    """Where one need stands since which day. Which it is, only its part tells."""

    id: str
    submission_id: str
    part: str
    state: str
    since: date


@dataclass(frozen=True)
class StoredStep:
    """What was said of one need on one day, still sealed."""

    id: str
    need_id: str
    part: str
    said_on: date
    body: bytes


@dataclass(frozen=True)
class SignedStep(StoredStep):
    """The same with the name of who said it. For the desk."""

    said_by: str


def note_need(conn: Connection, submission_id: str, part: str, id: str, day: date) -> None:
    """Let there be a row for this need; one that is there already stays as it stands."""
    dialect = postgresql if conn.dialect.name == "postgresql" else sqlite
    conn.execute(
        dialect.insert(needs)
        .values(id=id, submission_id=submission_id, part=part, state=ASKED, since=day)
        .on_conflict_do_nothing()
        .inline()
    )


def of_submission(conn: Connection, submission_id: str) -> dict[str, StoredNeed]:
    """Every need of a submission that is known, by its id. For the desk."""
    columns = [needs.c[name] for name in StoredNeed.__dataclass_fields__]
    rows = conn.execute(select(*columns).where(needs.c.submission_id == submission_id))
    return {row.id: StoredNeed(**row._mapping) for row in rows}


def has_step(conn: Connection, id: str) -> bool:
    """Whether this step is stored already."""
    return conn.scalar(select(need_steps.c.id).where(need_steps.c.id == id)) is not None


def last_step(conn: Connection, need_id: str) -> str:
    """The id of what was said last of a need; empty where nothing was."""
    mine = select(need_steps.c.id).where(need_steps.c.need_id == need_id)
    last = mine.order_by(need_steps.c.said_on.desc(), need_steps.c.id.desc()).limit(1)
    return conn.scalar(last) or ""


def add_step(
    conn: Connection, need: StoredNeed, step: StoredStep, staff_id: str, state: str
) -> None:
    """Store what was said of a need, and let it stand there from that day on.

    In a transaction that holds the submission, and after `has_step` said that it is new.
    """
    conn.execute(
        insert(need_steps)
        .values(
            id=step.id,
            need_id=need.id,
            submission_id=need.submission_id,
            part=need.part,
            staff_id=staff_id,
            said_on=step.said_on,
            body=step.body,
        )
        .inline()
    )
    conn.execute(update(needs).where(needs.c.id == need.id).values(state=state, since=step.said_on))


_STEP = [need_steps.c[name] for name in StoredStep.__dataclass_fields__]
_IN_ORDER = (need_steps.c.said_on, need_steps.c.id)


def steps_of(conn: Connection, submission_id: str) -> list[StoredStep]:
    """What was said of the needs of a submission, in the order in which it was said."""
    query = select(*_STEP).where(need_steps.c.submission_id == submission_id)
    return [StoredStep(**row._mapping) for row in conn.execute(query.order_by(*_IN_ORDER))]


def signed_steps_of(conn: Connection, submission_id: str) -> list[SignedStep]:
    """The same with who said it. For the desk."""
    query = (
        select(*_STEP, staff.c.full_name.label("said_by"))
        .join_from(need_steps, staff)
        .where(need_steps.c.submission_id == submission_id)
    )
    return [SignedStep(**row._mapping) for row in conn.execute(query.order_by(*_IN_ORDER))]
