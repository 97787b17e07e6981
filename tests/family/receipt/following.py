"""What families and staff do with something that was sent, for the tests of its number."""

import re
from datetime import UTC, date, datetime

from lxml import html
from sqlalchemy import select, update

from heard.casework.sending.child_reply import Told
from heard.casework.sending.need_words import NeedWords
from heard.records import messages, needs, readings, staff
from heard.records import submissions as submissions_records
from heard.records.messages import StoredMessage, new_message_id
from heard.records.needs import StoredStep
from heard.records.staff import StaffMember
from heard.records.tables import submissions
from heard.records.waiting import Piece
from heard.vault.messages import COUNCIL, NEED, MessageIdentity, seal_message
from tests.family.forms.test_filling import FORM, fill_in, receipt_on
from tests.support.clients import CarefulClient
from tests.support.houses import Built

#: Words of the form that `sent_receipt` fills in.
WRITTEN = ("Adam", "Zofia", "afraid of somebody", "bedtime", "He laughs")
ADDED = "The new number of\nAunt Nadia"


def sent_receipt(client: CarefulClient) -> str:
    fill_in(client)
    client.submit(f"{FORM}/check", do="send")
    return receipt_on(client.get(f"{FORM}/sent").text)


def newest(house: Built) -> tuple[str, str]:
    """Id and reference of what came last."""
    query = select(submissions.c.id, submissions.c.reference)
    with house.store.read() as conn:
        return tuple(conn.execute(query.order_by(submissions.c.sequence.desc()).limit(1)).one())


def change(house: Built, **values: object) -> None:
    """Change what came last."""
    with house.store.write() as conn:
        mine = submissions.c.id == newest(house)[0]
        conn.execute(update(submissions).where(mine).values(**values))


def opened_by_staff(
    house: Built, *pieces: Piece, role: str = "administrator", day: date = date(2026, 11, 24)
) -> None:
    """Let somebody at the desk have opened these pieces of what came last."""
    with house.store.write() as conn:
        if staff.find(conn, role) is None:
            staff.add(conn, StaffMember(role, role, "A Reader", role, f"age1{role}"))
        id = newest(house)[0]
        submissions_records.mark_opened(conn, id)
        readings.note_opened(conn, id, pieces, role, role == "chair", day)


def read_by_staff(
    house: Built, *pieces: Piece, role: str = "administrator", day: date = date(2026, 11, 24)
) -> None:
    """Let somebody at the desk have read these pieces of what came last."""
    opened_by_staff(house, *pieces, role=role, day=day)
    with house.store.write() as conn:
        readings.note_done(conn, newest(house)[0], role, day)


UNIT, CHAIR = Piece("unit"), Piece("chair")


def reading_told(page: str) -> list[tuple[str, str]]:
    """What a page tells of each piece: which it is, and what became of it."""
    lists = html.fromstring(page).xpath("//dl[@class='summary reading']/div")
    return [
        tuple(" ".join(cell.text_content().split()) for cell in row.iterchildren()) for row in lists
    ]


def staff_answer(house: Built, text: str) -> None:
    """What somebody at the desk answers to what came last."""
    store_reply(house, Told(text))


def store_reply(house: Built, told: Told, place: int = 0) -> None:
    """A reply as it is stored, without the desk: here the row of the form may have been changed."""
    id, keys = _keys_of_newest(house)
    new = new_message_id(place)
    identity = MessageIdentity(new, id, COUNCIL, "unit")
    body = seal_message(keys, identity, told.text, told.more())
    with house.store.write() as conn:
        today = datetime.now(UTC).date()
        messages.add_reply(conn, id, StoredMessage(new, "unit", today, body))
        submissions_records.mark_opened(conn, id)


def store_step(house: Built, need_id: str, words: NeedWords, place: int, day: date) -> None:
    """What was said of a need, as it is stored, without the desk."""
    id, keys = _keys_of_newest(house)
    new = new_message_id(place)
    identity = MessageIdentity(new, id, NEED, "unit")
    body = seal_message(keys, identity, words.text, words.more())
    with house.store.write() as conn:
        if staff.find(conn, "reader") is None:
            staff.add(conn, StaffMember("reader", "reader", "A Reader", "chair", "age1reader"))
        needs.note_need(conn, id, "unit", need_id, day)
        need = needs.of_submission(conn, id)[need_id]
        step = StoredStep(new, need_id, "unit", day, body)
        needs.add_step(conn, need, step, "reader", words.state)


def _keys_of_newest(house: Built) -> tuple[str, list[str]]:
    """The id of what came last, and to which keys staff seal what they answer."""
    id, _ = newest(house)
    with house.store.read() as conn:
        mailbox = conn.scalar(select(submissions.c.mailbox_recipient).where(submissions.c.id == id))
        return id, [mailbox, submissions_records.part_recipients(conn, id)["unit"]]


def hidden(page: str) -> dict[str, str]:
    """What the form of a page carries along."""
    tags = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
    return dict(tags)


def look_up(browser: CarefulClient, number: str, **more: str) -> str:
    return browser.post("/en/reply", data={"receipt": number, "do": "next", **more}).text


def press(browser: CarefulClient, page: str, do: str, language: str = "en", **typed: str):
    """Press a button of a page that a number has opened."""
    return browser.post(f"/{language}/reply", data={**hidden(page), "do": do, **typed})


def added(house: Built) -> int:
    with house.store.read() as conn:
        return len(messages.added_to(conn, newest(house)[0]))


def another_language(browser: CarefulClient, data: dict[str, str]) -> str:
    """The page that Urdu's button leads to, as a browser follows it."""
    moved = browser.post("/en/reply", data={**data, "do": "language:ur"})
    assert (moved.status_code, moved.location) == (307, "/ur/reply")
    return browser.post(moved.location, data={**data, "do": "language:ur"}).text
