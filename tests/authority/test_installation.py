"""Where things lie: the environment decides, and without it everything is inside this copy."""

from pathlib import Path

import pytest

from heard.authority import installation

FOLDERS = {
    "HEARD_DATA": installation.data_folder,
    "HEARD_CONTENT": installation.content_folder,
    "HEARD_AUTHORITY": installation.authority_folder,
    "HEARD_FAMILY_SECRETS": installation.family_secrets,
    "HEARD_DESK_SECRETS": installation.desk_secrets,
}


@pytest.fixture(autouse=True)
def _nothing_named(monkeypatch):
    for name in (*FOLDERS, "HEARD_DATABASE", "HEARD_PORT", "HEARD_DESK_PORT", "HEARD_TLS"):
        monkeypatch.delenv(name, raising=False)


def test_without_a_word_everything_is_beside_the_program():
    root = installation.ROOT
    assert (root / "pyproject.toml").is_file()
    assert installation.data_folder() == root / "var"
    assert installation.database_url() == f"sqlite:///{root / 'var' / 'heard.db'}"
    assert installation.content_folder() == root / "content"
    assert installation.authority_folder() == root / "content" / "authority"
    assert installation.family_secrets() == root / "var" / "family"
    assert installation.desk_secrets() == root / "var" / "desk"
    assert (installation.family_port(), installation.desk_port()) == (8000, 8001)
    assert not installation.behind_tls()


@pytest.mark.parametrize("name", FOLDERS)
def test_a_folder_that_the_environment_names_is_used(monkeypatch, name):
    monkeypatch.setenv(name, "/srv/elsewhere")
    assert FOLDERS[name]() == Path("/srv/elsewhere")


@pytest.mark.parametrize("name", FOLDERS)
def test_an_empty_name_is_no_name(monkeypatch, name):
    usual = FOLDERS[name]()
    monkeypatch.setenv(name, "")
    assert FOLDERS[name]() == usual


def test_what_lies_inside_a_folder_moves_with_it(monkeypatch):
    monkeypatch.setenv("HEARD_DATA", "/srv/data")
    monkeypatch.setenv("HEARD_CONTENT", "/srv/content")
    assert installation.database_url() == "sqlite:////srv/data/heard.db"
    assert installation.family_secrets() == Path("/srv/data/family")
    assert installation.desk_secrets() == Path("/srv/data/desk")
    assert installation.authority_folder() == Path("/srv/content/authority")


def test_a_database_ports_and_tls_are_named_one_by_one(monkeypatch):
    monkeypatch.setenv("HEARD_DATABASE", "postgresql+psycopg://public@/heard")
    monkeypatch.setenv("HEARD_PORT", "9000")
    monkeypatch.setenv("HEARD_DESK_PORT", "9001")
    monkeypatch.setenv("HEARD_TLS", "1")
    assert installation.database_url() == "postgresql+psycopg://public@/heard"
    assert (installation.family_port(), installation.desk_port()) == (9000, 9001)
    assert installation.behind_tls()
