"""Finding again what stood in one list in another: by name, sequence, move, likeness and place.

Every function returns pairs as index in the first list -> index in the second.
"""

import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from typing import TypeVar

#: From this share of equal signs on (difflib's ratio), one text is another, edited.
SIMILAR = 0.6

Pairs = dict[int, int]
V = TypeVar("V")


def is_named(key: str) -> bool:
    """Whether a key is a name of its own, which no other block can take by moving."""
    return not re.fullmatch(r".*/[a-z]+-\d+", key)


def kind_of(key: str) -> str:
    """The kind that a key tells: `before/paragraph-2` -> `paragraph`."""
    return key.rsplit("/", 1)[-1].rsplit("-", 1)[0]


def kinds_of(keys: Sequence[str]) -> list[str | None]:
    """The kind behind each key; None for what has a name and can be paired by that alone."""
    return [None if is_named(key) else kind_of(key) for key in keys]


def turned(pairs: Mapping[int, int]) -> Pairs:
    """The same pairs seen from the other list."""
    return {other: one for one, other in pairs.items()}


def names_of(keys: Sequence[str]) -> list[str]:
    """The keys that are names, and nothing in the place of the others."""
    return [key if is_named(key) else "" for key in keys]


def free(values: Sequence[V], taken: Mapping[int, int], names: Sequence[str]) -> dict[int, V]:
    """What is not yet paired and has no name to be paired by."""
    return {at: value for at, value in enumerate(values) if at not in taken and not names[at]}


def same_names(here: Sequence[str], there: Sequence[str]) -> Pairs:
    """Pairs of the same name, wherever they stand."""
    places = {name: at for at, name in enumerate(there) if name}
    return {at: places[name] for at, name in enumerate(here) if name and name in places}


def same_words(
    here: Mapping[int, str], there: Mapping[int, str], size: int, other_size: int
) -> Pairs:
    """Equal words in the same sequence, then equal words that have moved."""
    one = [here.get(at, f"<{at}") for at in range(size)]
    other = [there.get(at, f">{at}") for at in range(other_size)]
    pairs: Pairs = {}
    for match in SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks():
        pairs |= {match.a + step: match.b + step for step in range(match.size)}
    taken = set(pairs.values())
    for at, words in here.items():
        if at in pairs:
            continue
        for place, others in there.items():
            if place not in taken and words == others:
                pairs[at] = place
                taken.add(place)
                break
    return pairs


def similar(here: Mapping[int, tuple[str, str]], there: Mapping[int, tuple[str, str]]) -> Pairs:
    """Texts that are alike, most alike first. Each is given as kind and text."""
    ranked = []
    for one, (kind, text) in here.items():
        for other, (other_kind, other_text) in there.items():
            if kind == other_kind:
                ratio = SequenceMatcher(None, text, other_text, autojunk=False).ratio()
                if ratio >= SIMILAR:
                    ranked.append((-ratio, one, other))
    found: Pairs = {}
    for _, one, other in sorted(ranked):
        if one not in found and other not in found.values():
            found[one] = other
    return found


def by_place(
    here: Sequence[str | None], there: Sequence[str | None], pairs: Mapping[int, int]
) -> Pairs:
    """Pairs of what stands alone between the same neighbours, where the kinds agree in order.

    Between two neighbours that do not agree, or where a named block stands alone, nothing is
    paired: it could not be known which block was left out.
    """
    back = turned(pairs)
    one = [("pair", at) if at in pairs else ("here", at) for at in range(len(here))]
    other = [("pair", back[at]) if at in back else ("there", at) for at in range(len(there))]
    found: Pairs = {}
    start_one = start_other = 0
    for match in SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks():
        left = [at for at in range(start_one, match.a) if at not in pairs]
        right = [at for at in range(start_other, match.b) if at not in back]
        kinds = [here[at] for at in left]
        if None not in kinds and kinds == [there[at] for at in right]:
            found |= dict(zip(left, right, strict=True))
        start_one, start_other = match.a + match.size, match.b + match.size
    return found
