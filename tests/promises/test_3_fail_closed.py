"""Promise 3. Fail closed: without sound keys the form says so and stores nothing."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import delete, func, select, update

from heard.family.app import create_app
from heard.records.tables import council, drafts, submissions
from heard.vault.recipients import load_recipients, save_recipients
from heard.vault.staff_keys import new_council_key
from tests.family.test_forms import FORM, fill_in
from tests.support.clients import CarefulClient, token
from tests.support.houses import Built, built_house


def file_of(house: Built) -> Path:
    return house.data / "family" / "recipients.json"


def no_file(house: Built) -> None:
    file_of(house).unlink()


def not_readable(house: Built) -> None:
    file_of(house).write_text("{half a fi", "utf-8")


def no_recipients(house: Built) -> None:
    stored = json.loads(file_of(house).read_text("utf-8"))
    file_of(house).write_text(json.dumps(stored | {"unit": "", "chairs": ""}), "utf-8")


def expired(house: Built) -> None:
    recipients = load_recipients(file_of(house), date.today())
    save_recipients(file_of(house), replace(recipients, expires=date(2020, 1, 1)))


def another_key(house: Built) -> None:
    recipients = load_recipients(file_of(house), date.today())
    save_recipients(file_of(house), replace(recipients, unit=new_council_key()[1]))


def another_council(house: Built) -> None:
    recipients = load_recipients(file_of(house), date.today())
    save_recipients(file_of(house), replace(recipients, council="elsewhere"))


def changed_in_the_database(house: Built) -> None:
    with house.store.write() as conn:
        conn.execute(update(council).values(fingerprint="0" * 16))


def not_in_the_database(house: Built) -> None:
    with house.store.write() as conn:
        conn.execute(delete(council))


FAULTS = [
    no_file,
    not_readable,
    no_recipients,
    expired,
    another_key,
    another_council,
    changed_in_the_database,
    not_in_the_database,
]


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Built]:
    with built_house(tmp_path) as built:
        yield built


@pytest.fixture
def client(house: Built) -> CarefulClient:
    return CarefulClient(create_app())


def count(house: Built, table=submissions) -> int:
    with house.store.read() as conn:
        return conn.scalar(select(func.count()).select_from(table))


@pytest.mark.parametrize("fault", FAULTS)
def test_the_form_says_so_with_a_phone_number_and_stores_nothing(
    client: CarefulClient, house: Built, fault: Callable[[Built], None]
) -> None:
    fill_in(client)
    send_form = token(client.get(f"{FORM}/check").text)
    fault(house)
    for language, words in (("en", "closed at the moment"), ("ur", 'lang="ur"')):
        page = client.get(f"/{language}/forms/your-views")
        assert page.status_code == 503
        assert words in page.text
        assert "01632 960101" in page.text
    kept = count(house, drafts)
    answer = client.post(f"{FORM}/check", data={"csrf_token": send_form, "do": "send"})
    assert answer.status_code == 503
    assert count(house) == 0
    assert count(house, drafts) == kept
    assert client.get(f"{FORM}/worries").status_code == 503


def test_what_was_written_can_be_sent_once_the_key_is_back(
    client: CarefulClient, house: Built
) -> None:
    fill_in(client)
    client.get(f"{FORM}/check")
    good = file_of(house).read_text("utf-8")
    no_file(house)
    assert client.get(f"{FORM}/check").status_code == 503
    file_of(house).write_text(good, "utf-8")
    assert client.submit(f"{FORM}/check", do="send").location == f"{FORM}/sent"
    assert count(house) == 1


def test_guides_go_on_being_read_when_no_form_opens(client: CarefulClient, house: Built) -> None:
    no_file(house)
    assert client.get("/en/guides/the-meeting").status_code == 200
    assert client.get("/en/help").status_code == 200
