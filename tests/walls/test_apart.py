"""A process of its own is heard to its end, or to the end of our patience."""

import sys
from pathlib import Path

import pytest

from heard.walls.apart import Answer, ask

HERE = Path(__file__).parent


def asked(program: str, given: bytes = b"", **bounds: float) -> Answer:
    bounds = {"seconds": 120, "most": 1000, **bounds}
    return ask((sys.executable, "-c", program), given, folder=HERE, **bounds)


def test_what_it_says_of_what_it_was_given_arrives_whole() -> None:
    program = "import sys; sys.stdout.buffer.write(sys.stdin.buffer.read()[::-1])"
    large = bytes(range(256)) * 40_000
    assert asked(program, large, most=len(large)) == Answer(large[::-1], well=True)


def test_it_has_nothing_of_our_environment(monkeypatch) -> None:
    monkeypatch.setenv("HEARD_SECRET", "word")
    said = asked("import os; print(sorted(os.environ), os.getcwd())").said.decode()
    assert said.split() == ["['LC_CTYPE']", str(HERE)]


@pytest.mark.parametrize(
    ("program", "bounds"),
    [
        ("import sys; sys.exit(3)", {}),
        ("import os; os.abort()", {}),
        ("import time; time.sleep(600)", {"seconds": 0.5}),
        ("import os, time; os.close(1); time.sleep(600)", {"seconds": 0.5}),
        ("print('x' * 1000)", {}),
        ("while True: print('x' * 1000)", {}),
    ],
    ids=["fails", "dies", "hangs", "hangs in silence", "says one sign too many", "never stops"],
)
def test_whatever_it_does_it_comes_to_an_end(program: str, bounds: dict[str, float]) -> None:
    # It is given more than it ever reads.
    answer = asked(program, bytes(1_000_000), **bounds)
    assert not answer.well
    assert len(answer.said) <= 1000
