"""Workers are forked from one process: what is drawn at random must differ in each."""

import subprocess
import sys
from pathlib import Path

import heard

_PROGRAM = """
import os
from heard.vault.primitives.boxes import new_key
from heard.vault.primitives.envelope import new_key_pair, seal
from heard.vault.receipts import new_receipt

private, public = new_key_pair()

def drawn():
    return [new_key_pair()[0], new_key().hex(), new_receipt(), seal(b"", [public]).hex()]

drawn()
for _ in range(3):
    if os.fork() == 0:
        for each in drawn():
            os.write(1, each.encode() + b"\\n")
        os._exit(0)
    os.wait()
for each in drawn():
    os.write(1, each.encode() + b"\\n")
"""


def test_processes_forked_from_one_draw_nothing_alike() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM],
        cwd=Path(heard.__file__).parents[1],
        capture_output=True,
        text=True,
        check=True,
    )
    drawn = done.stdout.split()
    assert len(drawn) == 16
    assert len(set(drawn)) == 16
