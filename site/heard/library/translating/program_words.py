"""The program's own words, with the same states as what families read."""

from collections.abc import Iterable
from pathlib import Path

from babel.messages.catalog import Catalog, Message

from heard.languages.catalogues import catalogue_name, catalogue_path, read_catalogue
from heard.library.sources.fingerprints import fingerprint
from heard.library.sources.segments import Block, word_blocks
from heard.library.translating.sync import BY_MACHINE, CHECKED, Making, Sync, synchronise
from heard.library.translating.sync_files import read_sync, sync_path
from heard.library.translating.translations import Translated

#: What a message says: one sentence, or one for each plural form.
Said = str | tuple[str, ...] | list[str] | None

#: So many of the sentences that a catalogue has lost are named.
_NAMED = 3


def read_program_words(folder: Path, code: str, made: Making = BY_MACHINE) -> Translated:
    """The catalogue of a language, message by message. A fuzzy message counts as missing.

    Raises BrokenCatalogue or ContentError.
    """
    messages = [each for each in read_catalogue(folder, code) if each.id]
    english = _blocks((each, each.id) for each in messages)
    translated = _blocks((each, each.string) for each in messages if _said(each))
    sync = synchronise(english, translated, read_states(folder, code), made)
    path, file = catalogue_path(folder, code), catalogue_name(code)
    return Translated("program", code, file, path, english, sync)


def read_states(folder: Path, code: str) -> Sync | None:
    """The states of a catalogue as they are written; None where there are none. ContentError."""
    return read_sync(sync_path(catalogue_path(folder, code)), f"{catalogue_name(code)} (states)")


def checked_sentences(catalogue: Catalog, states: Sync | None) -> frozenset[str]:
    """The English of every sentence whose present translation two people have checked.

    A sentence is its own name, so its state holds where both its texts are the ones written down.
    """
    known = {entry.key: entry for entry in (states.blocks if states else ())}
    found = set()
    for message in catalogue:
        entry = known.get(_key(message)) if message.id and _said(message) else None
        if (
            entry is not None
            and not message.context
            and entry.state == CHECKED
            and entry.english_fingerprint == fingerprint(_text(message.id))
            and entry.translation_fingerprint == fingerprint(_text(message.string))
        ):
            found.add(_text(message.id))
    return frozenset(found)


def lost_sentences(catalogue: Catalog, states: Sync | None) -> list[str]:
    """What is wrong where sentences have gone since `heard sync`: a file that was cut short."""
    here = {_key(message) for message in catalogue if message.id}
    lost = [entry.key for entry in (states.blocks if states else ()) if entry.key not in here]
    if not lost:
        return []
    named = "; ".join(repr(key.partition("|")[2]) for key in lost[:_NAMED])
    return [f"{len(lost)} sentences have gone, as if the file had been cut: {named}"]


def _blocks(words: Iterable[tuple[Message, Said]]) -> tuple[Block, ...]:
    return word_blocks((_key(message), _text(said)) for message, said in words)


def _key(message: Message) -> str:
    return f"{message.context or ''}|{_text(message.id)}"


def _text(said: Said) -> str:
    return said if isinstance(said, str) else "\n".join(said or ())


def _said(message: Message) -> bool:
    said = message.string
    parts = [said] if isinstance(said, str) else list(said or ())
    return not message.fuzzy and bool(parts) and all(parts)
