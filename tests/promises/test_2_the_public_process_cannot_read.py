"""Promise 2: 0 of 16 statements that read or change what was sent are allowed.

The public process cannot read.
"""

import base64
import json
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from heard.authority.installation import Installation
from heard.casework.secret_files import RECEIPT_FILE
from heard.records.database.store import Store
from heard.vault.drafts import unlock_draft_key
from heard.vault.errors import CannotOpen
from heard.vault.primitives.boxes import unclose
from heard.vault.primitives.envelope import unseal
from heard.web.serving.processes import Server, environment
from tests.databases import PostgresqlServer
from tests.records.sealed import stored
from tests.support.houses import Built, built_house
from tests.support.opening import everything_opened
from tests.support.processes import RunningSite, Visitor, running, send_views
from tests.support.walls import targets

ROOT = Path(__file__).parents[2]
EARLIER = "an earlier word"


def test_it_starts_and_takes_what_families_send_without_the_desks_secrets(tmp_path: Path) -> None:
    with built_house(tmp_path) as house:
        hidden = tmp_path / "desk"
        kept = hidden.rename(tmp_path.parent / f"{tmp_path.name}-desk-elsewhere")
        recovery = house.recovery_file.rename(kept / "recovery-key.txt")
        with running(Server.FAMILY, house) as site:
            send_views(Visitor(site.address), "written in trust")
        recovery.rename(house.recovery_file)
        (opened,) = everything_opened(house)
        assert opened.unit["name"] == "written in trust"


def test_its_environment_does_not_name_the_desks_secrets(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HEARD_DATA", str(tmp_path))
    monkeypatch.setenv("HEARD_DESK_SECRETS", str(tmp_path / "desk"))
    known = environment(Installation.from_environment(), Server.FAMILY)
    assert not [name for name, value in known.items() if str(tmp_path / "desk") in value]
    assert "HEARD_DATA" not in known, "both folders of secrets may lie in it"


def test_its_program_holds_nothing_that_opens(tmp_path: Path) -> None:
    with built_house(tmp_path):
        loaded = subprocess.run(
            [sys.executable, "-c", "import sys, heard.family.server; print(*sorted(sys.modules))"],
            capture_output=True,
            text=True,
            check=True,
            cwd=ROOT,
        ).stdout.split()
    assert "heard.vault.sealing" in loaded
    for opener in (
        "heard.vault.opening",
        "heard.vault.staff.staff_keys",
        "heard.vault.staff.halves",
        "heard.casework.reading.opening",
        "heard.casework.council.founding",
        "heard.casework.staff.sign_in",
        "heard.casework.staff.sessions",
        "heard.records.staff",
        "heard.desk",
    ):
        assert not [name for name in loaded if name.startswith(opener)], opener


@pytest.mark.parametrize(
    "name",
    [
        "read the receipt key",
        "read its parent's environment",
        "read its parent's memory",
        "change the database",
        "connect by TCP",
        "become a program",
    ],
)
def test_not_even_its_own_keys_are_within_reach_of_what_opens_a_familys_file(
    tmp_path: Path, name: str
) -> None:
    with built_house(tmp_path), targets(tmp_path / "run") as elsewhere:
        key, database = tmp_path / "family" / RECEIPT_FILE, tmp_path / "heard.db"
        assert key.exists() and database.exists()
        ended = replace(elsewhere, key=key, database=database).attacked(name)
    assert (ended.returncode, ended.stdout) == (-signal.SIGSYS, b"")


@dataclass(frozen=True)
class BrokenIn:
    """Somebody holds the public process, after a family has sent something through it.

    `held` is every word in its folder and its environment, `store` the database as its role sees
    it, `token` what the family's browser keeps.
    """

    house: Built
    store: Store
    held: set[str]
    token: str


@pytest.fixture(scope="module")
def broken_in(
    postgresql_server: PostgresqlServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[BrokenIn]:
    name = postgresql_server.create()
    postgresql_server.execute((ROOT / "deploy" / "postgres-roles.sql").read_text("utf-8"), name)
    public = postgresql_server.url(name, "heard_public")
    with built_house(tmp_path_factory.mktemp("house"), postgresql_server.url(name)) as house:
        with running(Server.FAMILY, house, HEARD_DATABASE=public) as site:
            family = Visitor(site.address)
            send_views(family, EARLIER)
            held = {*own_files(house.data / "family"), *own_environment(site)}
        store = Store(public)
        yield BrokenIn(house, store, held, token_of(family))
        store.close()
    postgresql_server.drop(name)


FORBIDDEN = (
    "SELECT * FROM part_keys",
    "SELECT body FROM submission_parts",
    "SELECT staff_id FROM part_readings",
    "SELECT body FROM files",
    "SELECT body FROM additions",
    "SELECT * FROM submission_files",
    "SELECT * FROM keys",
    "SELECT * FROM key_holders",
    "SELECT * FROM staff",
    "SELECT * FROM desk_sessions",
    "UPDATE submissions SET state = 'withdrawn'",
    "DELETE FROM waiting",
    "SELECT * FROM waiting",
    "SELECT * FROM taken_back",
    "DELETE FROM submissions",
    "UPDATE council SET fingerprint = 'another'",
)


@pytest.mark.parametrize("forbidden", FORBIDDEN)
def test_its_database_role_is_refused(broken_in: BrokenIn, forbidden: str) -> None:
    with pytest.raises(ProgrammingError) as refused, broken_in.store.write() as conn:
        conn.execute(text(forbidden))
    assert isinstance(refused.value.orig, psycopg.errors.InsufficientPrivilege)


def test_its_database_role_sees_a_closed_list_of_tables_and_no_word_in_them(
    broken_in: BrokenIn,
) -> None:
    selected = everything_selected(broken_in.store)
    assert set(selected) == {
        "additions",
        "alembic_version",
        "council",
        "draft_files",
        "draft_locks",
        "drafts",
        "kept_pages",
        "need_steps",
        "part_readings",
        "replies",
        "submission_parts",
        "submissions",
        "withdrawals",
    }
    assert EARLIER.encode() not in b"".join(repr(each).encode() for each in selected.values())


def test_nothing_it_holds_or_selects_opens_what_was_sent_or_the_draft_of_it(
    broken_in: BrokenIn,
) -> None:
    values = [each for rows in everything_selected(broken_in.store).values() for each in rows]
    # The sealed bytes too, though the role does not select them: somebody may have a backup.
    (earlier,) = everything_opened(broken_in.house)
    with broken_in.house.store.read() as conn:
        parts = stored(conn, earlier.id).parts.values()
    sealed = [blob for part in parts for blob in (part.body, part.sealed_key)]
    blobs = [*sealed, *(each for each in values if isinstance(each, bytes))]
    assert len(blobs) > 6
    assert opened_by({*broken_in.held, *values}, blobs) == []
    assert opened_by({broken_in.token}, blobs), "the family's own browser does open its draft"


def test_what_it_holds_names_neither_a_private_key_nor_the_desks_folder(
    broken_in: BrokenIn,
) -> None:
    held = " ".join(broken_in.held)
    assert str(broken_in.house.data / "family") in held
    assert str(broken_in.house.data / "desk") not in held
    assert "AGE-SECRET-KEY" not in held


def own_files(folder: Path) -> set[str]:
    """Every word in the files of the process."""
    return {word.strip('",') for path in folder.iterdir() for word in path.read_text().split()}


def own_environment(site: RunningSite) -> set[str]:
    """Every value in the environment of the running process."""
    content = Path(f"/proc/{site.process.pid}/environ").read_text("utf-8")
    return {each.partition("=")[2] for each in content.split("\0") if each}


def everything_selected(intruder: Store) -> dict[str, list[object]]:
    """Every value that this database role may read, by table."""
    readable = text(
        "SELECT relname, attname FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid"
        " WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v', 'm', 'p')"
        " AND attnum > 0 AND has_column_privilege(attrelid, attnum, 'SELECT')"
    )
    found: dict[str, list[object]] = {}
    with intruder.read() as conn:
        for table, column in conn.execute(readable).all():
            values = conn.scalars(text(f'SELECT "{column}" FROM "{table}"'))
            found.setdefault(table, []).extend(values)
    return found


def opened_by(secrets: Iterable[object], blobs: Iterable[bytes]) -> list[bytes]:
    """The blobs that one of the secrets opens, in any way in which the vault opens anything."""
    return [blob for secret in secrets for blob in blobs if opens(secret, blob)]


def opens(secret: object, blob: bytes) -> bool:
    word = secret.decode("ascii", "ignore") if isinstance(secret, bytes) else str(secret)
    key = secret if isinstance(secret, bytes) else as_hex(word)
    for way, given in (
        (lambda given: unseal(blob, given), word),
        (lambda given: unclose(given, blob), key),
        (lambda given: unlock_draft_key(given, blob), word),
        (lambda given: unlock_draft_key(given, blob), f"{word}:your-views"),
    ):
        try:
            way(given)
        except CannotOpen:
            continue
        return True
    return False


def as_hex(word: str) -> bytes:
    try:
        return bytes.fromhex(word)
    except ValueError:
        return b""


def token_of(visitor: Visitor) -> str:
    """What the browser's cookie holds, which is stored nowhere else."""
    payload = visitor.cookie.partition("=")[2].split(".")[0]
    return json.loads(base64.urlsafe_b64decode(payload + "=="))["draft"]


def test_the_figure_is_that_of_what_is_tried() -> None:
    assert f"0 of {len(FORBIDDEN)} statements" in (__doc__ or "")
