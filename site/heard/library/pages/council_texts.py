"""Whether the council's own words agree with its numbers, and give nothing away.

A sentence that has a number in it says it as `{{retention.submissions_days}}`. Where it is written
out it has to be the number that is set, or families would read two.
"""

import re
from collections.abc import Iterator

from heard.authority.settings import Council
from heard.languages.numerals import western_digits
from heard.library.pages.values import NUMBERS, TOKEN
from heard.library.sources.neutral_words import told_openly

#: The numbers that may stand in a text; the first one has to.
_SAYS = {
    "quorate": ("conference.quorate",),
    "child_invitation": ("conference.child_invitation_age",),
    "complaint_route": ("complaint.stages", "complaint.first_days", "complaint.answer_days"),
    "retention": ("retention.submissions_days", "retention.files_years"),
}


def council_faults(council: Council) -> Iterator[tuple[str, str]]:
    """A sentence for each fault, after the file of the settings that it is in."""
    for name in ("service_name", "address"):
        for word in told_openly(getattr(council, name)):
            yield "council.toml", f"{name} says {word!r}, and the history of a phone shows it"
    for code in council.languages:
        for key, tokens in _SAYS.items():
            words = council.texts.get(code, {}).get(key)
            if isinstance(words, str) and words.strip():
                for fault in _numbers(words, tokens, council):
                    yield f"texts/{code}.toml", f"{key}: {fault}"


def _numbers(words: str, tokens: tuple[str, ...], council: Council) -> Iterator[str]:
    set_to = {token: NUMBERS[token][0](council) for token in tokens}
    used = TOKEN.findall(words)
    for token in used:
        if token not in NUMBERS:
            yield f"{{{{{token}}}}} is no number of the settings"
        elif NUMBERS[token][0](council) is None:
            yield f"{{{{{token}}}}} is not set in council.toml"
    written = re.findall(r"\d+", western_digits(TOKEN.sub(" ", words)))
    known = {str(number) for number in set_to.values() if number is not None}
    for number in written:
        if number not in known:
            yield f"says {number}; council.toml says {_as_set(set_to)}"
    first = tokens[0]
    number = set_to[first]
    if number is not None and first not in used and str(number) not in written:
        yield f"does not say {first}, which is {number}: write {{{{{first}}}}} in its place"


def _as_set(numbers: dict[str, object]) -> str:
    return ", ".join(
        f"{name} = {number}" if number is not None else f"nothing for {name}"
        for name, number in numbers.items()
    )
