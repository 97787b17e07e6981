"""A stop ends every process of a site, at whatever moment it comes, and cuts off no answer."""

import os
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.process_tree import LONG, below, free_port, is_free, runs, until

ROOT = Path(__file__).parents[3]

STOPS = [signal.SIGINT, signal.SIGTERM]
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

    def answer(self, path: str = "/") -> bytes:
        return urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=LONG).read()

    def answers(self) -> bool:
        try:
            return self.answer() == b"all\n"
        except OSError:
            return False

    def workers(self) -> set[int]:
        return below(self.process.pid)


@pytest.fixture
def starting(tmp_path: Path) -> Iterator[Site]:
    """In the middle of its start."""
    port = free_port()
    command = [sys.executable, "-m", "heard.web.serving.granian_server"]
    command += ["tests.web.serving.waiting_site:application", "--host", "127.0.0.1"]
    command += ["--port", str(port), "--workers", str(WORKERS), "--threads", "4"]
    paths = {"PYTHONPATH": f"{ROOT}:{ROOT / 'site'}", "WAITING_SITE": str(tmp_path)}
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(
            command,
            env=os.environ | paths,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    site = Site(tmp_path, port, process)
    until(lambda: site.begun("the start") and len(site.workers()) == WORKERS, "the start")
    workers = site.workers()
    yield site
    for each in {process.pid, *workers}:
        if runs(each):
            os.kill(each, signal.SIGKILL)
    process.wait()


@pytest.fixture
def serving(starting: Site) -> Site:
    """Answering."""
    starting.let("the start")
    until(starting.answers, "the first answer")
    return starting


def is_gone(site: Site, workers: set[int]) -> None:
    """Nothing of the site is left."""
    site.process.wait(LONG)
    until(lambda: not any(runs(each) for each in workers), "the end of the workers")
    until(lambda: is_free(site.port), "its port")


@pytest.mark.parametrize("stop", STOPS)
def test_a_stop_during_the_start_ends_all_of_it(starting: Site, stop: signal.Signals) -> None:
    workers = starting.workers()
    starting.process.send_signal(stop)
    is_gone(starting, workers)


@pytest.mark.parametrize("stop", STOPS)
def test_a_stop_at_rest_ends_all_of_it(serving: Site, stop: signal.Signals) -> None:
    workers = serving.workers()
    serving.process.send_signal(stop)
    is_gone(serving, workers)


@pytest.mark.parametrize("state", ["starting", "serving"])
def test_ctrl_c_in_a_terminal_reaches_all_processes_and_ends_them(
    state: str, request: pytest.FixtureRequest
) -> None:
    site = request.getfixturevalue(state)
    workers = site.workers()
    os.killpg(site.process.pid, signal.SIGINT)
    is_gone(site, workers)


@pytest.mark.parametrize("stop", STOPS)
def test_what_is_being_answered_is_answered_to_its_end(serving: Site, stop: signal.Signals) -> None:
    workers = serving.workers()
    with ThreadPoolExecutor(1) as others:
        answer = others.submit(serving.answer, "/slowly")
        until(lambda: serving.begun("an answer"), "the answer")
        serving.process.send_signal(stop)
        until(lambda: is_free(serving.port), "no new request is taken")
        serving.let("an answer")
        assert answer.result() == b"all\n"
    is_gone(serving, workers)


def test_an_answer_that_never_ends_does_not_keep_it_alive(serving: Site) -> None:
    workers = serving.workers()
    with ThreadPoolExecutor(1) as others:
        answer = others.submit(serving.answer, "/slowly")
        until(lambda: serving.begun("an answer"), "the answer")
        serving.process.terminate()
        is_gone(serving, workers)
        with pytest.raises(OSError):
            answer.result()


@pytest.mark.parametrize("state", ["starting", "serving"])
def test_the_workers_of_a_process_that_is_killed_go_with_it(
    state: str, request: pytest.FixtureRequest
) -> None:
    site = request.getfixturevalue(state)
    workers = site.workers()
    site.process.kill()
    is_gone(site, workers)


def test_nothing_is_logged_of_who_asked_for_what(serving: Site) -> None:
    workers = serving.workers()
    assert serving.answers()
    serving.process.terminate()
    is_gone(serving, workers)
    assert (serving.folder / "log").read_text() == ""
