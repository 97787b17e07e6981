"""The two sites are two processes, and neither is told of the other's secrets."""

from pathlib import Path

import pytest

from heard.web.serving.processes import Server, command, environment


@pytest.fixture
def places(monkeypatch, tmp_path):
    monkeypatch.setenv("HEARD_DATA", str(tmp_path / "data"))
    for name in ("HEARD_CACHE", "HEARD_DATABASE", "HEARD_FAMILY_SECRETS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HEARD_DESK_SECRETS", str(tmp_path / "desk secrets"))
    return tmp_path


@pytest.mark.parametrize(("server", "other"), [(Server.FAMILY, "desk"), (Server.DESK, "family")])
def test_the_environment_of_one_does_not_name_the_others_secrets(places, server, other):
    told = {name: value for name, value in environment(server).items() if "HEARD" in name}
    assert f"HEARD_{other.upper()}_SECRETS" not in told
    assert "HEARD_DATA" not in told
    assert str(places / "desk secrets") not in told.values() or server is Server.DESK


def test_each_is_told_of_the_database_and_of_its_own_secrets(places):
    family, desk = environment(Server.FAMILY), environment(Server.DESK)
    assert family["HEARD_DATABASE"] == desk["HEARD_DATABASE"]
    assert Path(family["HEARD_FAMILY_SECRETS"]) == places / "data" / "family"
    assert Path(desk["HEARD_DESK_SECRETS"]) == places / "desk secrets"


@pytest.mark.parametrize("server", Server)
def test_no_address_of_a_visitor_is_logged(server):
    assert "--no-access-log" in command(server, "127.0.0.1", 1)


def test_the_familys_site_is_told_where_to_keep_pages_and_not_where_the_data_lies(places):
    assert Path(environment(Server.FAMILY)["HEARD_CACHE"]) == places / "data" / "cache"
