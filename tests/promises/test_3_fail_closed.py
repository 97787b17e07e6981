"""Promise 3: 0 forms are sent, and 0 rows stored, under 12 faults of keys and database.

Fail closed: without sound keys the form says so and stores nothing.
"""

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from datetime import time as time_of_day
from pathlib import Path

import pytest
from sqlalchemy import delete, func, select, update

from heard.authority.installation import Installation
from heard.casework.council.logbook import load_logbook
from heard.casework.council.renewing import renew_keys
from heard.casework.secret_files import read_secret
from heard.family.app import create_app
from heard.records.tables import council, drafts, part_keys, submissions
from heard.vault.primitives.signing import verify_key_of
from heard.vault.recipients import Recipients
from heard.vault.recipients_file import read_recipients, signed_text
from heard.vault.staff.staff_keys import new_council_key
from heard.web.serving.processes import Server
from tests.databases import PostgresqlServer
from tests.family.forms.test_filling import FORM, fill_in
from tests.support.clients import CarefulClient, token
from tests.support.houses import Built, built_house
from tests.support.opening import everything_opened
from tests.support.processes import Visitor, fill_views, running
from tests.support.words import catalogue


def file_of(house: Built) -> Path:
    return house.data / "family" / "recipients.json"


def no_file(house: Built) -> None:
    file_of(house).unlink()


def not_readable(house: Built) -> None:
    file_of(house).write_text("{half a fi", "utf-8")


def no_recipients(house: Built) -> None:
    stored = json.loads(file_of(house).read_text("utf-8"))
    file_of(house).write_text(json.dumps(stored | {"keys": []}), "utf-8")


def signed_again(house: Built, change: Callable[[Recipients], Recipients]) -> None:
    """Another list, signed by the desk itself, but of which the database was not told."""
    signing_key = read_secret(house.data / "desk" / "signing.key")
    present = read_recipients(file_of(house).read_text("utf-8"), verify_key_of(signing_key))
    file_of(house).write_text(signed_text(change(present), signing_key), "utf-8")


def with_each(recipients: Recipients, **values: object) -> Recipients:
    keys = tuple(replace(key, **values) for key in recipients.keys)
    return replace(recipients, keys=keys)


def expired(house: Built) -> None:
    signed_again(house, lambda present: with_each(present, not_after=date(2020, 1, 1)))


def kept_for_longer(house: Built) -> None:
    signed_again(house, lambda present: with_each(present, not_after=date(2099, 1, 1)))


def another_key(house: Built) -> None:
    def change(present: Recipients) -> Recipients:
        unit, *others = present.keys
        return replace(present, keys=(replace(unit, recipient=new_council_key()[1]), *others))

    signed_again(house, change)


def another_council(house: Built) -> None:
    signed_again(house, lambda present: replace(present, council="elsewhere"))


def not_signed(house: Built) -> None:
    stored = json.loads(file_of(house).read_text("utf-8"))
    del stored["signature"]
    file_of(house).write_text(json.dumps(stored), "utf-8")


def signed_by_somebody_else(house: Built) -> None:
    signing_key = read_secret(house.data / "desk" / "signing.key")
    present = read_recipients(file_of(house).read_text("utf-8"), verify_key_of(signing_key))
    file_of(house).write_text(signed_text(present, b"s" * 32), "utf-8")


def rolled_back(house: Built) -> None:
    """The file of the generation before, which was once good and is well signed."""
    old = file_of(house).read_text("utf-8")
    desk, family = house.data / "desk", house.data / "family"
    renew_keys(house.store, load_logbook(desk), desk, family, (), datetime.now(UTC))
    assert file_of(house).read_text("utf-8") != old
    file_of(house).write_text(old, "utf-8")


def changed_in_the_database(house: Built) -> None:
    with house.store.write() as conn:
        conn.execute(update(council).values(fingerprint="0" * 16))


def not_in_the_database(house: Built) -> None:
    with house.store.write() as conn:
        conn.execute(delete(council))


IN_THE_FILE = [
    no_file,
    not_readable,
    no_recipients,
    expired,
    kept_for_longer,
    another_key,
    another_council,
    not_signed,
    signed_by_somebody_else,
    rolled_back,
]
IN_THE_DATABASE = [changed_in_the_database, not_in_the_database]


@dataclass(frozen=True)
class Movable:
    """A house, and how its database is taken away and given back."""

    house: Built
    take: Callable[[], None]
    give: Callable[[], None]


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Built]:
    with built_house(tmp_path) as built:
        yield built


@pytest.fixture
def client(house: Built) -> CarefulClient:
    return CarefulClient(create_app(Installation.from_environment()))


def count(house: Built, table=submissions) -> int:
    with house.store.read() as conn:
        return conn.scalar(select(func.count()).select_from(table))


@pytest.mark.parametrize("fault", [*IN_THE_FILE, *IN_THE_DATABASE])
def test_nothing_is_sent_from_the_moment_of_the_fault(
    client: CarefulClient, house: Built, fault: Callable[[Built], None]
) -> None:
    fill_in(client)
    send_form = token(client.get(f"{FORM}/check").text)
    fault(house)
    kept = count(house, drafts)
    answer = client.post(f"{FORM}/check", data={"csrf_token": send_form, "do": "send"})
    assert answer.status_code == 503
    assert "01632 960101" in answer.text
    assert count(house) == count(house, part_keys) == 0
    assert count(house, drafts) == kept


@pytest.mark.parametrize("fault", IN_THE_FILE)
def test_the_form_says_so_with_a_phone_number_from_the_moment_of_the_fault(
    client: CarefulClient, house: Built, fault: Callable[[Built], None]
) -> None:
    fill_in(client)
    fault(house)
    says_that_it_is_closed(client)
    assert client.get(f"{FORM}/worries").status_code == 503


@pytest.mark.parametrize("fault", IN_THE_DATABASE)
def test_the_form_says_so_with_a_phone_number_soon_after_the_database_was_changed(
    client: CarefulClient, house: Built, fault: Callable[[Built], None]
) -> None:
    fill_in(client)
    fault(house)
    until = time.monotonic() + 30
    while client.get(f"{FORM}/worries").status_code == 200:
        assert time.monotonic() < until, "the form stays open"
    says_that_it_is_closed(client)
    assert client.get(f"{FORM}/worries").status_code == 503


def test_a_day_later_an_expired_key_closes_a_form_that_was_open_just_now(
    house: Built,
) -> None:
    app = create_app(Installation.from_environment())
    client = CarefulClient(app)
    assert client.get(FORM).status_code == 200
    inside = app.extensions["site"]
    last = inside.sealer.recipients_file.load(date.today()).expires
    after = datetime.combine(last, time_of_day(12), UTC) + timedelta(days=1)
    app.extensions["site"] = replace(inside, clock=lambda: after)
    assert client.get(FORM).status_code == 503


def says_that_it_is_closed(client: CarefulClient) -> None:
    english = "This is closed at the moment"
    for language in ("en", "pl", "ur"):
        page = client.get(f"/{language}/forms/your-views")
        assert page.status_code == 503
        said = english if language == "en" else catalogue(language).gettext(english)
        assert (said == english) == (language == "en")
        assert f">{said}</h1>" in page.text
        assert "01632 960101" in page.text


def test_a_new_visitor_cannot_begin_while_it_is_closed(client: CarefulClient, house: Built) -> None:
    first = token(client.get(f"{FORM}/you").text)
    no_file(house)
    answer = client.post(f"{FORM}/you", data={"csrf_token": first, "relation": "mother"})
    assert answer.status_code == 503
    assert count(house, drafts) == 0


def test_the_operator_is_told_why_and_nothing_else(
    client: CarefulClient, house: Built, caplog: pytest.LogCaptureFixture
) -> None:
    no_file(house)
    client.get(f"{FORM}?words=private")
    assert caplog.messages == ["the forms are closed: the file of recipients is missing"]


@pytest.fixture(params=["sqlite", "postgresql"])
def movable(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Movable]:
    """A house whose database can be taken away and given back, on each kind of database."""
    if request.param == "sqlite":
        file, elsewhere = tmp_path / "heard.db", tmp_path / "elsewhere.db"

        def take() -> None:
            file.rename(elsewhere)
            file.mkdir()

        def give() -> None:
            file.rmdir()
            elsewhere.rename(file)

        with built_house(tmp_path) as built:
            yield Movable(built, take, give)
        return
    server: PostgresqlServer = request.getfixturevalue("postgresql_server")
    name = server.create()

    def rename(one: str, other: str) -> None:
        server.execute(
            f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{one}'"
        )
        server.execute(f"ALTER DATABASE {one} RENAME TO {other}")

    with built_house(tmp_path, server.url(name)) as built:
        yield Movable(
            built, lambda: rename(name, f"{name}_away"), lambda: rename(f"{name}_away", name)
        )
    server.drop(name)


def test_without_its_database_it_says_so_and_afterwards_what_was_written_can_be_sent(
    movable: Movable,
) -> None:
    app = create_app(Installation.from_environment())
    client, store = CarefulClient(app), app.extensions["site"].store
    fill_in(client)
    send_form = token(client.get(f"{FORM}/check").text)
    for each in (store, movable.house.store):
        each.close()
    movable.take()
    says_that_it_is_closed(client)
    answer = client.post(f"{FORM}/check", data={"csrf_token": send_form, "do": "send"})
    assert answer.status_code == 503
    assert "01632 960101" in answer.text
    assert client.get("/en/help").status_code == 200
    store.close()
    movable.give()
    assert count(movable.house) == 0
    assert client.submit(f"{FORM}/check", do="send").location == f"{FORM}/sent"
    assert count(movable.house) == 1
    store.close()


def test_a_process_that_runs_takes_notice_when_its_recipients_go_and_come_back(
    house: Built,
) -> None:
    with running(Server.FAMILY, house) as site:
        visitor = Visitor(site.address)
        fill_views(visitor, "kept meanwhile")
        good = file_of(house).read_text("utf-8")
        no_file(house)
        status, page = visitor.get(f"{FORM}/check")
        assert status == 503
        assert "01632 960101" in page
        assert count(house) == 0
        file_of(house).write_text(good, "utf-8")
        assert visitor.submit(f"{FORM}/check", do="send") == (303, f"{FORM}/sent")
    (opened,) = everything_opened(house)
    assert opened.unit["name"] == "kept meanwhile"


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


def test_a_page_that_was_posted_while_it_was_closed_comes_back_with_every_word(
    client: CarefulClient, house: Built
) -> None:
    fill_in(client, until="worries")
    form = token(client.get(f"{FORM}/worries").text)
    no_file(house)
    answer = client.post(
        f"{FORM}/worries",
        data={"csrf_token": form, "worries": "Half an hour of writing", "readers": "team"},
    )
    assert answer.status_code == 503
    assert "Half an hour of writing</textarea>" in answer.text
    assert 'value="team" checked' in answer.text
    assert "01632 960101" in answer.text


def test_the_figure_is_that_of_the_faults() -> None:
    assert f"under {len(IN_THE_FILE) + len(IN_THE_DATABASE)} faults" in (__doc__ or "")
