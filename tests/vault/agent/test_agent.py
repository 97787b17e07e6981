"""The agent: it uses keys, gives none away, and nothing of it stays."""

import os
import signal
import socket
import subprocess
import sys
import threading
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pyotp
import pytest

import heard
from heard.vault.agent.client import Agent, LockedKey
from heard.vault.agent.errors import AgentBusy, AgentFailed, UnknownSession
from heard.vault.agent.frames import MOST_BYTES, BadFrame, receive_frame, send_frame
from heard.vault.agent.operations import OPERATIONS
from heard.vault.errors import CannotOpen
from heard.vault.primitives.stretching import Cost
from heard.vault.staff.reply_drafts import DraftIdentity
from heard.vault.staff.staff_keys import new_staff_key
from heard.vault.staff.unlocking import Attempt
from tests.support.process_tree import below, runs, until
from tests.support.process_tree import children as started_by

LIGHT = Cost(passes=1, memory_kib=8)
PASSWORD = "a kettle by the window"
SECRET = pyotp.random_base32()
KEY = new_staff_key(PASSWORD, SECRET, cost=LIGHT)
WHOSE = DraftIdentity("sam", "ABCD-EFGH")
HOUR = timedelta(hours=1)


@pytest.fixture
def agent():
    started = Agent.start(HOUR, HOUR)
    yield started
    started.close()
    until(lambda: not runs(started.pid), "the agent ends when nobody is left who could ask")


def attempt(password=PASSWORD, **changed):
    code, locked = pyotp.TOTP(SECRET).at(1000), [(KEY.salt, KEY.wrapped)]
    given = {"code": code, "locked": locked, "code_hashes": [], "now": 1000, **changed}
    return Attempt(password=password, cost=LIGHT, code_cost=LIGHT, **given)


def begun(agent, **changed):
    with agent.turn_to_unlock() as turn:
        return turn.begin_session(attempt(**changed), "sam")


def unlocked(agent):
    pieces, proven = begun(agent)
    assert proven.totp_step == 1000 // 30
    return LockedKey(agent, pieces.cookie_half, pieces.stored_half)


def opens(key):
    return key.open_draft(key.seal_draft(WHOSE, {"words": ["a"]}), WHOSE) == {"words": ["a"]}


def children(agent):
    """Processes of the agent beside its own two."""
    (template,) = started_by(agent.pid)
    return below(template)


def test_a_key_is_used_and_no_process_stays_that_has_seen_it(agent):
    key = unlocked(agent)
    assert opens(key)
    until(lambda: not children(agent), "children end with what they did")


@pytest.mark.parametrize(
    "wrong",
    [{"password": "another"}, {"code": "000000"}, {"code": ""}, {"locked": []}, {"now": 5000}],
)
def test_with_anything_wrong_no_session_begins_and_no_share_is_kept(agent, wrong):
    assert begun(agent, **wrong) is None


def test_a_forgotten_session_opens_nothing(agent):
    key = unlocked(agent)
    sealed = key.seal_draft(WHOSE, {})
    agent.forget(key.cookie_half)
    agent.forget(key.cookie_half)
    with pytest.raises(UnknownSession):
        key.open_draft(sealed, WHOSE)


def test_the_agent_forgets_by_itself_what_nobody_uses():
    agent = Agent.start(timedelta(seconds=1), HOUR, leeway=timedelta())
    key = unlocked(agent)
    assert agent.knows(key.cookie_half, key.stored_half, "sam", used=True)
    until(
        lambda: not agent.knows(key.cookie_half, key.stored_half, "sam", used=False),
        "the share is forgotten",
    )
    agent.close()


def test_a_session_is_known_for_the_person_whose_it_is_alone(agent):
    key = unlocked(agent)
    half, stored = key.cookie_half, key.stored_half
    assert agent.knows(half, stored, "sam", used=True)
    assert not agent.knows(half, stored, "kim", used=True)
    assert not agent.knows(half, stored[:-1] + b"\0", "sam", used=True)
    assert not agent.knows(bytes(32), stored, "sam", used=True)


def test_who_comes_when_many_wait_to_unlock_is_told_at_once_and_others_go_on(agent):
    key = unlocked(agent)
    told = []
    until(lambda: not children(agent), "nobody unlocks")
    with ExitStack() as turns:
        for _ in range(2):
            turns.enter_context(agent.turn_to_unlock())
        came = [threading.Thread(target=tried, args=(agent, told), daemon=True) for _ in range(9)]
        for each in came:
            each.start()
        until(lambda: len(told) == 5, "all but four are told")
        assert told == ["busy"] * 5
        assert len(children(agent)) == 2
        assert opens(key)
    for each in came:
        each.join(60)
    assert told == ["busy"] * 5 + ["in"] * 4


def tried(agent, told):
    try:
        begun(agent)
        told.append("in")
    except AgentBusy:
        told.append("busy")


def test_a_child_that_is_killed_gives_a_fault_and_the_next_one_works(agent):
    key = unlocked(agent)
    until(lambda: not children(agent), "nobody unlocks")
    with pytest.raises(AgentFailed), agent.turn_to_unlock() as turn:
        (child,) = children(agent)
        os.kill(child, signal.SIGKILL)
        until(lambda: not children(agent), "it is gone")
        turn.begin_session(attempt(), "sam")
    assert opens(key)


def test_an_agent_that_is_killed_is_there_again_without_any_share(agent):
    key = unlocked(agent)
    until(lambda: not children(agent), "nobody unlocks")
    (template,) = below(agent.pid)
    os.kill(template, signal.SIGKILL)
    with pytest.raises(UnknownSession):
        until(lambda: opens_or_fails(key), "it is there again")
    assert opens(unlocked(agent))


def opens_or_fails(key):
    try:
        return opens(key)
    except AgentFailed:
        return False


def test_without_its_first_process_too_it_ends_with_its_workers():
    program = (
        "from datetime import timedelta as t\n"
        "from heard.vault.agent.client import Agent\n"
        "agent = Agent.start(t(1), t(1))\n"
        "print(agent.pid, flush=True)\n"
    )
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", program],
        cwd=Path(heard.__file__).parents[1],
        capture_output=True,
        text=True,
        check=True,
    )
    until(lambda: not runs(int(done.stdout)), "the agent ends")


def test_the_agent_has_no_environment(agent):
    unlocked(agent)
    until(lambda: not children(agent), "nobody unlocks")
    for process in {agent.pid, *below(agent.pid)}:
        assert Path(f"/proc/{process}/environ").read_bytes() == b""


def test_only_what_is_on_the_list_is_done_and_no_answer_holds_a_key(agent):
    key = unlocked(agent)
    assert set(OPERATIONS) == {
        *("open parts", "open draft", "seal draft", "close counted", "open counted")
    }
    with pytest.raises(AgentFailed):
        key._done("give me the key", {})
    with pytest.raises(CannotOpen):
        key.open_draft(b"\x01no such thing", WHOSE)
    assert opens(key)


def test_a_frame_holds_no_more_than_it_may_and_is_whole_or_refused():
    ours, theirs = socket.socketpair()
    with ours, theirs:
        with pytest.raises(BadFrame):
            send_frame(ours, {}, bytes(MOST_BYTES))
        ours.sendall(b"\xff\xff\xff\xff\xff\xff\xff\xff")
        with pytest.raises(BadFrame):
            receive_frame(theirs)
        for bad in (b"\0\0\0\2\0\0\0\0[]", b"\0\0\0\2\0\0\0\0{x"):
            ours.sendall(bad)
            with pytest.raises(BadFrame):
                receive_frame(theirs)
        send_frame(ours, {"words": "größer"}, b"\0\1")
        assert receive_frame(theirs) == ({"words": "größer"}, b"\0\1")
        ours.sendall(b"\0\0")
        ours.close()
        with pytest.raises(BadFrame):
            receive_frame(theirs)


def test_who_says_nothing_after_asking_holds_no_place_for_ever(agent):
    """A worker that dies in the middle: its child notices at once."""
    with agent.turn_to_unlock():
        assert len(children(agent)) == 1
    until(lambda: not children(agent), "its child is gone")
