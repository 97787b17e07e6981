"""All processes together open fewer connections than the database allows."""

import re
from pathlib import Path

import pytest

from heard.authority.installation import Installation
from heard.records.database.engines import FOR_A_COMMAND
from heard.web.serving.granian_command import DESK_WORKERS
from heard.web.serving.processes import Server, command

ROOT = Path(__file__).parents[3]
COMPOSE = (ROOT / "deploy/compose.yaml").read_text("utf-8")
GUIDE = " ".join((ROOT / "docs/operating.md").read_text("utf-8").split())

#: PostgreSQL keeps these for its superuser, unless told otherwise.
FOR_THE_SUPERUSER = 3
#: Commands of the operator at once: two timers, somebody at work, one more.
COMMANDS = 4


@pytest.fixture(autouse=True)
def as_it_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HEARD_CONNECTIONS", "HEARD_DESK_CONNECTIONS"):
        monkeypatch.delenv(name, raising=False)


def workers(words: str) -> dict[str, int]:
    """How many workers of each site a file starts."""
    found = re.findall(r"run,? (family|desk)\b.*--workers,? \"?(\d+)", words)
    return {site: int(number) for site, number in found}


def most(of: dict[str, int]) -> int:
    """The most connections of all processes together."""
    family = of["family"] * Installation.from_environment().family_connections
    desk = of["desk"] * Installation.from_environment().desk_connections
    return family + desk + COMMANDS * FOR_A_COMMAND + FOR_THE_SUPERUSER


def test_the_containers_open_fewer_connections_than_their_database_allows() -> None:
    allowed = int(re.search(r"max_connections=(\d+)", COMPOSE).group(1))
    assert most(workers(COMPOSE)) <= allowed


def test_the_units_start_the_same_workers_as_the_containers() -> None:
    units = (ROOT / f"deploy/systemd/heard-{site}.service" for site in Server)
    started = {key: n for unit in units for key, n in workers(unit.read_text("utf-8")).items()}
    assert started == workers(COMPOSE)
    assert started["desk"] == DESK_WORKERS


def test_the_guide_for_operators_adds_up_the_same() -> None:
    of = workers(COMPOSE)
    here = Installation.from_environment()
    family, desk = here.family_connections, here.desk_connections
    both = of["family"] * family + of["desk"] * desk
    assert (
        f"{of['family']} workers of the family's site with {family} and {of['desk']} of the desk "
        f"with {desk} are {both}, and {COMMANDS} commands beside them with {FOR_A_COMMAND} are "
        f"{both + COMMANDS * FOR_A_COMMAND}."
    ) in GUIDE
    assert f"`max_connections` has to be {most(of)} or more" in GUIDE


def test_with_the_smaller_setting_of_the_guide_postgresqls_own_default_is_enough(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    smaller = re.search(r"or `HEARD_CONNECTIONS=(\d+)`", GUIDE).group(1)
    monkeypatch.setenv("HEARD_CONNECTIONS", smaller)
    assert most(workers(COMPOSE)) <= 100


@pytest.mark.parametrize("server", Server)
def test_a_worker_takes_no_more_requests_at_once_than_it_has_connections(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HEARD_CONNECTIONS", "7")
    monkeypatch.setenv("HEARD_DESK_CONNECTIONS", "3")
    words = command(Installation.from_environment(), server, "127.0.0.1", 1)
    assert words[words.index("--threads") + 1] == {"family": "7", "desk": "3"}[server]
