"""How far a translation follows its English: one state for each block.

Blocks are followed by sequence first, then moved, then similar, then by place. Only the same words
count as the same: a block whose English is merely similar is out of date, since losing one "not" is
a tiny edit. What cannot be followed is never taken for a translation of something else.
"""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from heard.library.sources.fingerprints import fingerprint
from heard.library.sources.segments import Block
from heard.library.translating.matching import (
    Pairs,
    by_place,
    free,
    kind_of,
    kinds_of,
    names_of,
    same_names,
    same_words,
    similar,
    turned,
)

CHECKED, UNCHECKED, OUTDATED = "checked", "unchecked", "outdated"
ORIGINS = ("machine", "human")


class SyncError(ValueError):
    """A state that cannot be true or may not be set, such as checking one's own translation."""


@dataclass(frozen=True)
class Making:
    """Where a new translation comes from: `origin` machine or human, and its author if a person
    answers for it."""

    origin: str = "machine"
    author: str | None = None


#: The careful answer where nobody said who made a translation.
BY_MACHINE = Making()


@dataclass(frozen=True)
class BlockState:
    """What is known of one block's translation.

    `english` is the text it was made from. `translation_fingerprint` is None where there is no
    translation. `date` is the day on which `reviewer` checked it.
    """

    key: str
    english: str
    english_fingerprint: str
    translation_fingerprint: str | None = None
    state: str = UNCHECKED
    origin: str | None = None
    author: str | None = None
    reviewer: str | None = None
    date: datetime.date | None = None


@dataclass(frozen=True)
class Sync:
    """The states of a page's blocks in the order of the English.

    `translations` holds the translated blocks by English key. `strangers` are translated blocks
    that stand for no English block; `gone` the fingerprints of those whose English was removed.
    """

    blocks: tuple[BlockState, ...]
    gone: tuple[str, ...] = ()
    translations: Mapping[str, Block] = field(default_factory=dict, compare=False)
    strangers: tuple[Block, ...] = field(default=(), compare=False)

    @cached_property
    def _by_key(self) -> dict[str, BlockState]:
        return {each.key: each for each in self.blocks}

    def find(self, key: str) -> BlockState:
        """The state of the block with this key. Raises SyncError."""
        try:
            return self._by_key[key]
        except KeyError as error:
            raise SyncError(f"there is no block {key}") from error

    def standing(self, english: Block) -> str:
        """How a reader meets this block: checked, unchecked, or outdated (shown in English)."""
        entry = self.find(english.key)
        current = entry.english_fingerprint == fingerprint(english.text)
        if not current or entry.translation_fingerprint is None:
            return OUTDATED
        return entry.state


def synchronise(
    english: Sequence[Block],
    translated: Sequence[Block],
    existing: Sync | None,
    made: Making = BY_MACHINE,
) -> Sync:
    """The states of `translated` against today's `english`, carrying over what `existing` knows.

    A translation that is new or was changed by hand is unchecked and of the origin `made`. Where
    both texts were changed a lot at once, what was paired first can make room for other pairs; so
    it is followed until nothing changes any more, and following it again changes nothing.
    """
    sync = _followed(english, translated, existing, made)
    for _ in range(_MOST_ROUNDS):
        again = _followed(english, translated, sync, made)
        if again == sync:
            break
        sync = again
    return sync


#: Each round settles at least one pair; more than two have not been seen.
_MOST_ROUNDS = 10


def _followed(
    english: Sequence[Block],
    translated: Sequence[Block],
    existing: Sync | None,
    made: Making,
) -> Sync:
    entries = [each for each in (existing.blocks if existing else ()) if _translated(each)]
    english_prints = [fingerprint(block.text) for block in english]
    prints = [fingerprint(block.text) for block in translated]

    entry_of = _entries_of(english, english_prints, entries)
    living = {entry: at for at, entry in entry_of.items()}
    text_of = _texts_of(entries, living, translated, prints)
    gone = {*(existing.gone if existing else ())}
    gone |= {
        each.translation_fingerprint
        for at, each in enumerate(entries)
        if at not in living and each.translation_fingerprint
    }
    pairs = {living[entry]: at for entry, at in text_of.items()}
    pairs |= _newly_written(english, translated, prints, pairs, gone)

    blocks = []
    for at, block in enumerate(english):
        entry = entries[entry_of[at]] if at in entry_of else None
        blocks.append(_state(block, entry, prints[pairs[at]] if at in pairs else None, made))
    strange = [at for at in range(len(translated)) if at not in set(pairs.values())]
    return Sync(
        blocks=tuple(blocks),
        gone=tuple(sorted(gone & {prints[at] for at in strange})),
        translations={english[at].key: translated[text] for at, text in pairs.items()},
        strangers=tuple(translated[at] for at in strange),
    )


def renew(sync: Sync, english: Block, translation: str, made: Making) -> Sync:
    """Put down that `translation` is made from today's `english`. It is unchecked."""
    fresh = _state(english, None, fingerprint(translation), made)
    return _with(sync, english.key, fresh)


def check(sync: Sync, english: Block, reviewer: str, day: datetime.date) -> Sync:
    """Put down that a second person has compared a block with today's English.

    Raises SyncError for a block that is out of date, that nobody answers for as its author, or
    whose author is the reviewer.
    """
    entry = sync.find(english.key)
    if sync.standing(english) == OUTDATED:
        raise SyncError(f"{english.key} is out of date and cannot be checked")
    if not entry.author or entry.author == reviewer:
        raise SyncError(f"{english.key} must be checked by somebody other than its author")
    checked = replace(entry, state=CHECKED, reviewer=reviewer, date=day)
    return _with(sync, english.key, checked)


def _with(sync: Sync, key: str, entry: BlockState) -> Sync:
    sync.find(key)
    blocks = tuple(entry if each.key == key else each for each in sync.blocks)
    return replace(sync, blocks=blocks)


def _translated(entry: BlockState) -> bool:
    return entry.translation_fingerprint is not None


def _state(block: Block, entry: BlockState | None, text: str | None, made: Making) -> BlockState:
    if entry is None or text is None:
        entry = BlockState(block.key, block.text, fingerprint(block.text))
    if text is None:
        return entry
    if text == entry.translation_fingerprint:
        return replace(entry, key=block.key)
    # New words, or words changed by hand: whoever checked the old ones has not seen these.
    return replace(
        entry,
        key=block.key,
        translation_fingerprint=text,
        state=UNCHECKED,
        origin=made.origin,
        author=made.author,
        reviewer=None,
        date=None,
    )


def _entries_of(
    english: Sequence[Block], prints: Sequence[str], entries: Sequence[BlockState]
) -> Pairs:
    """Which entry goes on with which English block, as English index -> entry index."""
    keys, old_keys = [block.key for block in english], [each.key for each in entries]
    here, there = names_of(keys), names_of(old_keys)
    pairs = same_names(here, there)
    before = [each.english_fingerprint for each in entries]
    pairs |= same_words(
        free(prints, pairs, here), free(before, turned(pairs), there), len(english), len(entries)
    )
    texts = [(kind_of(block.key), block.text) for block in english]
    old_texts = [(kind_of(each.key), each.english) for each in entries]
    pairs |= similar(free(texts, pairs, here), free(old_texts, turned(pairs), there))
    return pairs | by_place(kinds_of(keys), kinds_of(old_keys), pairs)


def _texts_of(
    entries: Sequence[BlockState],
    living: Mapping[int, int],
    translated: Sequence[Block],
    prints: Sequence[str],
) -> Pairs:
    """Which translated block belongs to which entry, as entry index -> translated index."""
    old_keys, keys = [each.key for each in entries], [block.key for block in translated]
    here, there = names_of(old_keys), names_of(keys)
    pairs = same_names(here, there)
    before = [each.translation_fingerprint or "" for each in entries]
    pairs |= same_words(
        free(before, pairs, here),
        free(prints, turned(pairs), there),
        len(entries),
        len(translated),
    )
    pairs |= by_place(kinds_of(old_keys), kinds_of(keys), pairs)
    return {entry: at for entry, at in pairs.items() if entry in living}


def _newly_written(
    english: Sequence[Block],
    translated: Sequence[Block],
    prints: Sequence[str],
    pairs: Mapping[int, int],
    gone: set[str],
) -> Pairs:
    """Translated blocks seen for the first time, with their English, by name and by place."""
    keys, other_keys = [block.key for block in english], [block.key for block in translated]
    taken = set(pairs.values())
    named = {
        one: other
        for one, other in same_names(names_of(keys), names_of(other_keys)).items()
        if one not in pairs and other not in taken
    }
    # What has lost its English must not be taken for a translation of what came instead.
    kinds = [
        None if print_ in gone else kind
        for print_, kind in zip(prints, kinds_of(other_keys), strict=True)
    ]
    return named | by_place(kinds_of(keys), kinds, {**pairs, **named})
