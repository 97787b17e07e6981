"""Bringing the files of states up to date with what was written."""

from pathlib import Path

from heard.authority.settings import Council
from heard.library.pages.collection import read_english
from heard.library.sources.problems import ContentError, Problem
from heard.library.translating.program_words import read_program_words
from heard.library.translating.sync import BY_MACHINE, Making
from heard.library.translating.sync_files import sync_path, write_sync
from heard.library.translating.translations import Translated, dotted, read_translations


def write_states(
    content: Path,
    council: Council,
    *,
    authority: Path | None = None,
    translations: Path | None = None,
    made: Making = BY_MACHINE,
) -> list[Path]:
    """Write every file of states that is missing or stale, and say which were written.

    `made` is where translations come from that are new or were changed by hand. The program's own
    words are among them where `translations` says where their catalogues lie. Raises ContentError
    before anything is written.
    """
    problems: list[Problem] = []
    english, _ = read_english(content, council, problems)
    translated: list[Translated] = []
    for code in council.languages[1:]:
        translated += read_translations(
            content,
            code,
            english,
            dotted(council.texts.get(code, {})),
            authority or content / "authority",
            problems,
            made,
        ).values()
        if translations is not None:
            translated.append(read_program_words(translations, code, made))
    if problems:
        raise ContentError(problems)
    return [
        sync_path(each.path)
        for each in translated
        if (each.exists or sync_path(each.path).exists())
        and write_sync(sync_path(each.path), each.sync)
    ]
