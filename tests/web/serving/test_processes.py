"""The two sites are two processes, and neither is told of the other's secrets."""

import os
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from heard.authority.installation import Installation
from heard.web.serving.processes import Server, environment
from tests.support.houses import built_house
from tests.support.process_tree import LONG, below, free_port, is_free, runs, until


@pytest.fixture
def places(monkeypatch, tmp_path):
    monkeypatch.setenv("HEARD_DATA", str(tmp_path / "data"))
    for name in ("HEARD_CACHE", "HEARD_DATABASE", "HEARD_FAMILY_SECRETS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HEARD_DESK_SECRETS", str(tmp_path / "desk secrets"))
    return tmp_path


@pytest.mark.parametrize(("server", "other"), [(Server.FAMILY, "desk"), (Server.DESK, "family")])
def test_the_environment_of_one_does_not_name_the_others_secrets(places, server, other):
    told = {
        name: value
        for name, value in environment(Installation.from_environment(), server).items()
        if "HEARD" in name
    }
    assert f"HEARD_{other.upper()}_SECRETS" not in told
    assert "HEARD_DATA" not in told
    assert str(places / "desk secrets") not in told.values() or server is Server.DESK


def test_each_is_told_of_the_database_and_of_its_own_secrets(places):
    family, desk = (
        environment(Installation.from_environment(), Server.FAMILY),
        environment(Installation.from_environment(), Server.DESK),
    )
    assert family["HEARD_DATABASE"] == desk["HEARD_DATABASE"]
    assert Path(family["HEARD_FAMILY_SECRETS"]) == places / "data" / "family"
    assert Path(desk["HEARD_DESK_SECRETS"]) == places / "desk secrets"


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_both_sites_go_with_the_command_that_started_them(tmp_path, stop):
    ports = {"HEARD_PORT": str(free_port()), "HEARD_DESK_PORT": str(free_port())}
    with built_house(tmp_path):
        run = subprocess.Popen(
            [sys.executable, "-m", "heard.cli", "run", "both", "--workers", "1"],
            env=os.environ | ports,
        )
    # Two processes, each with a worker that serves, and the two of the desk's agent: what is loaded
    # before may have children too.
    until(
        lambda: (
            (len(below(run.pid)) == 6 and not any(is_free(int(port)) for port in ports.values()))
            or run.poll() is not None
        ),
        "the start",
    )
    started = below(run.pid)
    run.send_signal(stop)
    run.wait(LONG)
    until(lambda: not any(runs(each) for each in started), "the end")
    assert len(started) == 6
    assert all(is_free(int(port)) for port in ports.values())


def test_an_address_is_said_only_when_its_pages_answer(tmp_path):
    ports = {"HEARD_PORT": str(free_port()), "HEARD_DESK_PORT": str(free_port())}
    words = [sys.executable, "-m", "heard.cli", "run", "both", "--workers", "1"]
    with built_house(tmp_path):
        run = subprocess.Popen(words, env=os.environ | ports, stdout=subprocess.PIPE, text=True)
        said, answered = [], []
        for line in run.stdout:
            said.append(line.strip())
            if "http://" in line:
                address = line.split()[-1]
                page = "/en/" if address.endswith(ports["HEARD_PORT"]) else "/sign-in"
                with urllib.request.urlopen(address + page) as answer:
                    answered.append(answer.status)
            if line == "Ready.\n":
                break
        # Whoever starts a second one is told so, and changes nothing.
        again = subprocess.run(
            words, env=os.environ | ports, capture_output=True, text=True, check=False
        )
        run.terminate()
        run.wait(LONG)
    assert said[0].startswith("Starting.")
    assert said[-1] == "Ready."
    assert answered == [200, 200]
    assert again.returncode == 1
    assert f"127.0.0.1:{ports['HEARD_PORT']} cannot be used for the family site" in again.stderr
    assert len(again.stderr.splitlines()) == 1


def test_the_familys_site_is_told_where_to_keep_pages_and_not_where_the_data_lies(places):
    known = environment(Installation.from_environment(), Server.FAMILY)
    assert Path(known["HEARD_CACHE"]) == places / "data" / "cache"
