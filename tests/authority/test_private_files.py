"""No other account of the machine reads what the program keeps."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from heard.authority.installation import ROOT, Installation, InstallationError
from heard.authority.private_files import close_to_others


def open_to_others(folder: Path) -> list[str]:
    """What in a folder somebody else may read, the public pages apart."""
    open_here = [
        each for each in folder.iterdir() if each.stat().st_mode & 0o077 and each.name != "cache"
    ]
    within = [found for each in open_here if each.is_dir() for found in open_to_others(each)]
    return sorted([each.name for each in open_here] + within)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder that was there before, open to everybody."""
    folder = tmp_path / "data"
    folder.mkdir()
    folder.chmod(0o755)
    return folder


def test_what_a_first_run_writes_is_its_owners_alone(data: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "heard.cli", "demo", "--prepare-only"],
        env={**os.environ, "HEARD_DATA": str(data), "PYTHONPATH": str(ROOT / "site")},
        preexec_fn=lambda: os.umask(0o022),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert (data / "heard.db").exists()
    assert open_to_others(data) == []
    if os.getuid() == 0:
        reading = ["runuser", "-u", "nobody", "--", "cat", str(data / "heard.db")]
        assert subprocess.run(reading, capture_output=True, check=False).returncode != 0


def test_what_was_left_open_is_closed_at_the_start(data: Path) -> None:
    here = Installation.from_environment({"HEARD_DATA": str(data)})
    here.desk_secrets.mkdir()
    for each in (data / "heard.db", data / "heard.db-wal", here.desk_secrets / "log.key"):
        each.touch()
        each.chmod(0o664)
    here.desk_secrets.chmod(0o755)
    assert open_to_others(data) == ["desk", "heard.db", "heard.db-wal", "log.key"]
    close_to_others(here, [here.desk_secrets, here.family_secrets])
    assert open_to_others(data) == []
    assert here.desk_secrets.stat().st_mode & 0o777 == 0o700
    assert data.stat().st_mode & 0o777 == 0o755, "it may hold other things"


def test_what_belongs_to_somebody_else_and_is_open_stops_the_start(data: Path, monkeypatch) -> None:
    here = Installation.from_environment({"HEARD_DATA": str(data)})
    (data / "heard.db").touch()
    (data / "heard.db").chmod(0o644)

    def not_ours(self: Path, mode: int) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "chmod", not_ours)
    with pytest.raises(InstallationError, match=r"heard\.db can be read by other accounts"):
        close_to_others(here, [])


def test_a_database_on_a_server_is_none_of_our_files() -> None:
    here = Installation.from_environment({"HEARD_DATABASE": "postgresql+psycopg://a@/b"})
    close_to_others(here, [])
