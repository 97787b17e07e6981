"""Very many try to sign in at once, at the desk that really runs."""

import re
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.support.process_tree import below, until
from tests.support.processes import RunningDesk, RunningSite, Visitor, newest_reference, send_views

TRIES = 130
#: Two stretchings of 64 MiB, and what each process of the agent shares with the one it came from.
MOST_MORE = 400 * 1024 * 1024


def memory(process: int) -> int:
    """Bytes of their own that a process and all that it has started have in memory."""
    found = 0
    for each in {process, *below(process)}:
        try:
            said = re.search(r"RssAnon:\s+(\d+) kB", Path(f"/proc/{each}/status").read_text())
        except OSError:
            continue
        found += int(said[1]) * 1024 if said else 0
    return found


def test_a_flood_of_tries_takes_little_memory_and_keeps_out_nobody_who_is_signed_in(
    family_server: RunningSite, desk_server: RunningDesk
) -> None:
    send_views(Visitor(family_server.address), "for the meeting")
    reference = newest_reference(family_server)
    chair, browser = desk_server.hire("chair"), Visitor(desk_server.address)
    browser.sign_in(chair)
    before = most = memory(desk_server.process.pid)
    over = threading.Event()

    def tried(number: int) -> int:
        given = {"name": f"nobody-{number}", "password": "a lamp by the stove", "code": "123456"}
        status, page = Visitor(desk_server.address).submit("/sign-in", **given)
        assert ("Many people are signing in" in page) == (status == 503)
        return status

    def watch() -> None:
        nonlocal most
        while not over.wait(0.02):
            most = max(most, memory(desk_server.process.pid))

    watching = threading.Thread(target=watch, daemon=True)
    watching.start()
    with ThreadPoolExecutor(TRIES) as crowd:
        came = [crowd.submit(tried, number) for number in range(TRIES)]
        opened = 0
        while not all(each.done() for each in came):
            status, page = browser.get(f"/submissions/{reference}")
            assert status == 200 and "for the meeting" in page
            opened += 1
    over.set()
    watching.join()
    answers = Counter(each.result() for each in came)
    assert opened
    assert set(answers) == {422, 503}, answers
    assert most - before < MOST_MORE, f"{(most - before) >> 20} MiB more"
    later = desk_server.hire("chair")
    given = {"name": later.name, "password": later.password, "code": later.code()}
    until(
        lambda: Visitor(desk_server.address).submit("/sign-in", **given) == (303, "/"),
        "whoever comes afterwards signs in",
    )
