"""Words as search compares them: bare, and without the endings that only grammar wants."""

import re
from functools import cache, lru_cache

import snowballstemmer

from heard.languages.alphabets import bare
from heard.languages.locales import language

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
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
#: Forms that no ending tells of, with the word that they belong to.
_IRREGULAR = {
    "en": {
        "better": "good",
        "children": "child",
        "childrens": "child",
        "kid": "child",
        "kids": "child",
        "left": "leave",
        "mums": "mum",
        "said": "say",
        "taken": "take",
        "told": "tell",
        "took": "take",
        "went": "go",
        "written": "write",
        "wrote": "write",
    },
    "pl": {
        "dzieci": "dziecko",
        "dzieciach": "dziecko",
        "dzieciom": "dziecko",
        "dziecmi": "dziecko",
        "pracownica": "pracownik",
        "pracownicy": "pracownik",
        "raporcie": "raport",
        "raportu": "raport",
        "sadzie": "sad",
        "skardze": "skarga",
    },
}


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text, bare, in their order; `child's` and `children's` lose their ending."""
    words = (word.removesuffix("'s").replace("'", "") for word in _WORD.findall(bare(text)))
    return tuple(word for word in words if word)


@lru_cache(maxsize=50_000)
def stem(word: str, code: str) -> str:
    """A bare word without the endings that grammar wants; as it is where nobody has the rules."""
    word = _IRREGULAR.get(code, {}).get(word, word)
    rules = _rules_of(code)
    # One that is made anew: it keeps the word it is at, and may be asked by several threads.
    return snowballstemmer.stemmer(rules).stemWord(word) if rules else word


def stems_of(text: str, code: str) -> tuple[str, ...]:
    """The words of a text as search compares them."""
    return tuple(stem(word, code) for word in words_of(text))


@cache
def _rules_of(code: str) -> str:
    """What the package calls its rules for a language; empty where it has none."""
    name = language(code).locale.get_language_name("en") or ""
    return name.lower() if name.lower() in snowballstemmer.algorithms() else ""
