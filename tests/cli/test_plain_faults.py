"""What an operator can put right is said in one line, by every command; and no password in it."""

import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner, Result
from sqlalchemy.exc import OperationalError

from heard.casework.council.plain_faults import plain_fault
from heard.cli.main import main
from tests.support.houses import built_house

COMMANDS = [
    *("check", "db upgrade", "staff list", "sweep", "log head", "log verify", "keys renew"),
    *("keys extend --until 2030-01-01", "demo --prepare-only", "staff stop ada"),
]
SECRET = "open-sesame"


def run(command: str) -> Result:
    return CliRunner().invoke(main, command.split())


def in_one_line(done: Result, words: str) -> None:
    """It ends with 1 or 2, and says it in a line of its own, without a trace or a password."""
    assert done.exit_code in (1, 2), done.output
    assert "Traceback" not in done.output
    assert done.exception is None or isinstance(done.exception, SystemExit)
    assert SECRET not in done.output
    assert [line for line in done.output.splitlines() if words in line], done.output


@pytest.fixture
def nowhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A house with nothing in it."""
    for name in ("HEARD_DATABASE", "HEARD_FAMILY_SECRETS", "HEARD_DESK_SECRETS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HEARD_DATA", str(tmp_path / "data"))
    return tmp_path


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    ("address", "words"),
    [
        (
            f"postgresql+psycopg://ada:{SECRET}@127.0.0.1:1/heard",
            "nothing listens at 127.0.0.1:1: is the server running?",
        ),
        (f"postgresql+psycopg://ada:{SECRET}@nowhere.invalid/heard", "no machine is called"),
        (f"rubbish:{SECRET}", "HEARD_DATABASE is no address of a database"),
        (f"oracle://ada:{SECRET}@127.0.0.1/heard", "HEARD_DATABASE is no address of a database"),
        (f"mysterious://{SECRET}@here/heard", "HEARD_DATABASE is no address of a database"),
    ],
    ids=["server down", "no such machine", "no address", "no driver", "no such database"],
)
def test_a_database_that_cannot_be_reached(nowhere, monkeypatch, command, address, words):
    monkeypatch.setenv("HEARD_DATABASE", address)
    in_one_line(run(command), words)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_folder_of_data_that_cannot_be_one(nowhere, monkeypatch, command):
    (nowhere / "file").write_text("no folder")
    monkeypatch.setenv("HEARD_DATA", str(nowhere / "file" / "data"))
    in_one_line(run(command), str(nowhere / "file"))


@pytest.mark.parametrize(
    "command", [each for each in COMMANDS if each not in ("db upgrade", "demo --prepare-only")]
)
def test_a_database_that_was_never_upgraded(nowhere, command):
    (nowhere / "data").mkdir()
    in_one_line(run(command), "run `heard db upgrade`")


@pytest.mark.parametrize("command", COMMANDS)
def test_a_file_that_is_no_database(nowhere, command):
    (nowhere / "data").mkdir()
    (nowhere / "data" / "heard.db").write_bytes(b"no database at all, and long enough " * 99)
    in_one_line(run(command), "heard.db is no database, or it is damaged")


@pytest.mark.parametrize("command", ["log verify", "keys renew --yes", "check"])
def test_a_key_that_is_missing_is_named(nowhere, command):
    data = nowhere / "founded"
    data.mkdir()
    with built_house(data):
        for name in ("log.key", "signing.key"):
            (data / "desk" / name).unlink()
        in_one_line(run(command), ".key is missing or cannot be read")


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    ("database", "role", "words"),
    [
        ("postgres", "mallory", "it has no role mallory"),
        ("elsewhere", "postgres", "it has no database elsewhere"),
    ],
)
def test_a_role_or_a_database_that_the_server_does_not_have(
    nowhere, monkeypatch, postgresql_server, command, database, role, words
):
    monkeypatch.setenv("HEARD_DATABASE", postgresql_server.url(database, role))
    in_one_line(run(command), words)


def test_the_wrong_role_cannot_upgrade_and_is_told_whose_address_to_give(
    nowhere, monkeypatch, postgresql_server
):
    name = postgresql_server.create("template0")
    postgresql_server.execute(
        "DO $$ BEGIN CREATE ROLE weak LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$"
    )
    monkeypatch.setenv("HEARD_DATABASE", postgresql_server.url(name, "weak"))
    in_one_line(run("db upgrade"), "give HEARD_DATABASE the owner's address")
    postgresql_server.drop(name)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ('FATAL:  password authentication failed for user "ada"', "refuses the password of ada"),
        ("fe_sendauth: no password supplied", "wants a password of ada"),
        ("FATAL:  no pg_hba.conf entry for host", "lets nobody in as ada"),
        ("FATAL:  sorry, too many clients already", "raise max_connections"),
        ("FATAL:  the database system is starting up", "try again in a minute"),
    ],
)
def test_what_postgresql_says_is_told_in_words_of_what_to_do(said, words):
    address = f"postgresql+psycopg://ada:{SECRET}@db/heard"
    fault = plain_fault(OperationalError("", {}, psycopg.OperationalError(said)), address)
    assert words in fault
    assert SECRET not in fault


def test_a_fault_of_ours_keeps_its_trace():
    assert plain_fault(KeyError("anything"), "sqlite:///x") is None


@pytest.mark.parametrize("which", ["family", "desk"])
def test_a_site_that_cannot_start_says_why_in_one_line(nowhere, which):
    (nowhere / "data").mkdir()
    done = subprocess.run(
        [sys.executable, "-m", "heard.cli", "run", which],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("Error: the database stands at revision none")
    assert len(done.stderr.splitlines()) == 1
