"""`heard keys`: new keys while both sites run, and what is said of it."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from heard.casework.council.logbook import load_logbook
from heard.casework.reading.opening import open_submission
from heard.casework.staff.access import Permission, require
from heard.casework.staff.accounts import stop_staff
from heard.casework.staff.sessions import resume
from heard.casework.staff.sign_in import sign_in
from heard.cli.main import main
from heard.records import submissions
from heard.records.database.store import Store
from heard.records.tables import submissions as table
from heard.web.serving.processes import Server
from tests.casework.founded import PASSWORD
from tests.databases import PostgresqlServer
from tests.records.sealed import stored
from tests.support.agents import agent
from tests.support.houses import Built, built_house
from tests.support.opening import everything_opened
from tests.support.processes import Visitor, running, send_views
from tests.support.staff import Person, add_person

TWICE = f"{PASSWORD}\n{PASSWORD}\n"


def add(heard, recovery, name, role="chair"):
    options = ("--full-name", "Sam Example", "--role", role, "--recovery-key", str(recovery))
    assert heard("staff", "add", name, *options, typed=TWICE).exit_code == 0


def generations(folder: Path) -> list[int]:
    stored = json.loads((folder / "recipients.json").read_text())
    return [key["generation"] for key in stored["keys"]]


def test_renewing_names_who_gets_the_keys_and_asks(heard, recovery, tmp_path):
    add(heard, recovery, "sam")
    add(heard, recovery, "kim", "administrator")
    add(heard, recovery, "tina", "translator")
    assert heard("staff", "stop", "kim").exit_code == 0
    done = heard("keys", "renew", typed="y\n")
    assert done.exit_code == 0, done.output
    assert "sam" in done.output
    assert "kim" not in done.output
    assert "tina" not in done.output
    assert "Generation 2" in done.output
    assert "takes up the new list by itself" in done.output
    for folder in ("desk", "family"):
        assert sorted(generations(tmp_path / folder)) == [1, 2, 2, 2]
    assert heard("check").exit_code == 0


def test_who_says_no_changes_nothing(heard, recovery, tmp_path):
    add(heard, recovery, "sam")
    assert heard("keys", "renew", typed="n\n").exit_code == 1
    assert generations(tmp_path / "family") == [1, 1, 1, 1]
    assert heard("check").exit_code == 0


def test_that_nobody_would_get_the_keys_is_said(heard, recovery):
    assert "only the recovery key" in heard("keys", "renew", "--yes").output


def test_where_the_familys_folder_is_elsewhere_one_is_told_to_copy_the_list(
    heard, recovery, tmp_path
):
    (tmp_path / "family" / "recipients.json").rename(tmp_path / "on another machine")
    done = heard("keys", "renew", "--yes")
    assert f"Forms are closed until {tmp_path / 'desk' / 'recipients.json'}" in done.output


def test_extending_says_the_last_day(heard, recovery, tmp_path):
    done = heard("keys", "extend", "--until", "2090-01-31")
    assert done.exit_code == 0, done.output
    assert "2090-01-31" in done.output
    assert generations(tmp_path / "family") == [1, 1, 1, 1]
    assert heard("check").exit_code == 0


def test_a_missing_signing_key_is_one_sentence(heard, recovery, tmp_path):
    (tmp_path / "desk" / "signing.key").unlink()
    done = heard("keys", "renew", "--yes")
    assert done.exit_code == 1
    assert "signing.key" in done.output
    assert "Traceback" not in done.output


@pytest.fixture(params=["sqlite", "postgresql"])
def house(
    request: pytest.FixtureRequest, tmp_path: Path, postgresql_server: PostgresqlServer
) -> Iterator[Built]:
    """A founded council on each kind of database."""
    if request.param == "sqlite":
        with built_house(tmp_path) as built:
            yield built
        return
    name = postgresql_server.create()
    with built_house(tmp_path, postgresql_server.url(name)) as built:
        yield built
    postgresql_server.drop(name)


def test_from_end_to_end_a_running_site_seals_to_the_next_keys_and_staff_read_on(
    house: Built,
) -> None:
    """Two people hold the keys and one leaves. Nothing is started again."""
    stays, leaves = add_person(house, "chair"), add_person(house, "chair")
    with running(Server.FAMILY, house) as site:
        send_views(Visitor(site.address), "Adam before")
        stop_staff(
            house.store,
            load_logbook(house.data / "desk"),
            leaves.name,
            by="heard staff stop",
            now=datetime.now(UTC),
        )
        done = CliRunner().invoke(main, ["keys", "renew", "--yes"])
        assert done.exit_code == 0, done.output
        assert stays.name in done.output
        assert leaves.name not in done.output
        send_views(Visitor(site.address), "Adam after")
    key_ids = [
        {name: part.key_id for name, part in found.parts.items()} for found in sent(house.store)
    ]
    assert key_ids[0].keys() == key_ids[1].keys() == {"unit", "chair"}
    assert not set(key_ids[0].values()) & set(key_ids[1].values())
    assert len(everything_opened(house)) == 2
    for found, words in zip(sent(house.store), ("Adam before", "Adam after"), strict=True):
        assert words in repr(read(house, stays, found.reference))
        assert words in opened_by_stock_age(house, found)


def sent(store: Store) -> list[submissions.Submission]:
    """Everything that was sent, the first one first."""
    with store.read() as conn:
        ids = conn.scalars(select(table.c.id).order_by(table.c.sequence)).all()
        return [found for id in ids if (found := stored(conn, id))]


def read(house: Built, person: Person, reference: str) -> object:
    """What this person reads of it at the desk. A code is good once, so they use recovery ones."""
    logbook, now = load_logbook(house.data / "desk"), datetime.now(UTC)
    half = sign_in(
        house.store, logbook, agent(), person.name, PASSWORD, person.recovery_codes.pop(), now
    )
    access = require(resume(house.store, agent(), half, now), Permission.OPEN)
    return open_submission(house.store, logbook, access, reference, now)


def opened_by_stock_age(house: Built, found: submissions.Submission) -> str:
    """The unit's part by Debian's `age` and the recovery key alone, in two steps."""
    age = shutil.which("age", path="/usr/bin") or shutil.which("age")
    assert age, "The age program is missing. Install it: apt-get install age"
    part, key_file = found.parts["unit"], house.data / "part.key"
    identity: Path = house.recovery_file
    for sealed in (part.sealed_key, part.body):
        run = subprocess.run(
            [age, "--decrypt", "-i", str(identity)], input=sealed[1:], capture_output=True
        )
        assert run.returncode == 0, run.stderr
        key_file.write_bytes(run.stdout)
        identity = key_file
    return run.stdout.decode()
