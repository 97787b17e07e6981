"""No number that is left out can be worked out, whatever the reader knows of the rules."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heard.casework.figures.small_numbers import SMALLEST, Shown, many_answers_each, one_answer_each

Rule = Callable[[tuple[int, ...], int], Shown | None]
#: What the answers of a question add up to: at most, or just, the number of people; or nothing.
Adds = Callable[[tuple[int, ...], int], bool]

RULES: dict[str, tuple[Rule, Adds]] = {
    "one answer": (
        lambda counts, people: one_answer_each(counts, people, required=False),
        lambda counts, people: sum(counts) <= people,
    ),
    "one answer from everybody": (
        lambda counts, people: one_answer_each(counts, people, required=True),
        lambda counts, people: sum(counts) == people,
    ),
    "many answers": (
        lambda counts, people: many_answers_each(counts, people, required=False),
        lambda counts, people: True,
    ),
    "many answers, one at least from everybody": (
        lambda counts, people: many_answers_each(counts, people, required=True),
        lambda counts, people: sum(counts) >= people,
    ),
}


def tables(adds: Adds, people: int, answers: int) -> Iterator[tuple[int, ...]]:
    for counts in product(range(people + 1), repeat=answers):
        if adds(counts, people):
            yield counts


def hidden(shown: Shown | None, answers: int) -> set[int]:
    return {each for each in range(answers) if shown is None or shown[each] is None}


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize(("people", "answers"), [(5, 2), (9, 2), (25, 2), (7, 3), (16, 3), (13, 4)])
def test_whoever_knows_the_rule_and_tries_everything_finds_no_hidden_number(
    rule: str, people: int, answers: int
) -> None:
    """Every table there can be, gathered by what is shown of it: the strongest reader there is."""
    show, adds = RULES[rule]
    fitting: dict[Shown | None, list[tuple[int, ...]]] = defaultdict(list)
    for counts in tables(adds, people, answers):
        fitting[show(counts, people)].append(counts)
    for shown, candidates in fitting.items():
        for answer in hidden(shown, answers):
            assert len({counts[answer] for counts in candidates}) > 1, (shown, candidates)


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize(("people", "answers"), [(5, 2), (9, 2), (25, 2), (7, 3), (16, 3), (13, 4)])
def test_nobody_learns_that_all_chose_something_or_none_did(
    rule: str, people: int, answers: int
) -> None:
    """Neither from a number that is shown nor from all that can be worked out."""
    show, adds = RULES[rule]
    fitting: dict[Shown | None, list[tuple[int, ...]]] = defaultdict(list)
    for counts in tables(adds, people, answers):
        fitting[show(counts, people)].append(counts)
    for shown, candidates in fitting.items():
        for answer in range(answers):
            could_be = {counts[answer] for counts in candidates}
            assert could_be not in ({0}, {people}), (shown, candidates)
            # "Either nobody or everybody" would say as much of each person.
            assert not could_be <= {0, people}, (shown, candidates)


@st.composite
def _counted(draw: st.DrawFn) -> tuple[tuple[int, ...], int]:
    counts = draw(st.lists(st.integers(0, 4) | st.integers(0, 60), min_size=2, max_size=6))
    left_out = draw(st.integers(0, 12))
    return tuple(counts), max(SMALLEST, sum(counts) + left_out)


@given(_counted(), st.sampled_from(sorted(RULES)))
def test_what_is_shown_is_true_and_never_one_to_four(counted, rule) -> None:
    counts, people = counted
    shown = RULES[rule][0](counts, people)
    for number, count in zip(shown or (), counts, strict=shown is not None):
        assert number in (None, count)
        assert number is None or SMALLEST <= number < people


def test_that_everybody_chose_the_same_is_not_shown() -> None:
    assert one_answer_each((8, 0, 0, 0), 8, required=False) == (None, None, None, None)
    assert one_answer_each((8, 0, 0, 0), 8, required=True) is None
    assert many_answers_each((8, 6), 8, required=False) == (None, 6)


def test_that_nobody_chose_something_cannot_be_worked_out() -> None:
    assert one_answer_each((6, 0, 5, 0), 11, required=False) == (6, None, None, None)
    assert one_answer_each((6, 0, 5, 0), 14, required=False) == (6, None, 5, None)
    assert one_answer_each((6, 5), 11, required=False) == (6, 5)


def test_a_single_small_number_takes_none_along() -> None:
    assert one_answer_each((8, 1, 0, 0), 9, required=False) == (8, None, None, None)


def test_where_nobody_could_leave_it_out_a_small_number_hides_the_question() -> None:
    assert one_answer_each((8, 1, 0, 0), 9, required=True) is None
    assert many_answers_each((9, 1), 10, required=True) is None
    assert one_answer_each((8, 6), 14, required=True) == (8, 6)
