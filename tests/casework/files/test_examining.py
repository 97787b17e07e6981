"""Files are opened apart from the site, one after the other, where nothing else can be opened."""

import os
import resource
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable

import pytest

from heard.casework.files import examining
from heard.casework.files.examining import MOST_AT_ONCE, examine, turn
from heard.casework.files.refusals import FileRefused, Refusal
from tests.casework.picturing import drawn, saved


def test_a_file_that_breaks_its_reader_or_never_ends_counts_as_damaged(monkeypatch) -> None:
    for program in ("import os; os.abort()", "while True: pass"):
        monkeypatch.setattr(examining, "COMMAND", (sys.executable, "-c", program))
        monkeypatch.setattr(examining, "_SECONDS", 0.3)
        with pytest.raises(FileRefused) as refused:
            examine(saved(drawn()))
        assert refused.value.reason is Refusal.DAMAGED


def in_threads(work: Callable[[int], None], count: int) -> None:
    threads = [threading.Thread(target=work, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_one_file_has_its_turn_after_the_other() -> None:
    holding, most = [], []

    def work(number: int) -> None:
        with turn(f"family {number}"):
            holding.append(1)
            most.append(len(holding))
            time.sleep(0.05)
            holding.pop()

    in_threads(work, MOST_AT_ONCE)
    assert most == [1] * MOST_AT_ONCE


def test_few_wait_and_everybody_else_hears_so_at_once() -> None:
    enough, heard = threading.Event(), []

    def work(number: int) -> None:
        try:
            with turn(f"family {number}"):
                enough.wait(60)
        except FileRefused as refused:
            heard.append(refused.reason)
            if len(heard) == 20:
                enough.set()

    in_threads(work, MOST_AT_ONCE + 20)
    assert heard == [Refusal.BUSY] * 20
    with turn("somebody afterwards"):
        assert enough.is_set()


def test_one_browser_has_one_file_at_a_time_and_others_theirs() -> None:
    with turn("this browser"):
        with pytest.raises(FileRefused) as refused, turn("this browser"):
            pass
        assert refused.value.reason is Refusal.BUSY
    with turn("this browser"):
        pass


def test_nothing_is_examined_for_somebody_who_has_gone() -> None:
    begun = []
    with pytest.raises(FileRefused), turn("gone already", left=lambda: True):
        begun.append("gone already")
    asked = iter([False, False, True])
    with turn("here"):
        with pytest.raises(FileRefused), turn("goes while waiting", left=lambda: next(asked)):
            begun.append("goes while waiting")
        assert next(asked, "asked three times") == "asked three times"
    assert begun == []


def test_who_waits_longer_than_the_proxy_does_is_not_examined(monkeypatch) -> None:
    monkeypatch.setattr(examining, "_PATIENCE", 0.2)
    with turn("slow"), pytest.raises(FileRefused) as refused, turn("waiting"):
        pass
    assert refused.value.reason is Refusal.BUSY


def test_a_file_that_was_made_to_take_long_is_ended_by_its_own_processor_time() -> None:
    program = (
        "from heard.casework.files.examiner import _give_up_everything as give_up\n"
        "give_up()\n"
        "while True: pass\n"
    )
    command = [*examining.COMMAND[:-2], "-c", program]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, env={}, cwd=examining.SOURCE, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert done.returncode in (-signal.SIGKILL, -signal.SIGXCPU)
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 4


def test_workers_of_a_site_wait_for_one_another_too() -> None:
    (read, write), (go, start) = os.pipe(), os.pipe()
    if (child := os.fork()) == 0:
        os.read(go, 1)
        os.write(write, b"waiting")
        with turn("another"):
            os.write(write, b"mine")
        os._exit(0)
    with turn("this"):
        os.write(start, b"!")
        assert os.read(read, 100) == b"waiting"
        assert not select.select([read], [], [], 0.5)[0], "it has its turn already"
    assert os.read(read, 100) == b"mine"
    os.waitpid(child, 0)


def test_workers_of_a_site_count_together_and_a_killed_one_gives_its_place_back() -> None:
    read, write = os.pipe()
    if (child := os.fork()) == 0:
        with turn("the same family"):
            os.write(write, b"mine")
            signal.pause()
    try:
        assert os.read(read, 100) == b"mine"
        assert _refusal_of("the same family") is Refusal.BUSY
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    assert _refusal_of("the same family") is None


def _refusal_of(family: str) -> Refusal | None:
    try:
        with turn(family):
            return None
    except FileRefused as refused:
        return refused.reason


def test_every_refusal_says_what_happened_to_which_file_and_ends_in_no_log() -> None:
    for reason in Refusal:
        refused = FileRefused(reason, "scan.pdf")
        words = refused.words % refused.values
        assert "\u2068scan.pdf\u2069" in words
        assert "scan.pdf" not in str(refused)
