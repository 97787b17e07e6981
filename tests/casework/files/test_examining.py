"""Files are opened apart from the site, one after the other, where nothing else can be opened."""

import subprocess
import sys
import threading
import time

import pytest

from heard.casework.files import examining
from heard.casework.files.examining import examine, turn
from heard.casework.files.refusals import FileRefused, Refusal
from tests.casework.picturing import drawn, saved


def test_a_file_that_breaks_its_reader_or_never_ends_counts_as_damaged(monkeypatch) -> None:
    for program in ("import os; os.abort()", "while True: pass"):
        monkeypatch.setattr(examining, "_COMMAND", (sys.executable, "-c", program))
        monkeypatch.setattr(examining, "_SECONDS", 0.3)
        with pytest.raises(FileRefused) as refused:
            examine(saved(drawn()))
        assert refused.value.reason is Refusal.DAMAGED


def test_the_process_that_opens_files_can_open_nothing_else() -> None:
    program = (
        "from heard.casework.files.examiner import _give_up_everything as give_up\n"
        "import os, socket\n"
        "give_up()\n"
        "for way in (lambda: open('/etc/hostname'), lambda: open('/tmp/x', 'w'), socket.socket):\n"
        "    try: way()\n"
        "    except OSError: print('refused')\n"
        "try: bytearray(300_000_000)\n"
        "except MemoryError: print('refused')\n"
        "print(sorted(os.environ.keys() - {'LC_CTYPE'}))\n"
    )
    command = [*examining._COMMAND[:-2], "-c", program]
    done = subprocess.run(
        command, env={}, cwd=examining._SOURCE, capture_output=True, text=True, check=True
    )
    assert done.stdout.split("\n")[:5] == ["refused"] * 4 + ["[]"]


def test_one_file_has_its_turn_after_the_other():
    holding, most = [], []

    def work():
        with turn():
            holding.append(1)
            most.append(len(holding))
            time.sleep(0.05)
            holding.pop()

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1] * 6


def test_processes_wait_for_one_another_too():
    program = (
        "from heard.casework.files.examining import turn\n"
        "print('waiting', flush=True)\n"
        "with turn(): print('mine')"
    )
    with turn():
        other = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE)
        assert other.stdout.readline() == b"waiting\n"
        with pytest.raises(subprocess.TimeoutExpired):
            other.wait(0.5)
    assert other.communicate(timeout=60)[0] == b"mine\n"


def test_every_refusal_says_what_happened_to_which_file_and_ends_in_no_log() -> None:
    for reason in Refusal:
        refused = FileRefused(reason, "scan.pdf")
        words = refused.words % refused.values
        assert "\u2068scan.pdf\u2069" in words
        assert "scan.pdf" not in str(refused)
