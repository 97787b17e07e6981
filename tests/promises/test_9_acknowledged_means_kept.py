"""Promise 9: 0 of 24 numbers lost or doubled in 8 kills; 0 rows open after their time.

Acknowledged means kept, expired means gone.
"""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from heard.authority.installation import Installation
from heard.casework.council.logbook import load_logbook
from heard.casework.drafts import drafts
from heard.casework.retention import sweep
from heard.casework.secret_files import read_secret
from heard.casework.sending.send import Sealer, draw_receipt, send
from heard.journeys.adults.your_views import YOUR_VIEWS
from heard.journeys.model.asked import IN_ENGLISH
from heard.records import keys
from heard.records.database.store import Store
from heard.records.tables import part_keys, submissions
from heard.vault.drafts import new_token
from heard.vault.receipts import hash_receipt
from heard.vault.recipients_file import RecipientsFile
from heard.web.serving.processes import Server
from tests.support.houses import Built, built_house
from tests.support.opening import everything_opened
from tests.support.processes import (
    Visitor,
    fill_views,
    receipt_on,
    running,
    send_views,
    wait_until,
)

#: How often a process that sends is killed, each time after three numbers that it showed.
KILLS = 8

#: A family that sends without end; it says each number once the sending has been acknowledged.
_SENDER = """
import sys
from datetime import UTC, datetime
from tests.promises.test_9_acknowledged_means_kept import ready_to_send, sealer, store_here
from heard.casework.sending.send import send
from heard.journeys.adults.your_views import YOUR_VIEWS
from heard.journeys.model.asked import IN_ENGLISH

store, seal = store_here(), sealer()
print("ready", flush=True)
while True:
    token = ready_to_send(store)
    print(send(store, seal, token, YOUR_VIEWS, IN_ENGLISH, datetime.now(UTC)).receipt, flush=True)
"""

#: The same, whose machine stops when everything has been written and nothing committed.
_CUT_SHORT = """
import os, signal, sys
from datetime import UTC, datetime
from tests.promises.test_9_acknowledged_means_kept import sealer, store_here
from heard.casework.sending.send import send
from heard.journeys.adults.your_views import YOUR_VIEWS
from heard.journeys.model.asked import IN_ENGLISH

cut = lambda: os.kill(os.getpid(), signal.SIGKILL)
now = datetime.now(UTC)
send(store_here(), sealer(), sys.argv[1], YOUR_VIEWS, IN_ENGLISH, now, before_commit=cut)
print("acknowledged", flush=True)
"""


def python(program: str, *arguments: str) -> subprocess.Popen:
    """Run a program of this page in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", program, *arguments],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONPATH": "site:."},
    )


def store_here() -> Store:
    return Store(Installation.from_environment().database)


def sealer() -> Sealer:
    secrets = Installation.from_environment().family_secrets
    return Sealer(
        RecipientsFile(secrets / "recipients.json", read_secret(secrets / "verify.key")),
        read_secret(secrets / "receipt.key"),
        "fernshire",
        365,
    )


def ready_to_send(store: Store, words: str = "my words") -> str:
    """A draft that has been checked; the browser's token."""
    token, now = new_token(), datetime.now(UTC)
    drafts.begin(store, token, YOUR_VIEWS, now)
    with drafts.changing(store, token, YOUR_VIEWS, now) as (_, found):
        found.draft.answers.update(relation="mother", child_first_name="Adam", worries=words)
    draw_receipt(store, token, YOUR_VIEWS, now)
    return token


@pytest.fixture
def house(tmp_path: Path):
    with built_house(tmp_path) as built:
        yield built


def count(store: Store, table=submissions) -> int:
    with store.read() as conn:
        return conn.scalar(select(func.count()).select_from(table))


def test_killed_at_any_moment_every_number_that_was_shown_has_one_submission_that_opens(
    house: Built,
) -> None:
    shown: list[str] = []
    chance = random.Random(9)
    for _ in range(KILLS):
        process = python(_SENDER)
        assert process.stdout.readline() == "ready\n"
        begun = time.monotonic()
        shown += [process.stdout.readline().strip() for _ in range(3)]
        # At some moment of the next sending, however long one takes on this machine.
        time.sleep(chance.random() * (time.monotonic() - begun) / 3)
        process.send_signal(signal.SIGKILL)
        shown += [line.strip() for line in process.stdout.read().splitlines() if len(line) == 20]
    assert len(set(shown)) == len(shown) >= 3 * KILLS
    found = everything_opened(house)
    key = sealer().receipt_key
    kept = [each.receipt_hash for each in found]
    assert len(kept) == len(set(kept))
    assert {hash_receipt(key, receipt) for receipt in shown} <= set(kept)
    assert all(each.chair["worries"] == "my words" for each in found)
    assert count(house.store, part_keys) == 2 * len(found), "something was stored by half"


def test_killed_just_before_it_was_kept_nothing_is_stored_and_the_same_number_comes_again(
    house: Built,
) -> None:
    token = ready_to_send(house.store)
    now = datetime.now(UTC)
    promised = drafts.read(house.store, token, YOUR_VIEWS, now).receipt

    class PowerCut(BaseException):
        pass

    def cut() -> None:
        raise PowerCut

    with pytest.raises(PowerCut):
        send(house.store, sealer(), token, YOUR_VIEWS, IN_ENGLISH, now, before_commit=cut)
    assert count(house.store) == count(house.store, part_keys) == 0
    sent = send(house.store, sealer(), token, YOUR_VIEWS, IN_ENGLISH, now)
    assert sent.receipt == promised
    assert count(house.store) == 1


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_process_that_is_killed_before_the_commit_leaves_nothing_and_the_draft_can_be_sent(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    url = ""
    if kind == "postgresql":
        other = request.getfixturevalue("postgresql_store")
        url = other.engine.url.render_as_string(False)
    with built_house(tmp_path, url) as house:
        token = ready_to_send(house.store)
        promised = drafts.read(house.store, token, YOUR_VIEWS, datetime.now(UTC)).receipt
        process = python(_CUT_SHORT, token)
        assert (process.communicate()[0], process.returncode) == ("", -signal.SIGKILL)
        assert count(house.store) == count(house.store, part_keys) == 0
        sent = send(house.store, sealer(), token, YOUR_VIEWS, IN_ENGLISH, datetime.now(UTC))
        assert sent.receipt == promised
        assert count(house.store) == len(everything_opened(house)) == 1


def test_killed_after_it_was_kept_but_before_it_was_shown_sending_again_shows_the_same_number(
    house: Built,
) -> None:
    with running(Server.FAMILY, house) as site:
        visitor = Visitor(site.address)
        fill_views(visitor, "once")
        visitor.submit("/en/forms/your-views/check", do="send")
        first = receipt_on(visitor.get("/en/forms/your-views/sent")[1])
        site.kill()
    with running(Server.FAMILY, house) as site:
        visitor.address = site.address
        status, _ = visitor.get("/en/forms/your-views/check")
        assert status == 302, "it was sent, so there is nothing left to check"
        assert receipt_on(visitor.get("/en/forms/your-views/sent")[1]) == first
    assert count(house.store) == 1


def test_a_server_that_is_killed_while_families_send_keeps_what_it_acknowledged(
    house: Built,
) -> None:
    shown: list[str] = []

    def family(address: str) -> None:
        try:
            while True:
                shown.append(send_views(Visitor(address), "kept"))
        except (OSError, AssertionError, AttributeError):
            return  # the server was killed in the middle

    with running(Server.FAMILY, house) as site:
        families = [threading.Thread(target=family, args=(site.address,)) for _ in range(3)]
        for each in families:
            each.start()
        wait_until(lambda: len(shown) >= 3)
        site.kill()
        for each in families:
            each.join()
    assert len(shown) == len(set(shown))
    kept = {each.receipt_hash for each in everything_opened(house)}
    assert {hash_receipt(sealer().receipt_key, receipt) for receipt in shown} <= kept
    assert count(house.store) == len(kept)
    assert count(house.store, part_keys) == 2 * len(kept), "something was stored by half"


def test_sending_twice_at_the_same_moment_makes_one(store: Store, house: Built) -> None:
    copy_council(house.store, store)
    token, answers = ready_to_send(store), []
    both = threading.Barrier(2)

    def press() -> None:
        both.wait()
        answers.append(
            send(store, sealer(), token, YOUR_VIEWS, IN_ENGLISH, datetime.now(UTC)).receipt
        )

    presses = [threading.Thread(target=press) for _ in range(2)]
    for each in presses:
        each.start()
    for each in presses:
        each.join()
    assert len(answers) == 2
    assert answers[0] == answers[1]
    assert count(store) == 1


def copy_council(one: Store, other: Store) -> None:
    """Let another database belong to the same council, unless it is the very same."""
    if other.engine.url == one.engine.url:
        return
    with one.read() as conn:
        row, made = keys.find_council(conn), keys.of_the_council(conn)
    with other.write() as conn:
        keys.save_council(conn, row)
        for key in made:
            keys.add(conn, key)


def test_after_its_time_nothing_opens_and_nothing_is_left(store: Store, house: Built) -> None:
    copy_council(house.store, store)
    send(store, sealer(), ready_to_send(store), YOUR_VIEWS, IN_ENGLISH, datetime.now(UTC))
    assert len(everything_opened(house, store)) == 1
    sweep(store, load_logbook(house.data / "desk"), datetime.now(UTC) + timedelta(days=364))
    assert count(store) == 1
    sweep(store, load_logbook(house.data / "desk"), datetime.now(UTC) + timedelta(days=366))
    assert count(store) == count(store, part_keys) == 0
    assert everything_opened(house, store) == []


def test_after_its_time_the_keys_are_gone_from_the_disk_too(house: Built) -> None:
    send(
        house.store, sealer(), ready_to_send(house.store), YOUR_VIEWS, IN_ENGLISH, datetime.now(UTC)
    )
    with house.store.read() as conn:
        keys = list(conn.scalars(select(part_keys.c.sealed_key)))
    assert all(on_disk(house, key) for key in keys), "they can be found while they are there"
    sweep(house.store, load_logbook(house.data / "desk"), datetime.now(UTC) + timedelta(days=366))
    assert not any(on_disk(house, key) for key in keys)


def on_disk(house: Built, key: bytes) -> bool:
    # The end of a sealed key: a long value is split over pages, so not the whole of it.
    return any(key[-64:] in file.read_bytes() for file in house.data.glob("heard.db*"))


def test_the_figure_is_that_of_the_kills() -> None:
    assert f"0 of {3 * KILLS} numbers lost or doubled in {KILLS} kills" in (__doc__ or "")
