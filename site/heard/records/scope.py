"""Over which submissions a query of the desk reaches. Without a scope there is no query."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, exists, false, true

from heard.records.errors import NoScope
from heard.records.tables import submission_parts, submissions


@dataclass(frozen=True)
class Scope:
    """Everything (None), or what belongs to one of these conferences, by their ids.

    `part` leaves of it what has a part of that name. What is kept from chairs and team has none
    that they can open, and does not stand in their lists.
    """

    conferences: frozenset[str] | None
    part: str | None = None


EVERYTHING = Scope(None)


def within(scope: Scope, left: ColumnElement[str] | None = None) -> ColumnElement[bool]:
    """The condition that keeps a query of submissions within a scope.

    `left` is the column that says which part there was, where the submission itself has gone.

    No submission belongs to a conference yet, so a scope of some conferences reaches none. Raises
    NoScope for anything that is no scope: a forgotten one must not mean everything.
    """
    if not isinstance(scope, Scope):
        raise NoScope
    if scope.conferences is not None:
        return false()
    if scope.part is None:
        return true()
    if left is not None:
        return left == scope.part
    # By another name: the query around this may read the parts itself.
    held = submission_parts.alias()
    return exists().where(held.c.submission_id == submissions.c.id, held.c.part == scope.part)
