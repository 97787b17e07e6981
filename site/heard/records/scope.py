"""Over which submissions a query of the desk reaches. Without a scope there is no query."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, false, true

from heard.records.errors import NoScope


@dataclass(frozen=True)
class Scope:
    """Everything (None), or what belongs to one of these conferences, by their ids."""

    conferences: frozenset[str] | None


EVERYTHING = Scope(None)


def within(scope: Scope) -> ColumnElement[bool]:
    """The condition that keeps a query of submissions within a scope.

    No submission belongs to a conference yet, so a scope of some conferences reaches none. Raises
    NoScope for anything that is no scope: a forgotten one must not mean everything.
    """
    if not isinstance(scope, Scope):
        raise NoScope
    return true() if scope.conferences is None else false()
