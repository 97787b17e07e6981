"""Where things lie: the environment decides, and without it everything is inside this copy."""

from pathlib import Path

import pytest

from heard.authority.installation import ROOT, Installation, InstallationError

#: Each folder's variable, and the name that it goes by.
FOLDERS = {
    "HEARD_DATA": "data",
    "HEARD_CONTENT": "content",
    "HEARD_AUTHORITY": "authority",
    "HEARD_TRANSLATIONS": "translations",
    "HEARD_FAMILY_SECRETS": "family_secrets",
    "HEARD_DESK_SECRETS": "desk_secrets",
    "HEARD_CACHE": "cache",
}


def named(**variables: str) -> Installation:
    """The installation that these variables describe."""
    return Installation.from_environment(variables)


def test_without_a_word_everything_is_beside_the_program():
    here = named()
    assert (ROOT / "pyproject.toml").is_file()
    assert here.data == ROOT / "var"
    assert here.database == f"sqlite:///{ROOT / 'var' / 'heard.db'}"
    assert here.content == ROOT / "content"
    assert here.authority == ROOT / "content" / "authority"
    assert here.translations == ROOT / "translations"
    assert here.family_secrets == ROOT / "var" / "family"
    assert here.desk_secrets == ROOT / "var" / "desk"
    assert here.cache == ROOT / "var" / "cache"
    assert (here.family_port, here.desk_port) == (8000, 8001)
    assert here.least_seconds == 1
    assert here.worker_hours == 24
    assert here.hosts == here.desk_hosts == ()
    assert (here.database_disk, here.database_gigabytes) == (None, 0)
    assert not here.behind_tls


@pytest.mark.parametrize("name", FOLDERS)
def test_a_folder_that_the_environment_names_is_used(monkeypatch, name):
    monkeypatch.setenv(name, "/srv/elsewhere")
    assert getattr(Installation.from_environment(), FOLDERS[name]) == Path("/srv/elsewhere")


@pytest.mark.parametrize("name", FOLDERS)
def test_an_empty_name_is_no_name(name):
    assert getattr(named(**{name: ""}), FOLDERS[name]) == getattr(named(), FOLDERS[name])


def test_what_lies_inside_a_folder_moves_with_it():
    here = named(HEARD_DATA="/srv/data", HEARD_CONTENT="/srv/content")
    assert here.database == "sqlite:////srv/data/heard.db"
    assert here.family_secrets == Path("/srv/data/family")
    assert here.desk_secrets == Path("/srv/data/desk")
    assert here.cache == Path("/srv/data/cache")
    assert here.authority == Path("/srv/content/authority")


def test_a_database_ports_and_tls_are_named_one_by_one():
    here = named(
        HEARD_DATABASE="postgresql+psycopg://public@/heard",
        HEARD_PORT="9000",
        HEARD_DESK_PORT="9001",
        HEARD_TLS="1",
        HEARD_LEAST_SECONDS="0",
        HEARD_WORKER_HOURS="0.5",
        HEARD_HOSTS="heard.example.org, www.heard.example.org",
        HEARD_DESK_HOSTS="desk.example.org",
        HEARD_DATABASE_DISK="/srv/database",
        HEARD_DATABASE_GIGABYTES="2.5",
    )
    assert here.database == "postgresql+psycopg://public@/heard"
    assert (here.family_port, here.desk_port) == (9000, 9001)
    assert here.behind_tls
    assert here.least_seconds == 0
    assert here.worker_hours == 0.5
    assert here.hosts == ("heard.example.org", "www.heard.example.org")
    assert here.desk_hosts == ("desk.example.org",)
    assert here.database_disk == Path("/srv/database")
    assert here.database_gigabytes == 2.5


def test_variables_that_cannot_be_used_are_all_named():
    with pytest.raises(InstallationError) as refused:
        named(
            HEARD_PORT="http",
            HEARD_DESK_PORT="8001.5",
            HEARD_LEAST_SECONDS="soon",
            HEARD_WORKER_HOURS="-1",
        )
    assert str(refused.value).splitlines() == [
        "HEARD_PORT must be a whole number",
        "HEARD_DESK_PORT must be a whole number",
        "HEARD_WORKER_HOURS must be a number of hours, 0 or more",
        "HEARD_LEAST_SECONDS must be a number of seconds, 0 or more",
    ]


def test_an_installation_does_not_change_with_the_environment(monkeypatch):
    here = Installation.from_environment()
    monkeypatch.setenv("HEARD_DATA", "/srv/elsewhere")
    monkeypatch.setenv("HEARD_PORT", "9000")
    assert here.data != Path("/srv/elsewhere")
    assert here.environment_of_family().get("HEARD_PORT") != "9000"
