"""The program's own words, with the same states as what families read."""

from collections.abc import Iterable

from babel.messages.catalog import Message

from heard.languages.catalogues import catalogue_path, read_catalogue
from heard.library.sources.segments import Block, word_blocks
from heard.library.translating.sync import BY_MACHINE, CHECKED, Making, synchronise
from heard.library.translating.sync_files import read_sync, sync_path
from heard.library.translating.translations import Translated

#: What a message says: one sentence, or one for each plural form.
Said = str | tuple[str, ...] | list[str]


def read_program_words(code: str, made: Making = BY_MACHINE) -> Translated:
    """The catalogue of a language, message by message. A fuzzy message counts as missing.

    Raises BrokenCatalogue or ContentError.
    """
    messages = [each for each in read_catalogue(code) if each.id]
    english = _blocks((each, each.id) for each in messages)
    translated = _blocks((each, said) for each in messages if (said := _said(each)))
    path = catalogue_path(code)
    file = f"translations/{code}/{path.name}"
    sync = synchronise(english, translated, read_sync(sync_path(path), file + " (states)"), made)
    return Translated("program", code, file, path, english, sync)


def all_checked(code: str, sentences: Iterable[str]) -> bool:
    """Whether two people have checked every one of these sentences in a language."""
    if code == "en":
        return True
    standing = read_program_words(code).standing
    return all(standing.get(f"|{each}") == CHECKED for each in sentences)


def _blocks(words: Iterable[tuple[Message, Said]]) -> tuple[Block, ...]:
    return word_blocks((_key(message), _text(said)) for message, said in words)


def _key(message: Message) -> str:
    return f"{message.context or ''}|{_text(message.id)}"


def _text(said: Said) -> str:
    return said if isinstance(said, str) else "\n".join(said)


def _said(message: Message) -> Said | None:
    """What the translation says; None where it is missing, fuzzy, or lacks a plural form."""
    said = message.string
    parts = [said] if isinstance(said, str) else said
    return said if parts and all(parts) and not message.fuzzy else None
