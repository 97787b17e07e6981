"""Writers of several processes stand in line, and one that dies leaves its place."""

import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from heard.records.database.writer_queue import WriterQueue

#: Far more than it takes; a test that hangs has failed.
LONG = 60

OTHER = """
import sys, time
from pathlib import Path
from heard.records.database.writer_queue import WriterQueue
with WriterQueue(Path(sys.argv[1])):
    print("inside", flush=True)
    sys.stdin.read()
print("outside", flush=True)
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "heard.db-queue"


@pytest.fixture
def other(file: Path) -> Iterator[subprocess.Popen]:
    """Another process, which has the place until its input ends."""
    process = subprocess.Popen(
        [sys.executable, "-c", OTHER, str(file)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout.readline() == "inside\n"
    yield process
    process.kill()
    process.communicate()


def waiting(file: Path) -> tuple[threading.Thread, threading.Event]:
    """Somebody of this process who wants the place, and whether they have had it."""
    had = threading.Event()

    def take() -> None:
        with WriterQueue(file):
            had.set()

    thread = threading.Thread(target=take, daemon=True)
    thread.start()
    return thread, had


def test_a_writer_waits_for_one_of_another_process(file: Path, other: subprocess.Popen) -> None:
    thread, had = waiting(file)
    thread.join(0.2)
    assert not had.is_set()
    other.communicate("")
    assert had.wait(LONG)


def test_a_process_that_is_killed_leaves_its_place(file: Path, other: subprocess.Popen) -> None:
    _, had = waiting(file)
    other.send_signal(signal.SIGKILL)
    assert had.wait(LONG)


def test_who_fails_inside_leaves_the_place_too(file: Path) -> None:
    queue = WriterQueue(file)
    with pytest.raises(ZeroDivisionError), queue:
        raise ZeroDivisionError
    _, had = waiting(file)
    assert had.wait(LONG)


def test_where_no_file_can_be_made_the_database_says_what_is_wrong(tmp_path: Path) -> None:
    with WriterQueue(tmp_path / "not there" / "heard.db-queue"):
        pass


def test_the_file_stays_empty_and_is_opened_again_after_closing(file: Path) -> None:
    queue = WriterQueue(file)
    with queue:
        pass
    queue.close()
    with queue:
        assert file.read_bytes() == b""
    queue.close()
