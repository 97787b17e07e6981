from hypothesis import given
from hypothesis import strategies as st

from heard.library.sources.fingerprints import fingerprint
from heard.library.sources.segments import segment, to_markdown

BODY = """First words
over two lines.

!!! note
    In a box.

    Still in it.

## Before {#before}

- one
- two
    - below

1. first

> Official.
> More of it.

![A room](picture:room)

### Later {#later}
Close behind.
"""

LINES = (
    *("", "  ", "## A {#a}", "### B", "# #", "- item", "    - below", "1. one", "-", "*  "),
    *("> quoted", ">", "!!! say", "    indented", "  ragged", "text", "\r", "![x](picture:y)"),
)
line = st.one_of(st.sampled_from(LINES), st.text(max_size=12))


def test_each_piece_of_a_page_is_a_block_of_its_kind():
    assert [(block.kind, block.text) for block in segment(BODY).blocks] == [
        ("paragraph", "First words\nover two lines."),
        ("admonition", "In a box."),
        ("admonition", "Still in it."),
        ("heading", "Before"),
        ("item", "one"),
        ("item", "two"),
        ("item", "below"),
        ("item", "first"),
        ("quotation", "Official.\nMore of it."),
        ("picture", "![A room](picture:room)"),
        ("heading", "Later"),
        ("paragraph", "Close behind."),
    ]


def test_keys_tell_the_nearest_heading_the_kind_and_the_number():
    assert [block.key for block in segment(BODY).blocks][:7] == [
        "top/paragraph-1",
        "top/admonition-1",
        "top/admonition-2",
        "before/heading",
        "before/item-1",
        "before/item-2",
        "before/item-3",
    ]


def test_a_heading_tells_its_level_and_its_id():
    headings = [block for block in segment(BODY).blocks if block.kind == "heading"]

    assert [(block.level, block.id) for block in headings] == [(2, "before"), (3, "later")]


@given(st.lists(line, max_size=25).map("\n".join))
def test_blocks_become_the_same_markdown_again(body: str):
    assert to_markdown(segment(body)) == body


@given(st.lists(line, max_size=25).map("\n".join))
def test_no_two_blocks_share_a_key(body: str):
    keys = [block.key for block in segment(body).blocks]

    assert len(keys) == len(set(keys))


@given(st.text(max_size=300))
def test_any_text_at_all_survives_the_round_trip(body: str):
    assert to_markdown(segment(body)) == body


def test_a_fingerprint_does_not_see_white_space_or_the_form_of_an_accent():
    assert fingerprint("caf\u00e9  is\n open ") == fingerprint("cafe\u0301 is open")
    assert len(fingerprint("")) == 12


def test_a_fingerprint_sees_one_lost_not():
    assert fingerprint("You do not have to come.") != fingerprint("You do have to come.")
