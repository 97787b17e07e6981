"""A house of its own for each test of the operator's commands."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from heard.casework.demo import prepare
from heard.casework.staff.accounts import add_staff, reset_sign_in
from heard.casework.staff.sign_in import unlocked_council_keys
from heard.cli.main import main
from tests.casework.founded import LIGHT


@pytest.fixture
def heard(monkeypatch, tmp_path, sqlite_store):
    """Run a command in a house of its own; the database is there and empty."""
    for costly in (add_staff, reset_sign_in, unlocked_council_keys, prepare):
        monkeypatch.setitem(costly.__kwdefaults__, "cost", LIGHT)
        monkeypatch.setitem(costly.__kwdefaults__, "code_cost", LIGHT)
    monkeypatch.setenv("HEARD_DATA", str(tmp_path))
    for name in ("HEARD_DATABASE", "HEARD_FAMILY_SECRETS", "HEARD_DESK_SECRETS"):
        monkeypatch.delenv(name, raising=False)

    def run(*arguments: str, typed: str = "") -> Result:
        return CliRunner().invoke(main, arguments, input=typed)

    return run


@pytest.fixture
def recovery(heard, tmp_path) -> Path:
    """The recovery key of a founded council."""
    path = tmp_path / "recovery.key"
    done = heard("init", "--recovery-key", str(path))
    assert done.exit_code == 0, done.output
    return path
