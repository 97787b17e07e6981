"""Which numbers of a count may be shown, so that nobody's answer can be worked out.

Hidden are one to four, none, and all: where everybody chose the same, or nobody something, each
person's answer is known. How many people there are is shown, so a hidden number must not be a
subtraction away. What keeps this safe even for a reader who knows the rules of this module:

- How many left a question out is never shown. Whatever is missing from the whole may be hidden
  answers or people who left it out, so each hidden number can be one of several.
- Where nothing is missing, what is hidden would be none. Then the smallest number that could be
  shown is hidden along with it.
- Where nobody could leave the question out there is nothing to hide behind: then either each
  answer was chosen by enough people, or the question is not shown.

That a question was left out is not an answer. Its number may be worked out where every answer is
shown.
"""

from collections.abc import Sequence

#: The smallest number of people of whom anything is said.
SMALLEST = 5

#: The numbers of one question, in the order of its answers; None for one that is hidden.
Shown = tuple[int | None, ...]


def one_answer_each(counts: Sequence[int], people: int, *, required: bool) -> Shown | None:
    """What may be shown of a question with one answer for each of `people`; None for nothing."""
    shown = _fit(counts, people)
    if None not in shown:
        return shown
    if required:
        return None
    seen = [count for count in shown if count is not None]
    if seen and sum(seen) == people:
        at = shown.index(min(seen))
        shown = (*shown[:at], None, *shown[at + 1 :])
    return shown


def many_answers_each(counts: Sequence[int], people: int, *, required: bool) -> Shown | None:
    """As `one_answer_each` where a person may choose as many as fit: the numbers are no parts."""
    shown = _fit(counts, people)
    # Where everybody chose something, those who did not choose the shown ones chose the hidden.
    return None if required and None in shown else shown


def _fit(counts: Sequence[int], people: int) -> Shown:
    return tuple(count if SMALLEST <= count < people else None for count in counts)
