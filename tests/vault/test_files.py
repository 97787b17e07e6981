"""Pictures and papers: each with a key of its own, and a size that says little."""

import shutil
import subprocess
from pathlib import Path

import pytest

from heard.vault.errors import CannotOpen
from heard.vault.files import SMALL_STEP, STEP, padded, seal_file, unpadded
from heard.vault.opening import open_file
from heard.vault.primitives.envelope import new_key_pair

PICTURE = b"\xff\xd8\xff and all the rest of it \x00\x00"


@pytest.mark.parametrize("content", [b"", PICTURE, b"\0" * 70_000, bytes(range(256)) * 2_000])
def test_a_file_opens_with_its_own_key_as_it_was(content: bytes) -> None:
    sealed, private = seal_file(content)
    assert private.startswith("AGE-SECRET-KEY-")
    assert open_file(sealed, private) == content


def test_each_file_has_a_key_of_its_own() -> None:
    one, other = seal_file(PICTURE), seal_file(PICTURE)
    assert one[1] != other[1]
    with pytest.raises(CannotOpen):
        open_file(one[0], other[1])
    with pytest.raises(CannotOpen):
        open_file(one[0], new_key_pair()[0])


@pytest.mark.parametrize("place", [0, 1, 200, -1])
def test_a_changed_byte_is_found(place: int) -> None:
    sealed, private = seal_file(PICTURE)
    changed = bytearray(sealed)
    changed[place] ^= 1
    with pytest.raises(CannotOpen):
        open_file(bytes(changed), private)


def test_no_word_of_the_picture_stands_in_what_is_stored() -> None:
    assert b"all the rest" not in seal_file(PICTURE)[0]


def test_sizes_are_told_in_few_steps() -> None:
    def size(length: int) -> int:
        return len(padded(bytes(length)))

    assert size(0) == size(1000) == size(SMALL_STEP - 8) == SMALL_STEP
    assert size(SMALL_STEP - 7) == 2 * SMALL_STEP
    assert size(STEP - 8) == STEP
    assert size(STEP - 7) == size(2 * STEP - 8) == 2 * STEP
    assert size(10 * 1024 * 1024) == 10 * 1024 * 1024 + STEP


@pytest.mark.parametrize("whole", [b"", b"short", b"\xff" * 100])
def test_what_was_never_padded_does_not_open(whole: bytes) -> None:
    with pytest.raises(CannotOpen):
        unpadded(whole)


def test_the_stock_age_program_opens_a_file_and_it_begins_as_the_picture_does(
    tmp_path: Path,
) -> None:
    age = shutil.which("age")
    assert age, "The age program is missing. Install it: apt-get install age"
    sealed, private = seal_file(PICTURE)
    (tmp_path / "key").write_text(private + "\n")
    (tmp_path / "file.age").write_bytes(sealed[1:])
    opened = subprocess.run(
        [age, "--decrypt", "--identity", tmp_path / "key", tmp_path / "file.age"],
        capture_output=True,
        check=True,
    ).stdout
    assert opened.startswith(PICTURE)
    assert int.from_bytes(opened[-8:], "big") == len(PICTURE)
