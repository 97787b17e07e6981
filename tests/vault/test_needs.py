"""The id of a need: the same for whoever opens the part, and telling nothing to anybody else."""

from heard.vault.needs import need_id, needs_key

KEY = "AGE-SECRET-KEY-1EXAMPLE"


def test_whoever_opens_the_part_finds_the_same_id_each_time():
    assert need_id(needs_key(KEY), "needs interpreter") == need_id(
        needs_key(KEY), "needs interpreter"
    )
    assert len(need_id(needs_key(KEY), "needs interpreter")) == 32


def test_no_two_needs_and_no_two_families_have_the_same_id():
    ids = {
        need_id(needs_key(KEY + end), name)
        for end in "ab"
        for name in ("needs travel", "apart door")
    }
    assert len(ids) == 4
