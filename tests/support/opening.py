"""Opening what was sent, with the council's keys, to see what is inside."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Select, select

from heard.casework.council.key_pairs import council_keys_by_recovery, read_recovery_key
from heard.journeys.model.record import answers_in
from heard.records.database.store import Store
from heard.records.tables import submissions as table
from heard.vault.identity import RecordIdentity
from heard.vault.opening import open_part
from heard.vault.parts import LISTED
from tests.records.sealed import stored
from tests.support.houses import Built


@dataclass(frozen=True)
class Opened:
    """One submission with all its parts open: as they were sealed, and the answers in them."""

    id: str
    receipt_hash: bytes
    parts: dict[str, dict]

    @property
    def unit(self) -> dict:
        """The answers in the part that stands in a list, by the name of the question."""
        (listed,) = (self.parts[name] for name in LISTED if name in self.parts)
        return answers_in(listed)

    @property
    def chair(self) -> dict:
        """The answers in the chair's part, by the name of the question."""
        return answers_in(self.parts["chair"]) if "chair" in self.parts else {}


def everything_opened(house: Built, store: Store | None = None) -> list[Opened]:
    """Every submission, opened with both keys. Fails where one does not open."""
    return _opened(house, store or house.store, _ALL)


def newest_opened(house: Built) -> Opened:
    """What was sent last, opened with both keys."""
    (newest,) = _opened(house, house.store, _ALL.order_by(table.c.sequence.desc()).limit(1))
    return newest


_ALL = select(table.c.id, table.c.receipt_hash, table.c.form, table.c.form_version)


def _opened(house: Built, store: Store, wanted: Select) -> list[Opened]:
    keys = council_keys_by_recovery(store, read_recovery_key(house.recovery_file))
    with store.read() as conn:
        return [
            Opened(
                row.id,
                row.receipt_hash,
                {name: _part(conn, row, name, keys) for name in stored(conn, row.id).parts},
            )
            for row in conn.execute(wanted).all()
        ]


def _part(conn, row, name: str, keys: Mapping[str, str]) -> dict:
    part = stored(conn, row.id).parts[name]
    identity = RecordIdentity(row.id, "fernshire", row.form, row.form_version)
    return open_part(name, part, keys[part.key_id], identity).answers
