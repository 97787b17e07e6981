"""One part of what was sent by one form, for counting: still sealed, or what was set down of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, bindparam, func, select, update

from heard.records.scope import Scope, within
from heard.records.tables import part_keys, submission_parts, submissions, withdrawals
from heard.vault.parts import SealedPart


@dataclass(frozen=True)
class OfForm:
    """Which parts are meant: `part` of what came by `form`, up to `version` of it, on `days`.

    `days` are the first and the last one. What was taken back, or is about to be, and what expired
    by `today` is left out.
    """

    part: str
    form: str
    version: int
    days: tuple[date, date]
    today: date


@dataclass(frozen=True)
class CountedPart:
    """One part of one submission, with all that opening it needs beside the council's key.

    Not the reference and not the day: who counts has no use for them.
    """

    id: str
    form_version: int
    sealed: SealedPart


def uncounted(
    conn: Connection, scope: Scope, wanted: OfForm, key_ids: Iterable[str], most: int
) -> list[CountedPart]:
    """The oldest parts of which nothing is set down yet, as far as these keys open them."""
    query = (
        _of_form(
            scope,
            wanted,
            submissions.c.id,
            submissions.c.form_version,
            submission_parts.c.body,
            submission_parts.c.recipient,
            part_keys.c.key_id,
            part_keys.c.sealed_key,
        )
        .where(part_keys.c.counted.is_(None), part_keys.c.key_id.in_(list(key_ids)))
        .order_by(submissions.c.sequence)
        .limit(most)
    )
    return [
        CountedPart(
            row.id,
            row.form_version,
            SealedPart(row.body, row.recipient, row.key_id, row.sealed_key),
        )
        for row in conn.execute(query)
    ]


def keep_counted(conn: Connection, scope: Scope, part: str, counted: Mapping[str, bytes]) -> None:
    """Set down what counts of each submission, beside the key of its part."""
    if not counted:
        return
    query = (
        update(part_keys)
        .where(
            part_keys.c.submission_id == bindparam("of"),
            part_keys.c.part == part,
            part_keys.c.submission_id.in_(select(submissions.c.id).where(within(scope))),
        )
        .values(counted=bindparam("what"))
    )
    conn.execute(query, [{"of": id, "what": what} for id, what in counted.items()])


def counted(conn: Connection, scope: Scope, wanted: OfForm) -> list[tuple[str, str, bytes]]:
    """What is set down: of which submission, for which key, and what."""
    query = _of_form(
        scope, wanted, submissions.c.id, part_keys.c.key_id, part_keys.c.counted
    ).where(part_keys.c.counted.is_not(None))
    return [(row.id, row.key_id, row.counted) for row in conn.execute(query)]


def count_uncounted(conn: Connection, scope: Scope, wanted: OfForm) -> dict[str, int]:
    """Of how many parts nothing is set down yet, by the key that opens them."""
    query = (
        _of_form(scope, wanted, part_keys.c.key_id, func.count().label("number"))
        .where(part_keys.c.counted.is_(None))
        .group_by(part_keys.c.key_id)
    )
    return {row.key_id: row.number for row in conn.execute(query)}


def _of_form(scope: Scope, wanted: OfForm, *columns: ColumnElement[Any]) -> Select[Any]:
    unfulfilled = select(withdrawals.c.submission_id)
    return (
        select(*columns)
        .select_from(submissions)
        .join(submission_parts)
        .join(part_keys)
        .where(
            within(scope),
            submission_parts.c.part == wanted.part,
            submissions.c.form == wanted.form,
            submissions.c.form_version <= wanted.version,
            submissions.c.received.between(*wanted.days),
            submissions.c.state != "withdrawn",
            submissions.c.id.not_in(unfulfilled),
            submissions.c.expires > wanted.today,
        )
    )
