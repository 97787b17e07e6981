"""From blocks to pages: which words a reader sees in a language, and in which state."""

from collections.abc import Mapping
from dataclasses import dataclass

from heard.authority.settings import Council
from heard.library.pages.articles import Article, ArticleTerm
from heard.library.pages.glossary import Entry
from heard.library.pages.markup import Piece, Renderer
from heard.library.sources.originals import Original
from heard.library.sources.problems import Problem
from heard.library.sources.segments import Block
from heard.library.translating.sync import OUTDATED, UNCHECKED
from heard.library.translating.translations import Translated


@dataclass(frozen=True)
class Binder:
    """Makes pages. `glossaries` are the words of each language by their id."""

    council: Council
    renderer: Renderer
    glossaries: Mapping[str, Mapping[str, Entry]]

    def english(self, original: Original, problems: list[Problem]) -> Article:
        """The English page itself."""
        shown = {block.key: (block.text, "en") for block in original.blocks}
        return self._bound(original, shown, "en", "source", False, problems, original.file)

    def translated(
        self, original: Original, translation: Translated, problems: list[Problem]
    ) -> Article:
        """The page in another language. What may not be shown stands there in English."""
        standing = translation.standing
        shown = {
            block.key: self._shown(block, translation, standing[block.key])
            for block in original.blocks
        }
        state = self._state(original, standing)
        unchecked = UNCHECKED in standing.values()
        page = self._bound(
            original, shown, translation.language, state, unchecked, problems, translation.file
        )
        if state != "withheld":
            return page
        # The translation was rendered all the same, so that its faults are known before it is
        # shown. What families get is the English in the frame of their language.
        english = {block.key: (block.text, "en") for block in original.blocks}
        return self._bound(
            original, english, translation.language, state, False, problems, original.file
        )

    def _shown(self, block: Block, translation: Translated, standing: str) -> tuple[str, str]:
        if standing == OUTDATED:
            return block.text, "en"
        return translation.words[block.key], translation.language

    def _state(self, original: Original, standing: Mapping[str, str]) -> str:
        legal = original.matter.risk == "legal"
        allowed = self.council.show_unchecked and (self.council.fictional or not legal)
        states = set(standing.values())
        if states == {OUTDATED} or (UNCHECKED in states and not allowed):
            return "withheld"
        if OUTDATED in states:
            return "outdated"
        return "unchecked" if UNCHECKED in states else "checked"

    def _bound(
        self,
        original: Original,
        shown: Mapping[str, tuple[str, str]],
        code: str,
        state: str,
        holds_unchecked: bool,
        problems: list[Problem],
        file: str,
    ) -> Article:
        pieces = [Piece(block, *shown[block.key]) for block in original.body.blocks]
        rendered = self.renderer.render(pieces, code)
        problems.extend(Problem(file, fault) for fault in rendered.faults)
        words = self.glossaries["en" if state == "withheld" else code]
        matter = original.matter
        return Article(
            kind=original.kind,
            slug=original.slug,
            language=code,
            title=shown["title"][0],
            title_language=shown["title"][1],
            tab_title=shown["tab_title"][0],
            summary=shown["summary"][0],
            summary_language=shown["summary"][1],
            audience=matter.audience,
            order=matter.order,
            group=matter.group,
            risk=matter.risk,
            sources=matter.sources,
            checked=matter.checked,
            state=state,
            holds_unchecked=holds_unchecked,
            body=rendered.html,
            headings=rendered.headings,
            terms=tuple(_term(words[name], matter.audience) for name in rendered.terms),
            pictures=tuple(rendered.pictures),
        )


def _term(entry: Entry, audience: str) -> ArticleTerm:
    meaning = entry.child if audience.startswith("child") else entry.adult
    return ArticleTerm(entry.id, entry.anchor, entry.term, meaning, entry.language)
