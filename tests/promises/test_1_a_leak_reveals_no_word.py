"""Promise 1. A leak reveals no word.

A canary is written into every box, kept and half kept, into the browser's name and address, and
into the look-up of a number. Then everything that the machine keeps is searched for it.
"""

import base64
import json
import urllib.parse
from collections.abc import Iterator
from pathlib import Path

import pytest

from heard.records.tables import CLEAR_COLUMNS, metadata
from heard.web.processes import Server
from tests.databases import PostgresqlServer
from tests.support.houses import Built, built_house
from tests.support.opening import everything_opened
from tests.support.processes import RunningSite, Visitor, running, send_views

CANARY = "Kanarienvogel-żółty-پرندہ"
BROWSER = "canary-browser-93117"
ADDRESS = "203.0.113.77"


def encodings(word: str) -> dict[str, bytes]:
    """`word` as common formats write it."""
    plain = word.encode()
    found = {
        "utf-8": plain,
        "utf-16le": word.encode("utf-16-le"),
        "utf-16be": word.encode("utf-16-be"),
        "hex": plain.hex().encode(),
        "HEX": plain.hex().upper().encode(),
        "percent": urllib.parse.quote(word).encode(),
        "json": json.dumps(word)[1:-1].encode(),
        "reversed": plain[::-1],
    }
    for shift in range(3):
        # Where a word stands inside a longer text, base64 has three ways of writing it.
        coded = base64.b64encode(b"x" * shift + plain)[4 if shift else 0 : -4]
        found[f"base64+{shift}"] = coded
        found[f"base64url+{shift}"] = coded.translate(bytes.maketrans(b"+/", b"-_"))
    return found


def leaks(folders: list[Path], words: tuple[str, ...]) -> list[str]:
    """Where any of the words stands, in any encoding, in a file's bytes or in its name."""
    found = []
    for folder in folders:
        for path in (each for each in folder.rglob("*") if each.is_file()):
            try:
                content = path.read_bytes()
            except OSError:
                continue  # the database took it away meanwhile
            content += path.name.encode()
            found += [
                f"{path} holds {word!r} in {how}"
                for word in words
                for how, coded in encodings(word).items()
                if coded in content
            ]
    return found


def leave_traces(site: RunningSite) -> None:
    """Do all that a family can do, with the canary everywhere."""
    visitor = Visitor(
        site.address, **{"User-Agent": BROWSER, "X-Forwarded-For": ADDRESS, "Forwarded": ADDRESS}
    )
    receipt = send_views(visitor, CANARY)
    visitor.post("/en/reply", {"receipt": receipt})
    visitor.post("/en/reply", {"receipt": CANARY})
    half = Visitor(site.address, **{"User-Agent": BROWSER, "X-Forwarded-For": ADDRESS})
    form = "/en/forms/your-views"
    half.submit(f"{form}/you", relation="father", name=CANARY)
    half.submit(
        f"{form}/which-meeting",
        child_first_name=CANARY,
        **{"child_born-day": CANARY, "child_born-month": "2", "child_born-year": "2015"},
    )
    half.submit(f"{form}/worries", do="help", worries=CANARY)
    half.post(f"{form}/worries", {"csrf_token": "wrong", "worries": CANARY})
    half.get(f"/en/guides/{urllib.parse.quote(CANARY)}")
    half.get(f"/en/help?q={urllib.parse.quote(CANARY)}")


@pytest.fixture(params=["sqlite", "postgresql"])
def house(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Built, list[Path]]]:
    """A house on each kind of database, and the folders where all that it keeps lies."""
    if request.param == "sqlite":
        with built_house(tmp_path) as built:
            yield built, [tmp_path]
        return
    server: PostgresqlServer = request.getfixturevalue("postgresql_server")
    name = server.create()
    with built_house(tmp_path, server.url(name)) as built:
        yield built, [tmp_path, server.folder]
    server.drop(name)


def test_no_word_of_a_family_stands_readable_in_anything_that_is_kept(
    house: tuple[Built, list[Path]],
) -> None:
    built, folders = house
    with running(Server.FAMILY, built) as site:
        leave_traces(site)
        # Looked at while it runs, with everything that is not yet tidied away.
        assert leaks(folders, (CANARY, BROWSER, ADDRESS)) == []
    assert leaks(folders, (CANARY, BROWSER, ADDRESS)) == []
    (opened,) = everything_opened(built)
    assert opened.chair["answers"]["chair_only"] == CANARY, "it was really there"


def test_the_search_finds_a_word_that_is_there(tmp_path: Path) -> None:
    for how, coded in encodings(CANARY).items():
        (tmp_path / "leak").write_bytes(b"before" + coded + b"after")
        assert leaks([tmp_path], (CANARY,)), how
    (tmp_path / "leak").write_bytes(base64.b64encode(b"ab" + CANARY.encode() + b"cd"))
    assert leaks([tmp_path], (CANARY,))


def test_what_stands_in_the_clear_is_a_closed_list() -> None:
    assert CLEAR_COLUMNS["submissions"] == {
        "sequence",
        "id",
        "reference",
        "form",
        "form_version",
        "language",
        "received",
        "state",
        "urgent",
        "read_on",
        "expires",
        "mailbox_recipient",
    }
    assert CLEAR_COLUMNS["drafts"] == {"id", "expires_hour"}
    assert CLEAR_COLUMNS["draft_locks"] == {"draft_id", "kind"}
    assert CLEAR_COLUMNS["part_keys"] == {"submission_id", "part"}
    assert set(CLEAR_COLUMNS) == set(metadata.tables)


def test_a_reference_says_nothing_of_a_name(tmp_path: Path) -> None:
    with built_house(tmp_path) as built, running(Server.FAMILY, built) as site:
        for _ in range(2):
            send_views(Visitor(site.address), "Adam")
        with built.store.read() as conn:
            table = metadata.tables["submissions"]
            references = conn.execute(table.select().with_only_columns(table.c.reference)).all()
        assert len(set(references)) == 2, "the same words give different references"
