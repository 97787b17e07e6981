"""Promise 1: 0 of 4 words, in 14 encodings each, are found in anything that is kept.

A leak reveals no word.

A canary is written into every box, kept and half kept, into the browser's name and address, and
into the look-up of a number. Then everything that the machine keeps is searched for it.
"""

import base64
import io
import json
import re
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PIL import Image
from psycopg.errors import UndefinedColumn
from sqlalchemy import select, text

from heard.casework.reading.opening import open_submission
from heard.casework.reading.saying import Said, say
from heard.casework.staff.access import Permission, require
from heard.journeys.adults.your_views import YOUR_VIEWS
from heard.records import log
from heard.records.database.store import Store
from heard.records.messages import new_message_id
from heard.records.tables import CLEAR_COLUMNS, metadata, submissions
from heard.web.serving.processes import Server
from tests.casework.founded import MORNING, found
from tests.casework.requests import ask_for_help
from tests.databases import PostgresqlServer
from tests.support.houses import Built, built_house
from tests.support.opening import everything_opened
from tests.support.processes import RunningSite, Visitor, fill_views, running, send_views

CANARY = "Kanarienvogel-żółty-پرندہ"
# Every way of escaping leaves these letters as they are, and cutting the end off does too.
STEM = "Kanarienvogel"
BROWSER = "canary-browser-93117"
ADDRESS = "203.0.113.77"
EVERYTHING = (CANARY, STEM, BROWSER, ADDRESS)
# For showing that the search works: another word, since a database remembers what was deleted.
PLANTED = "Zeisig-gąska-طوطا"
ROLES = Path(__file__).parents[2] / "deploy" / "postgres-roles.sql"


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
    half.submit(f"{form}/worries", do="danger", worries=CANARY)
    half.submit(f"{form}/stop", do="code")
    half.submit("/en/return", code=CANARY)
    _, page = half.post("/en/reply", {"receipt": receipt})
    once = re.search(r'name="once" value="([^"]+)"', page).group(1)
    added = {"receipt": receipt, "at": "found", "once": once, "words": CANARY, "part": "unit"}
    assert "We have what you added" in half.post("/en/reply", {**added, "do": "add"})[1]
    add_files(half)
    assert CANARY in half.post("/en/search", {"words": CANARY})[1]
    assert CANARY in half.post("/en/words", {"text": CANARY})[1]
    assert CANARY in half.post("/en/dates", {"meeting-day": CANARY, "do": "next"})[1]
    half.post(f"{form}/worries", {"csrf_token": "wrong", "worries": CANARY})
    half.get(f"/en/guides/{urllib.parse.quote(CANARY)}")
    half.get(f"/en/help?q={urllib.parse.quote(CANARY)}")


def add_files(visitor: Visitor) -> None:
    """A photo and what is no photo, with the canary in the name and inside."""
    form = "/en/forms/your-side"
    visitor.submit(f"{form}/has-it-come", do="", had_report="yes")
    taken = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = CANARY
    Image.new("RGB", (40, 30)).save(taken, "JPEG", exif=exif, comment=CANARY.encode())
    for content in (taken.getvalue(), CANARY.encode() * 40_000):
        _, page = visitor.get(f"{form}/papers")
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page).group(1)
        body = (
            f'--x\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n{token}\r\n'
            '--x\r\nContent-Disposition: form-data; name="do"\r\n\r\nstay\r\n'
            f'--x\r\nContent-Disposition: form-data; name="papers"; filename="{CANARY}.jpg"\r\n\r\n'
        )
        asked = urllib.request.Request(
            f"{visitor.address}{form}/papers",
            body.encode() + content + b"\r\n--x--\r\n",
            {
                **visitor.headers,
                "Cookie": visitor.cookie,
                "Content-Type": "multipart/form-data; boundary=x",
                # So that the answer is no redirect to follow.
                "X-Stay": "1",
            },
        )
        try:
            with urllib.request.urlopen(asked, timeout=60) as answer:
                status = answer.status
        except urllib.error.HTTPError as refused:
            status = refused.code
        assert status in (204, 422), status


def break_down(site: RunningSite) -> None:
    """Let the site fail in the middle of a sending, with the canary in its hands."""
    visitor = Visitor(site.address, **{"User-Agent": BROWSER})
    fill_views(visitor, CANARY)
    with renamed(site.house, "part_keys"):
        status, _ = visitor.submit("/en/forms/your-views/check", do="send")
        # A fault, or closed for a database that does not answer as it should.
        assert status in (500, 503)
    assert "Error" in site.said(), "the fault was written down"


@contextmanager
def renamed(house: Built, table: str) -> Iterator[None]:
    for one, other in ((table, "elsewhere"), ("elsewhere", table)):
        with house.store.write() as conn:
            conn.execute(text(f"ALTER TABLE {one} RENAME TO {other}"))
        if one == table:
            yield


@dataclass(frozen=True)
class Kept:
    """A house, the folders where all that it keeps lies, and how to bring it all to the disk."""

    house: Built
    folders: list[Path]
    settle: Callable[[], None]
    served: dict[str, str]


@pytest.fixture(params=["sqlite", "postgresql"])
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Kept]:
    """A house on each kind of database; PostgreSQL with the family's own role."""
    if request.param == "sqlite":
        with built_house(tmp_path) as built:
            yield Kept(built, [tmp_path], lambda: None, {})
        return
    server: PostgresqlServer = request.getfixturevalue("postgresql_server")
    name = server.create()
    server.execute(ROLES.read_text("utf-8"), name)
    # Somebody looks for a fault and has every statement written down, and forgets about it.
    server.execute(f"ALTER ROLE heard_public IN DATABASE {name} SET log_statement = 'all'")
    served = {"HEARD_DATABASE": server.url(name, "heard_public")}
    with built_house(tmp_path, server.url(name)) as built:
        # Rows lie in memory until a checkpoint; the search looks at the disk.
        yield Kept(built, [tmp_path, server.folder], lambda: server.execute("CHECKPOINT"), served)
    server.drop(name)


def test_no_word_of_a_family_stands_readable_in_anything_that_is_kept(kept: Kept) -> None:
    with running(Server.FAMILY, kept.house, **kept.served) as site:
        leave_traces(site)
        break_down(site)
        # Looked at while it runs, with everything that is not yet tidied away.
        kept.settle()
        assert leaks(kept.folders, EVERYTHING) == []
    assert leaks(kept.folders, EVERYTHING) == []
    (opened,) = everything_opened(kept.house)
    assert opened.chair["chair_only"] == CANARY, "it was really there"


def test_no_row_names_what_a_family_asked_for_or_what_was_said_of_it(
    store: Store, tmp_path: Path
) -> None:
    """Asked for, opened and spoken of: every column of every row is written out and searched."""
    council = found(store, tmp_path / "secrets")
    reference = ask_for_help(council, apart_from=CANARY)
    chair = council.signed_in(council.add("cy", "chair"))
    given = (council.store, council.logbook)
    opened = open_submission(*given, require(chair, Permission.OPEN), reference, MORNING)
    assert len(opened.needs) == 4
    for need in opened.needs:
        said = Said(new_message_id(0), "confirmed", CANARY, True, "")
        say(*given, require(chair, Permission.REPLY), reference, need, said, MORNING)
    rows = tmp_path / "rows"
    rows.mkdir()
    with store.read() as conn:
        for name, table in metadata.tables.items():
            cells = [cell for row in conn.execute(select(table)) for cell in row]
            written = [each if isinstance(each, bytes) else str(each).encode() for each in cells]
            (rows / name).write_bytes(b"\n".join(written))
    assert b"confirmed" in (rows / "needs").read_bytes(), "where it stands is in the clear"
    assert b"said of a need" in (rows / "log").read_bytes()
    names = [words for need in opened.needs for words in (need.name.english, need.name.shown)]
    assert leaks([rows], (CANARY, *names)) == []
    # As short as these are, anything holds them in some encoding.
    for chosen in (b"interpreter", b"travel", b"door"):
        assert not any(chosen in each.read_bytes() for each in rows.iterdir()), chosen


def test_the_search_finds_a_word_that_does_stand_in_the_database(kept: Kept) -> None:
    with kept.house.store.write() as conn:
        log.append(conn, b"k" * 32, PLANTED, "opened", "K7PM-3QXD", datetime.now(UTC))
    kept.settle()
    found = leaks(kept.folders, (PLANTED,))
    assert any("heard.db" in each or "/base/" in each for each in found), found


def test_the_search_finds_a_word_in_the_log_of_the_database_server(
    postgresql_server: PostgresqlServer,
) -> None:
    with pytest.raises(UndefinedColumn):
        postgresql_server.execute(f'SELECT "{PLANTED}"')
    found = leaks([postgresql_server.folder], (PLANTED,))
    assert any(each.startswith(f"{postgresql_server.folder}/log ") for each in found), found


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
        "expires",
        "mailbox_recipient",
        "opened",
    }
    assert CLEAR_COLUMNS["replies"] == {"id", "submission_id", "part", "written"}
    assert CLEAR_COLUMNS["additions"] == {"id", "submission_id", "part", "received", "urgent"}
    assert CLEAR_COLUMNS["withdrawals"] == {"submission_id", "asked"}
    assert CLEAR_COLUMNS["needs"] == {"id", "submission_id", "part", "state", "since"}
    assert CLEAR_COLUMNS["need_steps"] == {
        "id",
        "need_id",
        "submission_id",
        "part",
        "staff_id",
        "said_on",
    }
    assert CLEAR_COLUMNS["files"] == {"id"}
    assert CLEAR_COLUMNS["submission_files"] == {"file_id", "submission_id"}
    assert CLEAR_COLUMNS["draft_files"] == {"file_id", "draft_id"}
    assert CLEAR_COLUMNS["drafts"] == {"id", "expires_hour"}
    assert CLEAR_COLUMNS["draft_locks"] == {"draft_id", "kind"}
    assert CLEAR_COLUMNS["submission_parts"] == {"submission_id", "part", "recipient", "answered"}
    assert CLEAR_COLUMNS["part_keys"] == {"submission_id", "part", "key_id"}
    assert CLEAR_COLUMNS["part_readings"] == {
        "submission_id",
        "part",
        "addition",
        "staff_id",
        "by_chair",
        "opened_on",
        "done_on",
    }
    assert CLEAR_COLUMNS["waiting"] == {"submission_id", "part", "addition", "sequence", "urgent"}
    assert CLEAR_COLUMNS["taken_back"] == {"reference", "form", "received", "taken_back_on", "part"}
    assert set(CLEAR_COLUMNS) == set(metadata.tables)


def test_what_stands_in_the_clear_is_about_the_form_and_the_day_and_nobody(
    family_server: RunningSite,
) -> None:
    for _ in range(2):
        send_views(Visitor(family_server.address), "Adam")
    clear = [submissions.c[name] for name in CLEAR_COLUMNS["submissions"]]
    with family_server.house.store.read() as conn:
        newest = select(*clear).order_by(submissions.c.sequence.desc()).limit(2)
        one, other = conn.execute(newest).mappings().all()
    assert one["reference"] != other["reference"], "the same words give different references"
    for row in (one, other):
        assert re.fullmatch(r"[0-9A-Z]{4}-[0-9A-Z]{4}", row["reference"])
        assert re.fullmatch(r"[0-9a-f-]{36}", row["id"])
        assert re.fullmatch(r"age1[0-9a-z]{58}", row["mailbox_recipient"])
        assert type(row["received"]) is type(row["expires"]) is date
        assert (row["form"], row["language"]) == ("your-views", "en")
        assert row["form_version"] == YOUR_VIEWS.version
        assert (row["state"], row["urgent"], row["opened"]) == ("sent", False, False)


def test_the_figure_is_that_of_the_search() -> None:
    figure = f"0 of {len(EVERYTHING)} words, in {len(encodings(CANARY))} encodings each"
    assert figure in (__doc__ or "")
