"""What is set down for counting opens with the council's key alone, and for its own record."""

import pytest

from heard.vault.counting import close_counted, open_counted
from heard.vault.errors import CannotOpen

KEY, OTHER = "AGE-SECRET-KEY-1" + "A" * 58, "AGE-SECRET-KEY-1" + "C" * 58


def test_it_opens_with_the_same_key_and_all_are_of_one_size():
    closed = close_counted(KEY, "one", {"kind": "parent"})
    assert open_counted(KEY, "one", closed) == {"kind": "parent"}
    assert len(closed) == len(close_counted(KEY, "two", {"kind": "child", "chosen": [1, 2, 3]}))
    assert b"parent" not in closed


@pytest.mark.parametrize(
    ("key", "record", "change"),
    [(OTHER, "one", b""), (KEY, "two", b""), (KEY, "one", b"x")],
    ids=["another key", "another record", "a changed byte"],
)
def test_nothing_else_opens_it(key, record, change):
    closed = close_counted(KEY, "one", {"kind": "parent"})
    with pytest.raises(CannotOpen):
        open_counted(key, record, closed[: len(closed) - len(change)] + change)
