"""What is sent holds nothing that a phone of 2019 skips and that puts boxes over one another."""

import re

import pytest

from heard.web.inline import COMMON, STATIC, inline_style
from heard.web.older_styles import for_older_browsers

#: Sheets for paper are read by our own program, which knows all properties.
ON_PAPER = {"leaflet.css", "paper.css"}
SHEETS = [
    str(path.relative_to(STATIC / "css"))
    for path in (STATIC / "css").rglob("*.css")
    if path.name not in ON_PAPER
]

#: Known to Safari on phones since 14.5 only (https://caniuse.com/css-logical-props). Round corners
#: come later still, and a square one hides nothing.
TOO_NEW = re.compile(
    r"[;{](?:(?:margin|padding|border|inset)-(?:block|inline)|inset|inset-(?:block|inline)-\w+"
    r"|border-(?:block|inline)-(?:color|style|width)"
    r"):[^;}]*"
)


@pytest.mark.parametrize("sheet", SHEETS)
def test_no_sheet_rests_on_what_older_phones_do_not_know(sheet: str) -> None:
    style = inline_style(sheet).text
    assert style
    assert TOO_NEW.findall(style) == []
    assert ("appearance" in style) == ("-webkit-appearance" in style)


def test_no_sheet_puts_a_side_where_only_one_direction_of_writing_has_it() -> None:
    whole = inline_style(*COMMON).text
    assert re.findall(r"[;{](?:(?:margin|padding|border)-)?(?:left|right)\b[^;}]*", whole) in (
        [],
        [";right:0", ";left:0"],
    )


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("a{margin-block:1px}", "a{margin-top:1px;margin-bottom:1px}"),
        ("a{margin-block:1px 2px}", "a{margin-top:1px;margin-bottom:2px}"),
        (
            "a{color:red;padding-inline:calc(1px + 2px) var(--a)}",
            "a{color:red;padding-inline-start:calc(1px + 2px);padding-inline-end:var(--a)}",
        ),
        (
            "a{inset-block:calc(1em*var(--lead)/2 + 1.35rem) -1rem}",
            "a{top:calc(1em*var(--lead)/2 + 1.35rem);bottom:-1rem}",
        ),
        ("a{inset:0}", "a{top:0;right:0;bottom:0;left:0}"),
        ("a{inset:1px 2px 3px}", "a{top:1px;right:2px;bottom:3px;left:2px}"),
        ("a{inset-block-start:50%}", "a{top:50%}"),
        ("a{clip-path:inset(50%);margin-block-start:1px}", None),
        ("a{border-inline-start:1px solid;--inset:1px}", None),
        ("a{appearance:none}", "a{-webkit-appearance:none;appearance:none}"),
    ],
)
def test_short_properties_are_said_at_length(written: str, sent: str | None) -> None:
    assert for_older_browsers(written) == (sent or written)
