"""Search that can be explained: which of the documents holds the words that were typed.

A document counts more for a word the rarer the word is, and the more weight the place has where it
stands: title, headings, summary, text. A hand-written list knows what people say and what we call
it. Pure: nothing is kept of what was looked for.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import log
from pathlib import Path
from typing import Generic, TypeVar

from heard.library.search.stems import EMPTY, stem, stems_of, words_of
from heard.library.sources.problems import ContentError, Problem
from heard.library.sources.text_files import read_text

#: Weights of a word by its place, and the two usual constants of BM25.
TITLE, HEADING, SUMMARY, TEXT = 5.0, 3.0, 3.0, 1.0
_FULL, _LENGTH = 1.5, 0.6
#: A page whose whole title is looked for counts so many times as much.
_TITLED = 1.5
#: A word that the list gives counts more than one that was typed: somebody thought about it.
_MEANT = 2.0
#: So much of a query is looked at; nobody types more to find something.
MOST_WORDS = 40
_LONG_ENOUGH_FOR_MISTAKES = 5

#: What is found. A document of one kind of page is also one of any kind.
Thing = TypeVar("Thing", covariant=True)


@dataclass(frozen=True)
class Section:
    """A part of a document below a heading. `anchor` is empty for what stands before the first."""

    anchor: str
    heading: str
    text: str


@dataclass(frozen=True)
class Document(Generic[Thing]):
    """Something that can be found, and what it stands for."""

    thing: Thing
    title: str
    summary: str = ""
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True)
class Hit(Generic[Thing]):
    """What was found, with the section that fits best; None where the whole does."""

    thing: Thing
    section: Section | None
    score: float


@dataclass(frozen=True)
class Everyday:
    """What people say: each of `said` (words that mean the same) is in the query. `meant` are the
    words to look for then."""

    said: tuple[frozenset[str], ...]
    meant: tuple[str, ...]


@dataclass(frozen=True)
class Sayings:
    """What people say in a language: what it is on pages, and with people who help."""

    pages: tuple[Everyday, ...] = ()
    people: tuple[Everyday, ...] = ()


class Index(Generic[Thing]):
    """The documents of one kind in one language.

    `common` is what the commonest words are worth beside others: a little where they make up
    titles ("Who will be there"), nothing in short texts.
    """

    def __init__(
        self,
        code: str,
        documents: Iterable[Document[Thing]],
        everyday: Iterable[Everyday] = (),
        common: float = 0.5,
    ) -> None:
        self._code, self._common = code, common
        self._documents = tuple(documents)
        self._everyday = tuple(everyday)
        self._weights = [self._weighed(each) for each in self._documents]
        self._titles = [frozenset(stems_of(each.title, code)) for each in self._documents]
        self._lengths = [sum(weights.values()) for weights in self._weights]
        self._usual = sum(self._lengths) / max(len(self._lengths), 1) or 1.0
        self._holding = Counter(word for weights in self._weights for word in weights)
        # What people say is known too: it must not be taken for a slip of the finger.
        said = {word for each in self._everyday for group in each.said for word in group}
        self._known = said | {word for each in self._documents for word in _all_words(each)}
        self._near = {short: word for word in sorted(self._known) for short in _one_left_out(word)}

    def search(self, query: str, most: int = 8, worth: float = 0.25) -> tuple[Hit[Thing], ...]:
        """The best of what holds the words of `query`, best first; empty where nothing does.

        What has less than the part `worth` of the best's score is left out.
        """
        wanted = self.wanted(query)
        scores = [self._score(at, wanted) for at in range(len(self._documents))]
        best = max(scores, default=0.0)
        order = sorted(range(len(scores)), key=lambda at: (-scores[at], at))
        return tuple(
            Hit(self._documents[at].thing, self._section(self._documents[at], wanted), scores[at])
            for at in order[:most]
            if scores[at] > 0 and scores[at] >= best * worth
        )

    def wanted(self, query: str) -> dict[str, float]:
        """The words that are looked for, with what each is worth here: rare ones are worth more."""
        typed = [self._spelt(word) for word in words_of(query)[:MOST_WORDS]]
        here = frozenset(typed)
        telling = [word for word in typed if self._code != "en" or word not in EMPTY] or typed
        wanted = {each: self._worth(each) for each in (stem(word, self._code) for word in telling)}
        for each in self._everyday:
            if all(group & here for group in each.said):
                wanted |= {word: self._worth(word) * _MEANT for word in each.meant}
        return {word: worth for word, worth in wanted.items() if word in self._holding}

    def _spelt(self, word: str) -> str:
        """The word, or a known one that is a single letter away from it."""
        if word in self._known:
            return word
        near = (self._near[short] for short in _one_left_out(word) if short in self._near)
        return min(near, default=word)

    def _worth(self, word: str) -> float:
        holding = self._holding[word]
        rare = log(1 + (len(self._documents) - holding + 0.5) / (holding + 0.5))
        return rare * self._common if self._code == "en" and word in EMPTY else rare

    def _score(self, at: int, wanted: Mapping[str, float]) -> float:
        weights = self._weights[at]
        usual = 1 - _LENGTH + _LENGTH * self._lengths[at] / self._usual
        score = sum(
            worth * weights[word] * (_FULL + 1) / (weights[word] + _FULL * usual)
            for word, worth in wanted.items()
            if word in weights
        )
        return score * _TITLED if self._titles[at] <= wanted.keys() else score

    def _weighed(self, document: Document[Thing]) -> dict[str, float]:
        weights: defaultdict[str, float] = defaultdict(float)
        for text, weight in _places(document):
            for word in stems_of(text, self._code):
                weights[word] += weight
        return dict(weights)

    def _section(self, document: Document[Thing], wanted: Mapping[str, float]) -> Section | None:
        """The section that says most of what is wanted; none where the title says as much."""
        title = stems_of(document.title, self._code)
        best, most = None, sum(worth for word, worth in wanted.items() if word in title)
        for section in document.sections:
            if not section.anchor:
                continue
            heading = stems_of(section.heading, self._code)
            text = Counter(stems_of(section.text, self._code))
            fits = sum(
                worth * ((word in heading) + text[word] / (text[word] + _FULL))
                for word, worth in wanted.items()
            )
            if fits > most:
                best, most = section, fits
        return best


def read_sayings(content: Path, code: str) -> Sayings:
    """What people say in a language; nothing where the language has no list.

    Raises ContentError naming every line at fault.
    """
    file = f"{code}/everyday.tsv"
    if not (content / file).is_file():
        return Sayings()
    faults: list[str] = []
    found: tuple[list[Everyday], list[Everyday]] = ([], [])
    for number, line in enumerate(read_text(content / file, file).splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        said, *meanings = line.split("\t")
        groups = tuple(frozenset(words_of(each)) for each in said.split())
        meant = [stems_of(each, code) for each in meanings]
        if not any(meant) or not groups or not all(groups) or len(meant) > len(found):
            faults.append(f"line {number} must hold what is said, a tab, and what is meant")
            continue
        for kind, words in zip(found, meant, strict=False):
            if words:
                kind.append(Everyday(groups, words))
    if faults:
        raise ContentError([Problem(file, fault) for fault in faults])
    return Sayings(tuple(found[0]), tuple(found[1]))


def _places(document: Document[Thing]) -> Iterator[tuple[str, float]]:
    """Every text of a document with the weight of its place."""
    yield document.title, TITLE
    yield document.summary, SUMMARY
    for section in document.sections:
        yield section.heading, HEADING
        yield section.text, TEXT


def _all_words(document: Document[Thing]) -> Iterator[str]:
    for text, _ in _places(document):
        yield from words_of(text)


def _one_left_out(word: str) -> set[str]:
    """The word itself and all that is left when one of its letters is missing."""
    if len(word) < _LONG_ENOUGH_FOR_MISTAKES:
        return set()
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}
