"""Whatever has got into the process that opens a file cannot get out of it."""

import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest

from heard.casework.files import examining, file_taking
from heard.casework.files.examiner import TRY
from heard.casework.files.examining import COMMAND, SOURCE, examine
from heard.casework.files.file_kinds import JPEG
from heard.casework.files.file_taking import files_taken, walls_hold
from heard.casework.files.refusals import FileRefused, Refusal
from tests.casework.picturing import drawn, saved
from tests.support.attacks import attacks
from tests.support.walls import WITHOUT, Targets, targets


@pytest.fixture(scope="module")
def after(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Targets]:
    with targets(tmp_path_factory.mktemp("walls")) as there:
        yield there


@pytest.mark.parametrize("name", attacks("", "", 0, ""))
def test_an_intruder_in_the_room_where_files_are_opened_is_ended_who_tries_to(
    after: Targets, name: str
) -> None:
    ended = after.attacked(name)
    assert (ended.returncode, ended.stdout) == (-signal.SIGSYS, b""), name


def test_what_an_intruder_says_arrives_so_that_silence_means_walls(after: Targets) -> None:
    ended = after.attacked("")
    assert (ended.returncode, ended.stdout) == (0, b"went well: nothing was tried")


def test_of_memory_the_room_has_no_more_than_its_share(monkeypatch) -> None:
    program = (
        "from heard.casework.files import examiner, images\n"
        "from heard.casework.files.refusals import FileRefused, Refusal\n"
        "def reads(*_):\n"
        "    try: bytearray(300_000_000)\n"
        "    except MemoryError: raise FileRefused(Refusal.TOO_DETAILED)\n"
        "images.written_anew = reads\n"
        "examiner.main()"
    )
    monkeypatch.setattr(examining, "COMMAND", (*COMMAND[:-2], "-c", program))
    with pytest.raises(FileRefused) as refused:
        examine(saved(drawn()))
    assert refused.value.reason is Refusal.TOO_DETAILED


def test_the_room_has_nothing_of_the_environment_and_nothing_open_but_its_answer(tmp_path) -> None:
    program = (
        "import os, resource\n"
        "from heard.casework.files import examiner\n"
        # What is left to look into is looked into before the last wall, which ends whoever looks.
        "def looks(*_):\n"
        "    os.write(1, repr((dict(os.environ), os.getcwd())).encode())\n"
        "    for each in range(1000):\n"
        "        try: os.fstat(each); os.write(1, b' open %d' % each)\n"
        "        except OSError: pass\n"
        "    limits = map(resource.getrlimit, (resource.RLIMIT_CORE, resource.RLIMIT_NPROC))\n"
        "    os.write(1, repr(list(limits)).encode())\n"
        "    os._exit(0)\n"
        "examiner.wall_in = looks\n"
        "examiner._give_up_everything()"
    )
    with (tmp_path / "words").open("wb") as file:
        said = subprocess.run(
            (*COMMAND[:-2], "-c", program),
            env={},
            cwd=SOURCE,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            pass_fds=(file.fileno(),),
            check=True,
        ).stdout
    assert said == b"({'LC_CTYPE': 'C.UTF-8'}, '/') open 1[(0, 0), (0, 0)]"


def test_whether_there_are_walls_is_tried_and_not_read_off_a_version() -> None:
    assert walls_hold.__wrapped__()
    tried = subprocess.run((*WITHOUT, *COMMAND, TRY), cwd=SOURCE, check=False)
    assert tried.returncode == 1, "it was not ended, and opened nothing either"


def test_on_a_system_without_walls_no_file_is_opened(monkeypatch) -> None:
    monkeypatch.setattr(examining, "COMMAND", (*WITHOUT, *COMMAND))
    with pytest.raises(FileRefused) as refused:
        examine(saved(drawn()))
    assert refused.value.reason is Refusal.NO_WALLS
    assert examine(saved(drawn()), without_walls=True).type == JPEG


def test_a_council_decides_whether_files_are_taken_without_walls(monkeypatch, sqlite_store) -> None:
    monkeypatch.setattr(file_taking, "COMMAND", (*WITHOUT, *COMMAND))
    monkeypatch.setattr(file_taking, "walls_hold", file_taking.walls_hold.__wrapped__)
    assert not files_taken(sqlite_store, without_walls=False)
    assert files_taken(sqlite_store, without_walls=True)
    monkeypatch.setattr(file_taking, "COMMAND", (sys.executable, "-c", "import time"))
    assert not files_taken(sqlite_store, without_walls=False), (
        "a program that ends well has no walls"
    )
