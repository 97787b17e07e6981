"""Promise 1. A leak of memory reveals no key: 0 after signing out, in the desk that really runs.

The memory of its workers is searched as root would: for a chair's private key and the council's, as
they are written and as bytes, and for the secret of the second factor. Of the password a copy may
be left where the form came in.
"""

import base64
import os
import re
import secrets
from pathlib import Path
from urllib.parse import quote_plus

from heard.casework.council.key_pairs import council_keys_by_recovery, read_recovery_key
from heard.casework.staff.accounts import BY_PASSWORD
from heard.records import staff
from heard.vault.staff.staff_keys import unlock
from tests.support.memory_scan import counted_in_memory
from tests.support.process_tree import below
from tests.support.processes import RunningDesk, RunningSite, Visitor, newest_reference, send_views
from tests.support.staff import Person

#: Copies of a password that may be left where it came in: one was measured, of the posted form.
MOST_OF_A_PASSWORD = 2
#: Copies of a word of which a form had twelve, right after sending: 48 were measured, and 235 where
#: what is let go of is not written over.
MOST_OF_A_FORM = 120
#: As a person writes it, and as a browser posts it.
AS_POSTED = {"written": str, "posted": quote_plus}
BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"


def raw(private: str) -> bytes:
    """The 32 bytes of a private key, which age writes with 5 bits a letter."""
    number = 0
    for letter in private.lower().rpartition("1")[2][:-6]:
        number = number << 5 | BECH32.index(letter)
    return (number >> 4).to_bytes(32, "big")


def keys_of(desk: RunningSite, person: Person) -> dict[str, bytes]:
    """Everything that must not stay of a chair, in every form in which it is used."""
    with desk.house.store.read() as conn:
        stored = staff.unlocks(conn, staff.find_by_name(conn, person.name).id, BY_PASSWORD)[0]
    private = unlock(person.password, stored.salt, stored.wrapped).identity
    council = council_keys_by_recovery(
        desk.house.store, read_recovery_key(desk.house.recovery_file)
    )
    named = {"own": private, **{f"council {id[:4]}": key for id, key in council.items()}}
    return {
        **{f"{name} as it is written": key.encode() for name, key in named.items()},
        **{f"{name} as bytes": raw(key) for name, key in named.items()},
        "second factor": person.totp_secret.encode(),
        "second factor as bytes": base64.b32decode(person.totp_secret),
    }


def workers(desk: RunningSite) -> set[int]:
    """The processes of a site but for its agent."""
    everybody = {desk.process.pid, *below(desk.process.pid)}
    agents = {each for each in everybody if b"heard.vault.agent" in command_of(each)}
    assert agents
    return everybody - agents


def command_of(process: int) -> bytes:
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return b""


def test_the_keys_are_told_apart_from_their_bytes() -> None:
    private = "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX"
    assert raw(private) == b"\x42" * 32


def test_after_signing_out_no_key_is_in_the_memory_of_any_worker(
    family_server: RunningSite, desk_server: RunningDesk
) -> None:
    send_views(Visitor(family_server.address), "for the meeting")
    reference = newest_reference(family_server)
    chair = desk_server.hire("chair", f"lamp {secrets.token_hex(8)} kettle window")
    wanted = keys_of(desk_server, chair)
    browser = Visitor(desk_server.address)
    browser.sign_in(chair)
    for _ in range(3):
        status, page = browser.get(f"/submissions/{reference}")
        assert status == 200 and "for the meeting" in page
        assert counted_in_memory(workers(desk_server), wanted) == {}
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)[1]
    assert browser.post("/sign-out", {"csrf_token": token}) == (303, "/sign-in")
    assert counted_in_memory(workers(desk_server), wanted) == {}
    typed = {how: say(chair.password).encode() for how, say in AS_POSTED.items()}
    assert counted_in_memory(workers(desk_server), typed).total() <= MOST_OF_A_PASSWORD


def test_of_what_a_family_wrote_little_is_left_in_the_memory_of_the_process_that_took_it(
    family_server: RunningSite,
) -> None:
    """What is left lies in what the web server itself has read, and in what was just let go of."""
    word = f"zq{secrets.token_hex(10)}"
    send_views(Visitor(family_server.address), word)
    processes = {family_server.process.pid, *below(family_server.process.pid)}
    forms = {how: word.encode(how) for how in ("utf-8", "utf-16-le", "utf-32-le")}
    assert counted_in_memory(processes, forms).total() <= MOST_OF_A_FORM


def test_what_is_in_memory_is_found() -> None:
    """The control: the same search finds what this process holds."""
    word = secrets.token_bytes(24)
    kept = [bytes(bytearray(word)) for _ in range(3)]
    found = counted_in_memory([os.getpid()], {"word": word, "another": secrets.token_bytes(24)})
    assert found["word"] >= len(kept) + 1
    assert "another" not in found or found["another"] <= 2
