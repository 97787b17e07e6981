"""A stop ends every process of a site, at whatever moment it comes, and cuts off no answer."""

import os
import signal
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.support.process_tree import is_free, until
from tests.web.serving.working_site import Site

STOPS = [signal.SIGINT, signal.SIGTERM]


@pytest.mark.parametrize("stop", STOPS)
def test_a_stop_during_the_start_ends_all_of_it(starting: Site, stop: signal.Signals) -> None:
    workers = starting.workers()
    starting.process.send_signal(stop)
    starting.is_gone(workers)


@pytest.mark.parametrize("stop", STOPS)
def test_a_stop_at_rest_ends_all_of_it(serving: Site, stop: signal.Signals) -> None:
    workers = serving.workers()
    serving.process.send_signal(stop)
    serving.is_gone(workers)


@pytest.mark.parametrize("state", ["starting", "serving"])
def test_ctrl_c_in_a_terminal_reaches_all_processes_and_ends_them(
    state: str, request: pytest.FixtureRequest
) -> None:
    site = request.getfixturevalue(state)
    workers = site.workers()
    os.killpg(site.process.pid, signal.SIGINT)
    site.is_gone(workers)


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
    serving.is_gone(workers)


def test_an_answer_that_never_ends_does_not_keep_it_alive(serving: Site) -> None:
    workers = serving.workers()
    with ThreadPoolExecutor(1) as others:
        answer = others.submit(serving.answer, "/slowly")
        until(lambda: serving.begun("an answer"), "the answer")
        serving.process.terminate()
        serving.is_gone(workers)
        with pytest.raises(OSError):
            answer.result()


@pytest.mark.parametrize("state", ["starting", "serving"])
def test_the_workers_of_a_process_that_is_killed_go_with_it(
    state: str, request: pytest.FixtureRequest
) -> None:
    site = request.getfixturevalue(state)
    workers = site.workers()
    site.process.kill()
    site.is_gone(workers)


def test_nothing_is_logged_of_who_asked_for_what(serving: Site) -> None:
    workers = serving.workers()
    assert serving.answers()
    serving.process.terminate()
    serving.is_gone(workers)
    assert serving.said() == ""
