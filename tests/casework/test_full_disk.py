"""On a full disk nothing new is kept; what somebody ends or takes back is ended all the same."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from heard.authority.installation import Installation
from heard.casework.council.logbook import load_logbook
from heard.casework.drafts import drafts
from heard.casework.retention import sweep
from heard.casework.secret_files import read_secret
from heard.casework.sending.receipt_holder import withdraw
from heard.casework.sending.send import Sealer, draw_receipt, send
from heard.desk.app import create_app
from heard.journeys.adults.your_views import YOUR_VIEWS
from heard.journeys.catalogue import JOURNEYS
from heard.journeys.model.asked import IN_ENGLISH
from heard.records.database.store import Store
from heard.records.tables import desk_sessions, part_keys
from heard.records.tables import drafts as draft_rows
from heard.vault.drafts import new_token
from heard.vault.recipients_file import RecipientsFile
from tests.casework.founded import LIGHT_COSTS
from tests.support.agents import agent
from tests.support.clients import CarefulClient
from tests.support.clients import token as form_token
from tests.support.disks import filled
from tests.support.houses import Built, built_house
from tests.support.staff import add_person


@pytest.fixture
def house(small_disk: Path) -> Iterator[Built]:
    """A whole house on a small disk, after its first sweep."""
    with built_house(small_disk) as built:
        sweep(built.store, load_logbook(built.data / "desk"), now())
        yield built


def now() -> datetime:
    return datetime.now(UTC)


def rows(store: Store, table) -> int:
    with store.read() as conn:
        return conn.scalar(select(func.count()).select_from(table))


def begun(store: Store) -> str:
    token = new_token()
    drafts.begin(store, token, YOUR_VIEWS, now())
    return token


def assert_full(house: Built) -> None:
    with pytest.raises(OperationalError):
        for _ in range(50):
            begun(house.store)


def test_a_browser_that_leaves_destroys_its_draft(house: Built) -> None:
    token = begun(house.store)
    with filled(house.data):
        assert_full(house)
        before = rows(house.store, draft_rows)
        drafts.leave(house.store, token, JOURNEYS)
        assert rows(house.store, draft_rows) == before - 1


def test_a_draft_is_thrown_away(house: Built) -> None:
    token = begun(house.store)
    with filled(house.data):
        assert_full(house)
        drafts.throw_away(house.store, token, YOUR_VIEWS, now())
        assert drafts.read(house.store, token, YOUR_VIEWS, now()) is None


def test_what_was_sent_is_taken_back_and_deleted(house: Built) -> None:
    secrets = Installation.from_environment().family_secrets
    key = read_secret(secrets / "receipt.key")
    recipients = RecipientsFile(secrets / "recipients.json", read_secret(secrets / "verify.key"))
    token = begun(house.store)
    with drafts.changing(house.store, token, YOUR_VIEWS, now()) as (_, found):
        found.draft.answers.update(relation="mother", child_first_name="Adam", worries="words")
    draw_receipt(house.store, token, YOUR_VIEWS, now())
    sent = send(
        house.store, Sealer(recipients, key, "fernshire", 365), token, YOUR_VIEWS, IN_ENGLISH, now()
    )
    assert rows(house.store, part_keys) == 2
    with filled(house.data):
        assert_full(house)
        withdraw(house.store, key, sent.receipt, now(), told_opened=False)
        assert sweep(house.store, load_logbook(house.data / "desk"), now()).taken_back == 1
        assert rows(house.store, part_keys) == 0


@pytest.mark.parametrize("reserve", [True, False], ids=["with room kept", "with none"])
def test_staff_sign_out_and_the_session_is_over(house: Built, reserve: bool) -> None:
    person = add_person(house, "chair")
    app = create_app(Installation.from_environment(), house.store, agent(), **LIGHT_COSTS)
    browser = CarefulClient(app)
    typed = {"name": person.name, "password": person.password, "code": person.code()}
    assert browser.submit("/sign-in", **typed).location == "/"
    copied = browser.browser.get_cookie("hd").value
    page = browser.get("/").text
    if not reserve:
        (house.data / "heard.db-reserve").unlink()
    with filled(house.data):
        assert_full(house)
        answer = browser.post("/sign-out", data={"csrf_token": form_token(page)})
        assert (answer.status_code, answer.location) == (303, "/sign-in")
        assert browser.get("/").status_code == 303
        # Who copied the cookie before is out as well.
        thief = CarefulClient(app)
        thief.browser.set_cookie("hd", copied)
        assert thief.get("/").status_code == 303
        assert rows(house.store, desk_sessions) == (0 if reserve else 1)
    sweep(house.store, load_logbook(house.data / "desk"), now())
    assert (house.data / "heard.db-reserve").exists(), "room is kept again as soon as there is some"


def test_without_much_room_none_is_taken_from_families(small_disk: Path) -> None:
    with built_house(small_disk) as house:
        (small_disk / "other").write_bytes(b"x" * 30_000_000)
        sweep(house.store, load_logbook(house.data / "desk"), now())
        assert not (house.data / "heard.db-reserve").exists()
