"""An edition: everything that families read at one moment, made whole and checked whole.

Settings, catalogues, pages, glossary and contacts belong together: a page that names a value needs
the settings it came from. So they are loaded together, refused together with every fault named, and
one edition takes the place of another in one step.
"""

import hashlib
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from threading import RLock
from typing import TypeVar, cast

from babel.support import NullTranslations

from heard.authority.hours import WeeklyHours
from heard.authority.settings import Council, read_council
from heard.languages.catalogues import (
    BrokenCatalogue,
    Catalogues,
    catalogue_name,
    compiled,
    ready_to_speak,
    sound_catalogue,
)
from heard.library.pages.collection import Library, load_library
from heard.library.pages.council_texts import council_faults
from heard.library.pages.word_lens import Lens, read_also
from heard.library.search.index import Sayings, read_sayings
from heard.library.sources.content_source import ContentSource
from heard.library.sources.problems import ContentError, Problem
from heard.library.translating.program_words import (
    checked_sentences,
    lost_sentences,
    read_states,
)

T = TypeVar("T")

#: Settings that cannot be read are no reason to look at nothing else.
_NO_COUNCIL = Council(
    id="", name="", service_name="", languages=("en",), office_hours=WeeklyHours(),
    contacts={}, texts={},
)  # fmt: skip


@dataclass(frozen=True)
class Edition:
    """What families read.

    By language: `spoken` tells one state of its catalogue from another; `checked` are the English
    sentences of the program whose translation two people have checked; `sayings` are what people
    say when they search.
    """

    revision: Hashable
    council: Council
    library: Library
    catalogues: Catalogues
    spoken: Mapping[str, str]
    checked: Mapping[str, frozenset[str]]
    lenses: Mapping[str, Lens]
    sayings: Mapping[str, Sayings]
    _made: dict[Hashable, object] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    _making: RLock = field(default_factory=RLock, init=False, repr=False, compare=False)

    def all_checked(self, code: str, sentences: Iterable[str]) -> bool:
        """Whether two people have checked every one of these sentences in a language."""
        return code == "en" or self.checked[code].issuperset(sentences)

    def once(self, name: Hashable, make: Callable[[], T]) -> T:
        """What `make` makes of this edition: made when it is first needed, and gone with it."""
        if name not in self._made:
            with self._making:
                if name not in self._made:
                    self._made[name] = make()
        return cast(T, self._made[name])


def load_edition(source: ContentSource, forms: frozenset[str]) -> Edition:
    """Everything as it stands in `source`. Raises ContentError naming all that is wrong, by file.

    `forms` are the names that links may use.
    """
    revision = source.revision()
    problems: list[Problem] = []
    council = _council(source, problems)
    words = {code: _words(source.translations, code, problems) for code in council.languages[1:]}
    catalogues = {"en": NullTranslations()} | {code: each.ready for code, each in words.items()}
    library = _attempt(
        problems,
        lambda: load_library(
            source.content,
            council,
            catalogues,
            pictures=source.pictures,
            forms=forms,
            authority=source.authority,
        ),
    )
    sayings = {
        code: _attempt(problems, partial(read_sayings, source.content, code))
        for code in council.languages
    }
    also = None
    if library is not None:
        also = _attempt(problems, lambda: read_also(source.content, library.glossary("en")))
    if council is _NO_COUNCIL:
        # What a text names may well be set in the settings that cannot be read.
        problems = [each for each in problems if not each.what.startswith("{{")]
    if problems or library is None or also is None:
        raise ContentError(problems)
    return Edition(
        revision=revision,
        council=council,
        library=library,
        catalogues=catalogues,
        spoken={"en": ""} | {code: each.mark for code, each in words.items()},
        checked={code: each.checked for code, each in words.items()},
        lenses={code: Lens(library.glossary(code), also) for code in council.languages},
        sayings={code: each for code, each in sayings.items() if each is not None},
    )


def _council(source: ContentSource, problems: list[Problem]) -> Council:
    council, faults = read_council(source.authority)
    for fault in faults:
        file, _, what = fault.partition(": ")
        problems.append(Problem(f"authority/{file}", what))
    if council is None or not council.languages:
        return _NO_COUNCIL
    problems += (Problem(f"authority/{file}", what) for file, what in council_faults(council))
    return council


@dataclass(frozen=True)
class _Words:
    """The program's own words in a language; `checked` are those that two people have checked."""

    ready: NullTranslations
    mark: str
    checked: frozenset[str]


def _words(folder: Path, code: str, problems: list[Problem]) -> _Words:
    try:
        catalogue = sound_catalogue(folder, code)
        states = read_states(folder, code)
    except BrokenCatalogue as error:
        problems.extend(Problem(error.file, fault) for fault in error.faults)
        return _Words(NullTranslations(), "", frozenset())
    except ContentError as error:
        problems.extend(error.problems)
        return _Words(NullTranslations(), "", frozenset())
    lost = lost_sentences(catalogue, states)
    problems.extend(Problem(catalogue_name(code), fault) for fault in lost)
    binary = compiled(catalogue)
    mark = hashlib.sha256(binary).hexdigest()
    return _Words(ready_to_speak(binary), mark, checked_sentences(catalogue, states))


def _attempt(problems: list[Problem], load: Callable[[], T]) -> T | None:
    try:
        return load()
    except ContentError as error:
        problems.extend(error.problems)
        return None
