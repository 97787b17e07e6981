"""How often a page of a form goes to the database: this is what a family waits for."""

import dataclasses
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from sqlalchemy import event

from heard.casework.drafts import drafts
from heard.casework.sending import send
from tests.family.forms.test_filling import FORM, fill_in
from tests.support.clients import CarefulClient, token


@dataclasses.dataclass
class Asked:
    """What the database was asked."""

    transactions: int = 0
    statements: list[str] = dataclasses.field(default_factory=list)

    @property
    def changes(self) -> list[str]:
        """The statements that change something."""
        return [each for each in self.statements if not each.startswith("SELECT")]


@contextmanager
def asked(app: Flask) -> Iterator[Asked]:
    """What the site asks its database meanwhile."""
    engine, seen = app.extensions["site"].store.engine, Asked()

    def begun(*_: object) -> None:
        seen.transactions += 1

    def said(_conn: object, _cursor: object, statement: str, *_: object) -> None:
        seen.statements.append(statement)

    listeners = (("begin", begun), ("before_cursor_execute", said))
    for name, listener in listeners:
        event.listen(engine, name, listener)
    yield seen
    for name, listener in listeners:
        event.remove(engine, name, listener)


@pytest.fixture(autouse=True)
def lately(monkeypatch: pytest.MonkeyPatch, client: CarefulClient) -> Iterator[None]:
    """That forms are open was looked up lately, however slow the test is."""
    monkeypatch.setattr(send, "LOOK_AGAIN_SECONDS", 3600.0)
    known = client.app.extensions["site"].sealer.found_open
    known.until = 0.0
    client.get(FORM)
    yield
    known.until = 0.0


@pytest.fixture
def begun(client: CarefulClient) -> CarefulClient:
    """A browser in the middle of a form."""
    fill_in(client, until="worries")
    return client


def opened(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """Each draft that is opened from now on."""
    found, really = [], drafts.open_draft

    def open_draft(key: bytes, blob: bytes) -> dict:
        found.append(blob)
        return really(key, blob)

    monkeypatch.setattr(drafts, "open_draft", open_draft)
    return found


def test_a_page_is_read_in_one_transaction_by_one_statement(
    begun: CarefulClient, family_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    drafts_opened = opened(monkeypatch)
    with asked(family_app) as seen:
        assert begun.get(f"{FORM}/worries").status_code == 200
    assert (seen.transactions, len(seen.statements), seen.changes) == (1, 1, [])
    assert len(drafts_opened) == 1


def test_a_page_is_saved_by_one_statement_that_reads_and_one_that_writes(
    begun: CarefulClient, family_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = token(begun.get(f"{FORM}/worries").text)
    drafts_opened = opened(monkeypatch)
    with asked(family_app) as seen:
        answer = begun.post(f"{FORM}/worries", data={"csrf_token": form, "worries": "Mine"})
    assert answer.location == f"{FORM}/what-would-help"
    assert (seen.transactions, len(seen.statements), len(seen.changes)) == (2, 2, 1)
    assert len(drafts_opened) == 1


def test_the_first_page_begins_the_draft_with_what_was_typed(
    client: CarefulClient, family_app: Flask
) -> None:
    form = token(client.get(f"{FORM}/you").text)
    with asked(family_app) as seen:
        client.post(f"{FORM}/you", data={"csrf_token": form, "relation": "mother"})
    assert seen.transactions == 2
    assert [each.split()[0] for each in seen.changes] == ["INSERT", "INSERT"]
    assert "mother" in client.get(f"{FORM}/you").text


def test_a_post_without_a_draft_keeps_the_page_that_answers_it_and_nothing_else(
    client: CarefulClient, family_app: Flask
) -> None:
    form = token(client.get(f"{FORM}/you").text)
    data = {"csrf_token": form, "worries": "Mine"}
    with asked(family_app) as seen:
        client.browser.post(f"{FORM}/worries", data=data)
    assert seen.transactions == 1
    assert [each.split()[:3] for each in seen.changes] == [
        ["DELETE", "FROM", "kept_pages"],
        ["INSERT", "INTO", "kept_pages"],
    ]


def test_the_check_page_saves_the_receipt_once(client: CarefulClient, family_app: Flask) -> None:
    fill_in(client)
    with asked(family_app) as first:
        assert client.get(f"{FORM}/check").status_code == 200
    with asked(family_app) as again:
        assert client.get(f"{FORM}/check").status_code == 200
    assert len(first.changes) == 1
    assert (again.transactions, again.changes) == (1, [])


def test_sending_reads_once_and_writes_once(client: CarefulClient, family_app: Flask) -> None:
    fill_in(client)
    form = token(client.get(f"{FORM}/check").text)
    with asked(family_app) as seen:
        answer = client.post(f"{FORM}/check", data={"csrf_token": form, "do": "send"})
    assert answer.location == f"{FORM}/sent"
    assert seen.transactions == 2
