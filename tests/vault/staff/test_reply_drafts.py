"""What staff are writing opens with their own key, and as nothing else."""

import pytest

from heard.vault.errors import CannotOpen
from heard.vault.primitives.envelope import new_key_pair, seal
from heard.vault.primitives.padding import padded_json
from heard.vault.staff.reply_drafts import DraftIdentity, open_reply_draft, seal_reply_draft

MINE = DraftIdentity("ada", "K7PM-3QXD")
TYPED = {"words": ["Thank you.\nشکریہ"], "passed_on": ["yes"]}


def test_the_writer_gets_back_every_field_as_it_was_typed():
    private, public = new_key_pair()
    assert open_reply_draft(private, seal_reply_draft(public, MINE, TYPED), MINE) == TYPED


def test_nobody_else_opens_it_nor_the_writer_as_something_else():
    private, public = new_key_pair()
    sealed = seal_reply_draft(public, MINE, TYPED)
    assert b"Thank you" not in sealed
    for key, expected in (
        (new_key_pair()[0], MINE),
        (private, DraftIdentity("bo", MINE.reference)),
        (private, DraftIdentity("ada", "AAAA-AAAA")),
    ):
        with pytest.raises(CannotOpen):
            open_reply_draft(key, sealed, expected)


@pytest.mark.parametrize("typed", [None, [], {"words": "a"}, {"words": [1]}, {"words": None}])
def test_what_has_another_shape_is_not_opened(typed):
    private, public = new_key_pair()
    content = {"staff": MINE.staff, "reference": MINE.reference, "typed": typed}
    with pytest.raises(CannotOpen):
        open_reply_draft(private, seal(padded_json(content), [public]), MINE)
