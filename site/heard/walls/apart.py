"""Asking a process of its own, which has nothing of ours and gives no more than is wanted."""

import subprocess
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO


@dataclass(frozen=True)
class Answer:
    """What a process said. It was of good mind to the end where it went `well`."""

    said: bytes = field(repr=False)
    well: bool


def ask(command: Sequence[str], given: bytes, *, folder: Path, seconds: float, most: int) -> Answer:
    """Begin `command` in `folder` without an environment, hand it `given`, and hear it to its end.

    It is ended where that takes more than so many `seconds`, or where it says more than `most`
    bytes: whoever has got into it fills no memory of ours.
    """
    with subprocess.Popen(  # noqa: S603  (our own programs, no word of anybody in the command)
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env={},
    ) as process:
        overdue = threading.Timer(seconds, process.kill)
        giving = threading.Thread(target=_give, args=(process.stdin, given), daemon=True)
        overdue.start()
        giving.start()
        try:
            said = process.stdout.read(most + 1) if process.stdout else b""
            if len(said) > most:
                process.kill()
            return Answer(said[:most], well=process.wait() == 0)
        finally:
            process.kill()
            overdue.cancel()
            giving.join()


def _give(into: IO[bytes] | None, given: bytes) -> None:
    # It may have ended before it has read everything.
    with suppress(BrokenPipeError):
        if into is not None:
            with into:
                into.write(given)
