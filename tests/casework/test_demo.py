"""The fictional council's first run."""

import stat

import pytest

from heard.casework.council.logbook import load_logbook
from heard.casework.demo import RECOVERY_FILE, SIGN_IN_FILE, SignInsLost, prepare
from heard.casework.errors import NotRecoveryKey
from heard.casework.staff.sessions import resume
from heard.casework.staff.sign_in import sign_in
from tests.casework.founded import LIGHT_COSTS, MORNING
from tests.support.agents import agent


@pytest.fixture
def first_run(sqlite_store, tmp_path):
    def run():
        return prepare(
            sqlite_store,
            "fernshire",
            "Heard",
            tmp_path / "family",
            tmp_path / "desk",
            tmp_path,
            MORNING,
            **LIGHT_COSTS,
        )

    return run


def test_three_people_can_sign_in_with_what_is_printed(first_run, sqlite_store, tmp_path):
    people = first_run()
    holds = {}
    for person in people:
        half = sign_in(
            sqlite_store,
            load_logbook(tmp_path / "desk"),
            agent(),
            person.name,
            person.password,
            person.code(MORNING),
            MORNING,
            **LIGHT_COSTS,
        )
        holds[person.role] = resume(sqlite_store, agent(), half, MORNING).holds
    assert holds == {
        "administrator": {"unit"},
        "chair": {"unit", "chairs"},
        "complaints-manager": {"complaints"},
    }


def test_a_second_run_prints_the_same_again(first_run):
    assert first_run() == first_run()


def test_the_sign_ins_lie_where_only_their_owner_reads_them(first_run, tmp_path):
    first_run()
    assert stat.S_IMODE((tmp_path / SIGN_IN_FILE).stat().st_mode) == 0o600


def test_a_lost_file_of_sign_ins_is_said_and_nothing_is_made_anew(first_run, tmp_path):
    first_run()
    (tmp_path / SIGN_IN_FILE).unlink()
    with pytest.raises(SignInsLost):
        first_run()


def test_a_founding_whose_recovery_key_is_gone_makes_no_accounts(first_run, tmp_path, monkeypatch):
    def interrupted(*args, **named):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("heard.casework.demo.add_staff", interrupted)
        with pytest.raises(KeyboardInterrupt):
            first_run()
    (tmp_path / RECOVERY_FILE).rename(tmp_path / "taken offline")
    with pytest.raises(NotRecoveryKey):
        first_run()
    (tmp_path / "taken offline").rename(tmp_path / RECOVERY_FILE)
    assert len(first_run()) == 3
