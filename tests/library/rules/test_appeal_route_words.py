"""The words at the doors: plain, and no promise that nobody can keep."""

import re
from dataclasses import astuple

import pytest
import textstat

from heard.authority.installation import ROOT
from heard.authority.settings import load_council
from heard.library.pages.collection import load_library
from heard.library.rules.appeal_route_words import LEAVES, LEGAL_WORDS, Leaf
from heard.library.rules.appeal_routes import Door
from tests.support.words import SHIPPED

GRADE, LONGEST_SENTENCE = 5, 25


def said(leaf: Leaf) -> str:
    """What a leaf says, each part ended."""
    return " ".join(each if each[-1] in ".?!…" else f"{each}." for each in astuple(leaf)[:5])


@pytest.mark.parametrize("door", Door)
def test_no_leaf_promises_that_a_decision_is_looked_at_again(door: Door) -> None:
    assert not re.search(r"appeal|overturn|reverse|guarantee|\bwill win\b", said(LEAVES[door]))


@pytest.mark.parametrize("door", Door)
def test_no_sentence_at_a_door_is_longer_than_one_breath(door: Door) -> None:
    for sentence in re.split(r"(?<=[.?!…])\s+", said(LEAVES[door])):
        assert len(sentence.split()) <= LONGEST_SENTENCE, sentence


def test_the_doors_are_plain_to_read() -> None:
    grades = {door: textstat.flesch_kincaid_grade(said(LEAVES[door])) for door in Door}
    hard = {door: grade for door, grade in grades.items() if grade > GRADE + 1}
    assert not hard
    assert textstat.flesch_kincaid_grade("\n".join(said(LEAVES[each]) for each in Door)) <= GRADE


def test_every_door_names_somebody_to_call_who_is_in_the_lists() -> None:
    content = ROOT / "content"
    library = load_library(content, load_council(content / "authority"), SHIPPED)
    contacts = {each.id: each for each in library.contacts("en")}
    for door, leaf in LEAVES.items():
        assert contacts[leaf.contact].phone, door


def test_every_source_says_its_edition() -> None:
    assert all(source.edition for leaf in LEAVES.values() for source in leaf.sources)


def test_the_words_that_two_people_must_check_are_all_there_are() -> None:
    assert len(LEGAL_WORDS) == 5 * len(Door)
