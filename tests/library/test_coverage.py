"""docs/coverage.md: every fact is told somewhere."""

import re
from pathlib import Path

from heard.library.sources.segments import segment

ROOT = Path(__file__).parents[2]
GUIDES = ROOT / "content" / "en" / "guides"

#: How many facts each letter has.
FACTS = {
    "A": 8, "B": 11, "C": 4, "D": 5, "E": 6, "F": 3, "G": 7, "H": 7, "I": 13, "J": 8, "K": 3,
    "L": 1, "M": 3, "N": 3, "O": 2, "P": 1, "Q": 4, "R": 3,
}  # fmt: skip


def rows() -> list[list[str]]:
    text = (ROOT / "docs" / "coverage.md").read_text("utf-8")
    found = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in text.splitlines()
        if re.match(r"\| [A-R]\d+ \|", line)
    ]
    assert found
    return found


def test_every_fact_has_a_line() -> None:
    every = [f"{letter}{n}" for letter, most in FACTS.items() for n in range(1, most + 1)]
    assert [row[0] for row in rows()] == every


def test_every_place_that_is_named_is_a_heading_of_a_guide() -> None:
    headings = {
        path.stem: {
            block.key.removesuffix("/heading")
            for block in segment(path.read_text("utf-8").split("+++", 2)[2]).blocks
            if block.kind == "heading"
        }
        for path in GUIDES.glob("*.md")
    }
    for fact, _, places in rows():
        assert places, fact
        for place in places.split(", "):
            guide, _, heading = place.partition("#")
            assert heading in headings[guide], f"{fact}: {place}"
