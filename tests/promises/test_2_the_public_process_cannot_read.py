"""Promise 2. The public process cannot read."""

import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from heard.records import submissions
from heard.records.store import Store
from heard.vault.envelope import unseal
from heard.vault.errors import CannotOpen
from heard.web.processes import Server, environment
from tests.databases import PostgresqlServer
from tests.support.houses import built_house
from tests.support.opening import everything_opened
from tests.support.processes import Visitor, running, send_views

ROOT = Path(__file__).parents[2]


def test_it_starts_and_takes_what_families_send_without_the_desks_secrets(tmp_path: Path) -> None:
    with built_house(tmp_path) as house:
        hidden = tmp_path / "desk"
        kept = hidden.rename(tmp_path.parent / f"{tmp_path.name}-desk-elsewhere")
        recovery = house.recovery_file.rename(kept / "recovery-key.txt")
        with running(Server.FAMILY, house) as site:
            send_views(Visitor(site.address), "written in trust")
        recovery.rename(house.recovery_file)
        (opened,) = everything_opened(house)
        assert opened.unit["answers"]["name"] == "written in trust"


def test_its_environment_does_not_name_the_desks_secrets(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HEARD_DATA", str(tmp_path))
    monkeypatch.setenv("HEARD_DESK_SECRETS", str(tmp_path / "desk"))
    known = environment(Server.FAMILY)
    assert not [name for name, value in known.items() if str(tmp_path / "desk") in value]
    assert "HEARD_DATA" not in known, "both folders of secrets may lie in it"


def test_its_program_holds_nothing_that_opens(tmp_path: Path) -> None:
    with built_house(tmp_path):
        loaded = subprocess.run(
            [sys.executable, "-c", "import sys, heard.family.server; print(*sorted(sys.modules))"],
            capture_output=True,
            text=True,
            check=True,
            cwd=ROOT,
        ).stdout.split()
    assert "heard.vault.sealing" in loaded
    for opener in (
        "heard.vault.opening",
        "heard.vault.staff_keys",
        "heard.vault.halves",
        "heard.casework.reading",
        "heard.casework.founding",
        "heard.casework.sign_in",
        "heard.casework.sessions",
        "heard.records.staff",
        "heard.desk",
    ):
        assert not [name for name in loaded if name.startswith(opener)], opener


def test_with_its_keys_and_its_database_role_no_earlier_submission_opens(
    tmp_path: Path, postgresql_server: PostgresqlServer
) -> None:
    name = postgresql_server.create()
    roles = (ROOT / "deploy" / "postgres-roles.sql").read_text("utf-8")
    with built_house(tmp_path, postgresql_server.url(name)) as house:
        postgresql_server.execute(roles, name)
        public = postgresql_server.url(name, "heard_public")
        with running(Server.FAMILY, house, HEARD_DATABASE=public) as site:
            send_views(Visitor(site.address), "an earlier word")

        (earlier,) = everything_opened(house)
        intruder = Store(public)
        for forbidden in (
            "SELECT * FROM part_keys",
            "SELECT unit_part FROM submissions",
            "SELECT chair_part FROM submissions",
            "SELECT * FROM council_keys",
            "SELECT * FROM staff_keys",
            "SELECT * FROM staff",
            "SELECT * FROM desk_sessions",
            "UPDATE submissions SET state = 'read'",
            "DELETE FROM submissions",
            "UPDATE council SET fingerprint = 'another'",
        ):
            with pytest.raises(ProgrammingError) as refused, intruder.write() as conn:
                conn.execute(text(forbidden))
            assert isinstance(refused.value.orig, psycopg.errors.InsufficientPrivilege), forbidden
        intruder.close()

        # Even with the sealed bytes in hand, nothing that the process holds is a key to them.
        with house.store.read() as conn:
            sealed = submissions.part_key(conn, earlier.id, "unit")
        held = "".join(
            path.read_text("ascii") for path in (tmp_path / "family").iterdir() if path.is_file()
        )
        assert "AGE-SECRET-KEY" not in held
        for words in held.split():
            with pytest.raises((CannotOpen, ValueError)):
                unseal(sealed, words)
    postgresql_server.drop(name)
