"""Words as search compares them: bare, and without the endings that only grammar wants."""

import re
from collections.abc import Callable
from functools import lru_cache

from heard.languages.alphabets import bare

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_DOUBLED = re.compile(r"([b-df-hj-np-rtv-z])\1$")
_COMMONEST = """
a about all also am an and any are as at be been but by can cant could did didnt do does
doesnt doing dont for from get go going got had happen has have havent he her him his how i if
im in is isnt it its ive just let like made make many me mean meaning means much my need no
not of on or our out own really she should so some than that the their them then there they
thing this to too us very want was wasnt we well were what when where which while who why will
with would you your
"""
#: English words so common that they tell little apart, where others stand beside them.
EMPTY = frozenset(_COMMONEST.split())
_IRREGULAR = {
    "children": "child",
    "childrens": "child",
    "kid": "child",
    "kids": "child",
    "took": "take",
    "taken": "take",
    "mums": "mum",
    "went": "go",
    "said": "say",
    "told": "tell",
    "left": "leave",
    "wrote": "write",
    "written": "write",
    "better": "good",
}


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text, bare, in their order; `child's` and `children's` lose their ending."""
    words = (word.removesuffix("'s").replace("'", "") for word in _WORD.findall(bare(text)))
    return tuple(word for word in words if word)


@lru_cache(maxsize=50_000)
def stem(word: str, code: str) -> str:
    """A bare word without the endings that grammar wants in a language."""
    return _STEMS.get(code, _other)(word)


def stems_of(text: str, code: str) -> tuple[str, ...]:
    """The words of a text as search compares them."""
    return tuple(stem(word, code) for word in words_of(text))


def _english(word: str) -> str:
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    for ending, instead in (("ies", "y"), ("sses", "ss"), ("ss", "ss"), ("us", "us"), ("s", "")):
        if word.endswith(ending):
            word = _cut(word, ending, instead, 2)
            break
    for ending, instead in (("ied", "y"), ("ing", ""), ("ed", ""), ("ly", ""), ("er", "")):
        if word.endswith(ending):
            short = _cut(word, ending, instead, 3)
            word = (
                short[:-1]
                if short != word and re.search(r"([b-df-hj-np-rtv-z])\1$", short)
                else short
            )
            break
    return _cut(word, "e", "", 3)


def _cut(word: str, ending: str, instead: str, least: int) -> str:
    short = word.removesuffix(ending)
    return short + instead if word.endswith(ending) and len(short) >= least else word


def _polish(word: str) -> str:
    # Polish bends the ends of words so much that their beginnings tell more.
    return word[:5]


def _other(word: str) -> str:
    return _english(word) if word.isascii() else word


_STEMS: dict[str, Callable[[str], str]] = {"en": _english, "pl": _polish}
