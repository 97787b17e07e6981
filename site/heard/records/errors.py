"""What can go wrong in the records room."""


class RecordsError(Exception):
    """Something about the database itself; never carries a value that was stored."""


class StaleDatabase(RecordsError):
    """The schema is not the one this program was written for.

    `found` is the revision in the database ("none" for an empty one), `wanted` the one that
    belongs to this program. A process refuses to start on either an older or an unknown one.
    """

    def __init__(self, found: str, wanted: str) -> None:
        super().__init__(
            f"the database stands at revision {found}, this program needs {wanted}: "
            "run `heard db upgrade` with the program of that revision"
        )
        self.found = found
        self.wanted = wanted


class MissingGrants(RecordsError):
    """The role of PostgreSQL that a process signs in as lacks a right that it needs."""

    def __init__(self, role: str, what: str) -> None:
        super().__init__(
            f"{role} lacks its rights in the database ({what}): run `heard db upgrade` with the "
            "owner's address"
        )


class BrokenReferences(RecordsError):
    """After a migration a row points at a row that is not there; the migration is undone."""


class NotAdded(RecordsError):
    """A submission could not be stored although its receipt is new. Nothing was kept."""


class NoScope(RecordsError):
    """A query of submissions was asked without saying whose; nothing was looked up."""
