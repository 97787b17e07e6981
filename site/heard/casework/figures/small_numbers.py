"""Which numbers of a count may be shown, so that nobody's answer can be worked out.

How many people answered at all is shown, so a single hidden number would be a subtraction away.
What keeps this safe even for a reader who knows the rules of this module:

- How many left a question out is never shown. Whatever is missing from the whole may be hidden
  answers or people who left it out, so each hidden number can be one of several.
- "None" is hidden like one to four wherever anything is missing. Otherwise a row with a single
  small number in it would give that number away.
- Where nobody could leave the question out there is nothing to hide behind: then either no answer
  was chosen by one to four, or the question is not shown.

That a question was left out is not an answer. Its number may be worked out where no answer was
chosen by few.
"""

from collections.abc import Sequence

#: The smallest number of people of whom anything is said.
SMALLEST = 5

#: The numbers of one question, in the order of its answers; None stands for 0 to 4.
Shown = tuple[int | None, ...]


def one_answer_each(counts: Sequence[int], people: int, *, required: bool) -> Shown | None:
    """What may be shown of a question with one answer for each of `people`; None for nothing."""
    if required:
        return _all_or_nothing(counts)
    if people == sum(count for count in counts if count >= SMALLEST):
        return tuple(counts)
    return _without_small(counts)


def many_answers_each(counts: Sequence[int], *, required: bool) -> Shown | None:
    """As `one_answer_each` where a person may choose as many as fit: the numbers are no parts."""
    # Where everybody chose something, those who did not choose the shown ones chose the hidden.
    return _all_or_nothing(counts) if required else _without_small(counts)


def _all_or_nothing(counts: Sequence[int]) -> Shown | None:
    return None if any(0 < count < SMALLEST for count in counts) else tuple(counts)


def _without_small(counts: Sequence[int]) -> Shown:
    return tuple(count if count >= SMALLEST else None for count in counts)
