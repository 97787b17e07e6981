"""A request for help to take part, as a family's sending leaves it behind."""

from heard.journeys.adults.support import SUPPORT
from heard.journeys.model.record import parts
from heard.records import submissions
from heard.records.scope import EVERYTHING
from heard.vault.needs import need_id, needs_key
from heard.vault.opening import open_part_key
from tests.casework.founded import IN_URDU, FoundedCouncil

#: Four things, of which the last is the chair's alone.
NAMES = (
    "An interpreter",
    "Help to get there",
    "Another door, and another place to wait",
    "Apart from whom? What should we know?",
)
ANSWERS = {
    "needs": ["interpreter", "travel", "apart"],
    "language": "Urdu",
    "travel": ["fares"],
    "travel_from": "Millbrook stop",
    "apart": ["door"],
    "apart_from": "Apart from Marek",
    "relation": "mother",
    "child_first_name": "Zofia",
}


def ask_for_help(council: FoundedCouncil, receipt: str = "", **changed: object) -> str:
    """Send it; the reference."""
    unit, chair = parts(SUPPORT, {**ANSWERS, **changed}, {}, {}, IN_URDU)
    given = {"form": "support", "version": SUPPORT.version, "receipt": receipt}
    return council.send(unit, chair, **given)


def need_id_of(council: FoundedCouncil, reference: str, name: str, part: str = "unit") -> str:
    """The id of a need, as whoever can open its part finds it."""
    with council.store.read() as conn:
        found = submissions.find_by_reference(conn, EVERYTHING, reference)
    sealed = found.parts[part]
    key = open_part_key(sealed.sealed_key, council.keys()[sealed.key_id])
    return need_id(needs_key(key), name)
