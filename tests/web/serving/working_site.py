"""A site with workers in processes of their own, for trying out what they live through."""

import os
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support.process_tree import LONG, below, free_port, is_free, runs, until

ROOT = Path(__file__).parents[3]

WORKERS = 2


@dataclass
class Site:
    """A site with two workers that waits at its start until it is told to go on."""

    folder: Path
    port: int
    process: subprocess.Popen

    def begun(self, what: str) -> bool:
        return (self.folder / f"{what} has begun").exists()

    def let(self, what: str) -> None:
        (self.folder / f"{what} may end").touch()

    def stop_letting(self, what: str) -> None:
        (self.folder / f"{what} may end").unlink()
        (self.folder / f"{what} has begun").unlink(missing_ok=True)

    def answer(self, path: str = "/") -> bytes:
        return urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=LONG).read()

    def answers(self) -> bool:
        try:
            return self.answer() == b"all\n"
        except OSError:
            return False

    def workers(self) -> set[int]:
        return below(self.process.pid)

    def said(self) -> str:
        return (self.folder / "log").read_text()

    def is_gone(self, workers: set[int]) -> None:
        """Wait until nothing of the site is left."""
        self.process.wait(LONG)
        until(lambda: not any(runs(each) for each in workers), "the end of the workers")
        until(lambda: is_free(self.port), "its port")


@contextmanager
def started(folder: Path, *options: str) -> Iterator[Site]:
    """A site in the middle of its start."""
    port = free_port()
    command = [sys.executable, "-m", "heard.web.serving.granian_server"]
    command += ["tests.web.serving.waiting_site:application", "--host", "127.0.0.1"]
    command += ["--port", str(port), "--workers", str(WORKERS), "--threads", "4"]
    command += ["--name", "site", *options]
    paths = {"PYTHONPATH": f"{ROOT}:{ROOT / 'site'}", "WAITING_SITE": str(folder)}
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            command,
            env=os.environ | paths,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    site = Site(folder, port, process)
    try:
        until(lambda: site.begun("the start") and len(site.workers()) == WORKERS, "the start")
        yield site
    finally:
        for each in {process.pid, *site.workers()}:
            if runs(each):
                os.kill(each, signal.SIGKILL)
        process.wait()
