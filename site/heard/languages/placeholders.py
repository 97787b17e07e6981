"""Translated sentences that would fail, or say something else, when they are shown.

A sentence is put together with `%`: a stray percent sign, a gap that nothing fills, or one with
another conversion raises an error in the middle of a family's page. So each form of each sentence
has exactly the gaps of its English.
"""

import re
from collections import Counter
from collections.abc import Iterator

from babel.messages.catalog import Catalog, Message

#: `%(count)d`: what stands in a sentence for a value.
GAP = re.compile(r"%\((\w+)\)([diouxXeEfFgGrsa])")


def sentence_faults(catalogue: Catalog) -> Iterator[str]:
    """Every translated sentence at fault, in its English words, with what is wrong.

    What is missing or fuzzy is shown in English, so it is not looked at.
    """
    for message in catalogue:
        if message.id and not message.fuzzy:
            for what in dict.fromkeys(_faults(message, catalogue.num_plurals)):
                yield f"{_english(message)[0]!r}: {what}"


def _faults(message: Message, plurals: int) -> Iterator[str]:
    said = _translated(message)
    if not any(said):
        return
    if message.pluralizable and (len(said) != plurals or not all(said)):
        yield f"has {sum(map(bool, said))} plural forms, and the language has {plurals}"
    english = _english(message)[-1]
    wanted = Counter(GAP.findall(english))
    for form in filter(None, said):
        yield from _gap_faults(wanted, form)
        if "<" in form and "<" not in english:
            yield "holds <, which a browser would take for its own"


def _gap_faults(wanted: Counter[tuple[str, str]], form: str) -> Iterator[str]:
    found = Counter(GAP.findall(form))
    for gap in sorted(wanted.keys() | found.keys()):
        name = f"%({gap[0]}){gap[1]}"
        if found[gap] and not wanted[gap]:
            yield f"{name} is not in the English"
        elif not found[gap]:
            yield f"{name} is missing"
        elif found[gap] != wanted[gap]:
            yield f"{name} stands there {found[gap]} times, and {wanted[gap]} in the English"
    if "%" in GAP.sub("", form):
        yield "holds a % that is no part of a gap such as %(count)d"


def _english(message: Message) -> list[str]:
    """The sentence, or its singular and plural."""
    return [message.id] if isinstance(message.id, str) else list(message.id)


def _translated(message: Message) -> list[str]:
    """The translation, one for each plural form."""
    return [message.string] if isinstance(message.string, str) else list(message.string or ())
