"""One worker that dies, hangs or grows old ends nothing: the site goes on with the others."""

import http.client
import os
import re
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from tests.support.process_tree import LONG, runs, until
from tests.web.serving.working_site import WORKERS, Site, started

STOPS = [signal.SIGINT, signal.SIGTERM]


def is_whole(site: Site, without: set[int]) -> Callable[[], bool]:
    """Whether all places of a site have workers that are not among some earlier ones."""
    return lambda: len([each for each in site.workers() - without if runs(each)]) == WORKERS


@contextmanager
def people_asking(site: Site, number: int = 4) -> Iterator[list[Exception]]:
    """Several people who ask one thing after the other; what went wrong for them."""
    troubles: list[Exception] = []
    going = True

    def ask_on_one_connection() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=LONG)
        while going:
            try:
                connection.request("GET", "/")
                assert connection.getresponse().read() == b"all\n"
            except Exception as trouble:
                troubles.append(trouble)
                connection.close()

    def ask() -> None:
        while going:
            try:
                assert site.answer() == b"all\n"
            except Exception as trouble:
                troubles.append(trouble)

    with ThreadPoolExecutor(number + 1) as people:
        people.submit(ask_on_one_connection)
        for _ in range(number):
            people.submit(ask)
        try:
            yield troubles
        finally:
            going = False


@pytest.mark.parametrize(
    "death", [signal.SIGKILL, signal.SIGSEGV, signal.SIGABRT, signal.SIGTERM], ids=lambda x: x.name
)
def test_a_worker_that_dies_is_replaced_and_the_log_says_how(
    serving: Site, death: signal.Signals
) -> None:
    before = serving.workers()
    dead, other = before
    os.kill(dead, death)
    until(lambda: is_whole(serving, {dead})(), "another worker")
    assert other in serving.workers()
    assert serving.answers()
    how = "with exit code 0" if death == signal.SIGTERM else f"by {death.name}"
    assert f"A worker of the site ended {how}. Another one takes its place.\n" in serving.said()


def test_each_worker_is_killed_in_turn_while_people_ask(serving: Site) -> None:
    before = serving.workers()
    with people_asking(serving) as troubles:
        for one in before:
            os.kill(one, signal.SIGKILL)
            until(lambda gone=one: is_whole(serving, {gone})(), "another worker")
    until(is_whole(serving, before), "two others")
    assert serving.answers()
    # Each of the two may have been answering all five; whoever came later was answered.
    assert len(troubles) <= 2 * 5


def test_who_asks_while_all_workers_are_dead_is_answered_by_the_next(serving: Site) -> None:
    before = serving.workers()
    serving.stop_letting("the start")
    for each in before:
        os.kill(each, signal.SIGKILL)
    until(lambda: not any(runs(each) for each in before), "the deaths")
    until(lambda: serving.begun("the start"), "the next ones")
    with ThreadPoolExecutor(2 * WORKERS) as people:
        answers = [people.submit(serving.answer) for _ in range(2 * WORKERS)]
        serving.let("the start")
        assert [answer.result(LONG) for answer in answers] == [b"all\n"] * 2 * WORKERS


@pytest.mark.parametrize("stop", STOPS)
def test_a_stop_while_a_worker_is_replaced_leaves_nothing(
    serving: Site, stop: signal.Signals
) -> None:
    before = serving.workers()
    serving.stop_letting("the start")
    os.kill(min(before), signal.SIGKILL)
    until(lambda: serving.begun("the start"), "the next one")
    now = serving.workers()
    serving.process.send_signal(stop)
    serving.is_gone(before | now)


def test_a_worker_that_hangs_is_killed_and_replaced(tmp_path) -> None:
    with started(tmp_path, "--patience", "5") as site:
        site.let("the start")
        until(site.answers, "the first answer")
        hung = min(site.workers())
        os.kill(hung, signal.SIGSTOP)
        until(is_whole(site, {hung}), "another worker")
        assert not runs(hung)
        assert "has hung for 5 seconds: it is killed" in site.said()
        assert site.answers()


def test_a_stop_ends_a_worker_that_hangs_too(serving: Site) -> None:
    before = serving.workers()
    os.kill(min(before), signal.SIGSTOP)
    serving.process.terminate()
    serving.is_gone(before)


def test_where_no_worker_can_live_the_site_ends_and_says_so(serving: Site) -> None:
    (serving.folder / "the start fails").touch()
    before = serving.workers()
    for each in before:
        os.kill(each, signal.SIGKILL)
    assert serving.process.wait(LONG) == 1
    serving.is_gone(before)
    # The places are tried at once and then ever later: no loop that eats the machine.
    assert len(list(serving.folder.glob("start * has failed"))) <= 6 * WORKERS
    last = serving.said().splitlines()[-1]
    assert re.fullmatch(
        r"Error: the workers of the site end again .* by SIGKILL\. It stops\.", last
    )


def test_a_stop_between_two_tries_leaves_nothing(serving: Site) -> None:
    (serving.folder / "the start fails").touch()
    before = serving.workers()
    for each in before:
        os.kill(each, signal.SIGKILL)
    until(lambda: "takes its place in 2 seconds" in serving.said(), "a pause between two tries")
    serving.process.terminate()
    serving.is_gone(before)
    assert "It stops" not in serving.said()


def test_workers_that_grow_old_are_renewed_and_nobody_notices(tmp_path) -> None:
    with started(tmp_path, "--lifetime", "1") as site:
        site.let("the start")
        until(site.answers, "the first answer")
        first = site.workers()
        with people_asking(site) as troubles, ThreadPoolExecutor(3) as slow:
            # One of two workers is asked to make room, and cannot before it has answered these.
            answers = [slow.submit(site.answer, "/slowly") for _ in range(3)]
            until(lambda: site.begun("an answer"), "slow answers")
            until(lambda: site.workers() - first, "one fresh worker")
            assert all(site.answers() for _ in range(50))
            site.let("an answer")
            assert [answer.result(LONG) for answer in answers] == [b"all\n"] * 3
            until(lambda: not any(runs(each) for each in first), "the end of the first ones")
        workers = site.workers()
        site.process.terminate()
        site.is_gone(workers)
        assert troubles == []
        assert site.said() == ""
