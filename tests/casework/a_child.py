"""What a child sends, for the tests of casework and of the desk."""

import uuid
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from heard.casework.files.file_records import FileRecord
from heard.journeys.children.child_8_11 import CHILD_8_11
from heard.journeys.model.asked import Speech
from heard.journeys.model.audience import Audience
from heard.journeys.model.journey import Journey
from heard.journeys.model.record import parts
from heard.records import drafts, files, submissions
from heard.records.scope import EVERYTHING
from tests.casework.attached import add_file
from tests.casework.founded import FoundedCouncil
from tests.support.words import catalogue

WORRIES = "When it gets loud I hide.\n  I have a  secret place"

ANSWERS = {
    "pen": "writes",
    "pen_name": "Ms Okafor",
    "pen_relation": "teacher",
    "child_first_name": "Zofia",
    "child_born": "2017-03-27",
    "at_home": "not-so-good",
    "my_worries": WORRIES,
    "answer_through": "number",
}


def from_a_child(
    council: FoundedCouncil,
    answers: Mapping[str, object] = ANSWERS,
    *,
    journey: Journey = CHILD_8_11,
    shared: str = "everyone",
    language: str = "en",
    **sent: object,
) -> str:
    """What one child sent, each page that has a choice for the readers `shared`; the reference."""
    readers = {page.slug: Audience(shared) for page in journey.pages if page.asks_readers}
    unit, chair = parts(
        journey, answers, readers, {}, Speech(language, catalogue(language).gettext)
    )
    return council.send(unit, chair, form=journey.name, version=journey.version, **sent)


def with_pictures(
    council: FoundedCouncil,
    contents: Mapping[str, bytes],
    answers: Mapping[str, object] = ANSWERS,
    **sent: object,
) -> tuple[str, list[FileRecord]]:
    """What a child sent, with a file for each name and content in the house of worries."""
    draft = str(uuid.uuid4())
    with council.store.write() as conn:
        drafts.add(conn, draft, b"closed", datetime.now(UTC) + timedelta(days=1))
    records = [add_file(council, draft, content, name) for name, content in contents.items()]
    reference = from_a_child(council, {**answers, "my_worries_pictures": records}, **sent)
    with council.store.write() as conn:
        found = submissions.find_by_reference(conn, EVERYTHING, reference)
        files.send_along(conn, draft, found.id, [each["id"] for each in records])
        drafts.delete_draft(conn, draft)
    return reference, records
