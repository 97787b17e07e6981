"""What families are told about who sees their words."""

import re

from heard.authority.installation import ROOT
from heard.journeys.model.audience import TO_ADULTS, TO_CHILDREN, Audience
from heard.languages.gathering import gather

#: Words that give one person what every chair of the council holds the key to...
_ALONE = re.compile(
    r"\bonly (for |to )?the \[?chair\b|\bthe \[?chair\]?(\([^)]*\))?(’s)? (alone|only)\b", re.I
)
#: ...and what makes them true where it stands beside them.
_OTHERS = re.compile(r"another chair|another person who chairs|people who chair", re.I)


def said_to_families() -> list[str]:
    """Every sentence of the program, and every paragraph of the English pages."""
    pages = sorted((ROOT / "content" / "en").rglob("*.md"))
    paragraphs = [each for page in pages for each in page.read_text("utf-8").split("\n\n")]
    sentences = [str(each.id) for each in gather() if each.id]
    assert pages
    assert sentences
    return [*sentences, *paragraphs]


def test_nobody_is_told_that_one_chair_alone_reads_what_every_chair_can_open() -> None:
    assert _ALONE.search("only the [chair](term:chair) can see it")
    assert _ALONE.search("Something for the chair alone?")
    found = [words for words in said_to_families() if _ALONE.search(words)]
    assert [words for words in found if not _OTHERS.search(words)] == []


def test_each_circle_that_a_chair_is_in_says_that_there_are_others() -> None:
    for said in (TO_ADULTS, TO_CHILDREN):
        for circle in (Audience.CHAIR, Audience.TEAM):
            assert _OTHERS.search(said.circles[circle])
