"""What families asked for, thing by thing, as whoever opens the part sees it.

Each need belongs to the part in which it was asked for. Its row comes into being when somebody
first opens that part; what is said of it then stands in `saying`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from heard.authority.hours import LONDON
from heard.casework.reading.holding import held
from heard.casework.sending.need_words import NeedWords, need_words
from heard.casework.staff.access import Access
from heard.journeys.model.asked import Ask, Asked, Wording
from heard.journeys.model.record import Section
from heard.records import needs as records
from heard.records.database.store import Store
from heard.records.needs import ASKED, SignedStep, StoredNeed
from heard.records.submissions import Submission
from heard.vault.errors import CannotOpen
from heard.vault.messages import Words
from heard.vault.needs import need_id

#: No form asks for as many things; whoever seals more by hand gets no rows for them.
_MOST = 60


@dataclass(frozen=True)
class Step:
    """What somebody said of a need. `words` is None where it does not open."""

    day: date
    said_by: str
    words: NeedWords | None


@dataclass(frozen=True)
class Need:
    """One thing that a family asked for, as whoever can open its part sees it.

    `name` is what it is called in the form, `language` the one that the family wrote in. `steps`
    are in the order in which they were said; `last` is the id of the newest, empty where there is
    none.
    """

    id: str
    part: str
    name: Wording
    language: str
    discreet: bool
    state: str
    since: date
    steps: tuple[Step, ...]
    last: str


@dataclass(frozen=True)
class Known:
    """What stands in the database of a submission's needs."""

    rows: Mapping[str, StoredNeed]
    steps: tuple[SignedStep, ...]


def needs_in(
    submission: Submission,
    part: str,
    needs_key: bytes,
    language: str,
    sections: Iterable[Section],
    known: Known,
    said: Mapping[str, Words],
) -> Iterator[Need]:
    """What was asked for in one opened part, in the order of the form.

    `needs_key` is the part's, `said` what opened of the steps, by their ids.
    """
    rows = (row for section in sections if not section.closed for row in section.rows)
    asked = [(row, each) for row in rows for each in row.asks]
    for row, each in asked[:_MOST]:
        id = need_id(needs_key, f"{row.name} {each.value}")
        stored = known.rows.get(id)
        steps = [step for step in known.steps if step.need_id == id]
        yield Need(
            id=id,
            part=part,
            name=_name(row, each),
            language=language,
            discreet=each.discreet,
            state=stored.state if stored else ASKED,
            since=stored.since if stored else submission.received,
            steps=tuple(_opened(said.get(step.id), step) for step in steps),
            last=steps[-1].id if steps else "",
        )


def note_needs(
    store: Store, access: Access, reference: str, needs: Iterable[Need], known: Known, now: datetime
) -> None:
    """Let there be a row for each need that has none yet. Raises NoSuchSubmission."""
    new = [each for each in needs if each.id not in known.rows]
    if not new:
        return
    with held(store, access.scope, reference, now.astimezone(LONDON).date()) as (conn, found):
        for each in new:
            records.note_need(conn, found.id, each.part, each.id, found.received)


def _name(row: Asked, ask: Ask) -> Wording:
    """The words of what was chosen; of what was written in words, those of the question."""
    if not ask.value:
        return row.label
    answers = row.answer if isinstance(row.answer, list) else [row.answer]
    worded = dict(zip(map(str, answers), row.chosen, strict=False))
    return worded.get(ask.value, Wording(ask.value, ask.value))


def _opened(said: Words | None, step: SignedStep) -> Step:
    try:
        words = need_words(said, step) if said else None
    except CannotOpen:
        words = None
    return Step(step.said_on, step.said_by, words)
