"""The two sites outlive each of their workers, and each other's end, while families send."""

import os
import re
import signal
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from heard.authority.installation import Installation
from heard.casework.secret_files import read_secret
from heard.vault.receipts import hash_receipt
from tests.support.houses import Built, built_house
from tests.support.opening import everything_opened
from tests.support.process_tree import LONG, below, free_port, is_free, runs, until
from tests.support.processes import Visitor, send_views

WORKERS = 2


@dataclass
class Both:
    """Both sites, as `heard run both` runs them."""

    process: subprocess.Popen
    ports: dict[str, int]
    folder: Path

    def said(self) -> str:
        return (self.folder / "said").read_text()

    def site(self, which: str) -> int:
        """The process that looks after one site."""
        (found,) = (
            each
            for each in below(self.process.pid)
            if parent(each) == self.process.pid and f"heard.{which}.server" in line(each)
        )
        return found

    def workers(self, which: str) -> set[int]:
        looks_after = self.site(which)
        return {
            each
            for each in below(looks_after)
            if parent(each) == looks_after and line(each) == line(looks_after)
        }

    def is_whole(self, which: str, without: set[int]) -> bool:
        try:
            return len(self.workers(which) - without) == WORKERS and self.answers(which)
        except ValueError:
            return False

    def answers(self, which: str) -> bool:
        page = {"family": "/en/", "desk": "/sign-in"}[which]
        try:
            with urllib.request.urlopen(
                f"http://127.0.0.1:{self.ports[which]}{page}", timeout=LONG
            ) as answer:
                return answer.status == 200
        except OSError:
            return False


def parent(process: int) -> int:
    try:
        return int(Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0


def line(process: int) -> str:
    """The command of a process; nothing where it has just ended."""
    try:
        return Path(f"/proc/{process}/cmdline").read_text()
    except OSError:
        return ""


@contextmanager
def both_run(folder: Path) -> Iterator[tuple[Both, Built]]:
    ports = {"family": free_port(), "desk": free_port()}
    named = {"HEARD_PORT": str(ports["family"]), "HEARD_DESK_PORT": str(ports["desk"])}
    with built_house(folder) as house, (folder / "said").open("wb") as said:
        command = [sys.executable, "-m", "heard.cli", "run", "both", "--workers", str(WORKERS)]
        process = subprocess.Popen(
            command, env=os.environ | named, stdout=said, stderr=subprocess.STDOUT
        )
        both = Both(process, ports, folder)
        try:
            until(lambda: "Ready." in both.said() or process.poll() is not None, "the start")
            until(lambda: all(both.is_whole(each, set()) for each in ports), "all workers")
            yield both, house
        finally:
            left = below(process.pid)
            process.terminate()
            process.wait(LONG)
            until(lambda: not any(runs(each) for each in left), "the end of all processes")
            assert all(is_free(port) for port in ports.values())


@contextmanager
def families_sending(both: Both, number: int = 2) -> Iterator[list[str]]:
    """Families who send one form after the other; the numbers that they have been shown."""
    shown: list[str] = []
    going = True

    def family() -> None:
        while going:
            try:
                shown.append(send_views(Visitor(f"http://127.0.0.1:{both.ports['family']}")))
            except (OSError, AssertionError, AttributeError):
                continue  # theirs was the worker that died

    families = [threading.Thread(target=family) for _ in range(number)]
    for each in families:
        each.start()
    try:
        yield shown
    finally:
        going = False
        for each in families:
            each.join()


def test_each_worker_of_both_sites_is_killed_and_a_whole_site_too_and_nothing_sent_is_lost(
    tmp_path: Path,
) -> None:
    with both_run(tmp_path) as (both, house):
        with families_sending(both) as shown:
            until(lambda: len(shown) >= 1, "a first form")
            for which, name in (("family", "family site"), ("desk", "desk")):
                for one in both.workers(which):
                    os.kill(one, signal.SIGKILL)
                    until(lambda site=which, gone={one}: both.is_whole(site, gone), which)
                said = f"A worker of the {name} ended by SIGKILL. Another one takes its place.\n"
                assert both.said().count(said) == WORKERS
            before, desk = len(shown), both.site("desk")
            until(lambda: len(shown) > before, "a form after all these deaths")
            # The process that looks after the family's workers, and its workers with it.
            dead = below(both.site("family"))
            os.kill(both.site("family"), signal.SIGKILL)
            until(lambda: not any(runs(each) for each in dead), "the end of its workers")
            assert both.answers("desk")
            until(lambda: both.is_whole("family", dead), "the family's site again")
            assert "The family site ended by SIGKILL. It is started again.\n" in both.said()
            assert both.site("desk") == desk
            before = len(shown)
            until(lambda: len(shown) > before, "a form after the whole site died")
        key = read_secret(Installation.from_environment().family_secrets / "receipt.key")
        kept = [each.receipt_hash for each in everything_opened(house)]
        assert len(kept) == len(set(kept))
        assert {hash_receipt(key, receipt) for receipt in shown} <= set(kept)


def test_a_site_that_cannot_start_ends_both_and_has_said_why(tmp_path: Path) -> None:
    named = {"HEARD_PORT": str(free_port()), "HEARD_DESK_PORT": str(free_port())}
    named |= {"HEARD_DATA": str(tmp_path), "HEARD_AUTHORITY": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-m", "heard.cli", "run", "both", "--workers", "1"],
        env=os.environ | named,
        capture_output=True,
        text=True,
        timeout=LONG,
        check=False,
    )
    assert done.returncode == 1
    assert "council.toml" in done.stderr
    assert re.search(r"Error: the \S.* ended before it answered, with exit code 1\.", done.stderr)
