"""Content, settings and translations change under a running site: all of it or none."""

import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from werkzeug.test import Client
from werkzeug.wrappers import Response

from heard.authority.installation import ROOT, Installation
from heard.family.cached_site import cached_site
from heard.family.site import Site
from heard.journeys.catalogue import SLUGS
from heard.library.edition import load_edition
from heard.library.sources.content_source import FolderSource
from heard.library.sources.problems import ContentError
from heard.web.headers import KEPT
from heard.web.serving.page_cache import EDITION, PageCache
from tests.support.houses import built_house

POLISH = "translations/pl/LC_MESSAGES/messages.po"
GUIDE, POLISH_GUIDE = "content/en/guides/the-meeting.md", "content/pl/guides/the-meeting.md"
COUNCIL = "content/authority/council.toml"
SENTENCE = 'msgid "%(count)d day"\n'


def half(text: bytes) -> bytes:
    """As an editor leaves a file whose saving was interrupted."""
    return text[: len(text) // 2]


def instead(old: str, new: str) -> Callable[[bytes], bytes]:
    """Another text in the place of one."""

    def change(text: bytes) -> bytes:
        assert old.encode() in text
        return text.replace(old.encode(), new.encode(), 1)

    return change


def more(text: str) -> Callable[[bytes], bytes]:
    """A text at the end."""
    return lambda before: before + text.encode()


def polish(forms: str) -> Callable[[bytes], bytes]:
    """Another translation of how days are counted."""

    def change(text: bytes) -> bytes:
        before, _, after = text.partition(SENTENCE.encode())
        assert after
        rest = after[after.index(b"\n\n") :]
        plural = f'{SENTENCE}msgid_plural "%(count)d days"\n{forms}'
        return before + plural.encode() + rest

    return change


#: What is broken in which file, how, and what is said of it.
BROKEN = {
    "a catalogue half saved": (POLISH, half, "messages.po"),
    "a catalogue cut between two sentences": (
        POLISH,
        lambda text: text[: text.index(b"\n\n", len(text) // 2)] + b"\n",
        "sentences have gone",
    ),
    "an empty catalogue": (POLISH, lambda text: b"", "is empty"),
    "a catalogue in another encoding": (
        POLISH,
        lambda text: text.decode().encode("utf-16"),
        "UTF-8",
    ),
    "a stray percent sign": (
        POLISH,
        polish('msgstr[0] "%(count)d % x"\nmsgstr[1] "%(count)d x"\nmsgstr[2] "%(count)d x"'),
        "'%(count)d day': holds a %",
    ),
    "an unknown gap": (
        POLISH,
        polish('msgstr[0] "%(n)d x"\nmsgstr[1] "%(count)d x"\nmsgstr[2] "%(count)d x"'),
        "%(n)d is not in the English",
    ),
    "a plural form too few": (
        POLISH,
        polish('msgstr[0] "%(count)d x"\nmsgstr[1] "%(count)d x"\nmsgstr[2] ""'),
        "has 2 plural forms, and the language has 3",
    ),
    "another plural rule": (POLISH, instead("nplurals=3", "nplurals=2"), "the plural rule"),
    "an unknown value": (POLISH_GUIDE, instead("{{", "{{nonsense."), "{{nonsense."),
    "a value that is not closed": (GUIDE, more("\nCall {{phone:emergency}.\n"), "the braces in"),
    "a page in another encoding": (GUIDE, lambda text: b"\xff\xfe" + text, "is not UTF-8"),
    "a page half its front matter": (GUIDE, lambda text: text[:60], "the-meeting.md"),
    "a translation half its front matter": (POLISH_GUIDE, lambda text: text[:20], POLISH_GUIDE[8:]),
    "contacts half saved": ("content/contacts.toml", half, "contacts.toml"),
    "words of contacts half saved": ("content/pl/contacts.toml", half, "pl/contacts.toml"),
    "an empty glossary": ("content/en/glossary.tsv", lambda text: b"", "en/glossary.tsv"),
    "states half saved": (
        POLISH.replace(".po", ".sync.json"),
        half,
        "cannot be read",
    ),
    "settings half saved": (COUNCIL, half, "authority/council.toml"),
    "a required setting emptied": (
        COUNCIL,
        lambda text: text.replace(b"\nname =", b'\nname = "" #', 1),
        "authority/council.toml: name is empty",
    ),
    "the council's texts half saved": (
        "content/authority/texts/en.toml",
        lambda text: text + b'\nx = "',
        "authority/texts/en.toml",
    ),
    "what people say, wrong": ("content/en/everyday.tsv", more("nothing meant\n"), "everyday.tsv"),
    "words of letters, gone wrong": (
        "content/en/letter-words.tsv",
        lambda text: b"",
        "letter-words.tsv",
    ),
}

#: What may change, and in which pages it shows.
CHANGES = {
    "a sentence": (GUIDE, more("\nOne more sentence stands here.\n")),
    "a title": (GUIDE, instead('title = "', 'title = "Now: ')),
    "a summary": (GUIDE, instead('summary = "', 'summary = "Now: ')),
    "an order": ("content/en/guides/the-plan.md", instead("order = ", "order = 9")),
    "a word of a catalogue": (POLISH, instead('msgstr "Pomoc teraz"', 'msgstr "Teraz pomoc"')),
    "a word of the glossary": ("content/en/glossary.tsv", instead("\tChair\t", "\tThe chair\t")),
    "a colour": (COUNCIL, instead('colour = "#0d4f4c"', 'colour = "#0d4f4b"')),
    "a phone number": (COUNCIL, instead("01632 960101", "01632 960109")),
    "a helpline": ("content/contacts.toml", instead('name = "Childline"', 'name = "Child Line"')),
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, PageCache[Site]]]:
    """A folder of content and translations of its own, and the site that is made of it."""
    folder = tmp_path_factory.mktemp("changing")
    for name in ("content", "translations"):
        shutil.copytree(ROOT / name, folder / name)
    with built_house(tmp_path_factory.mktemp("house")):
        here = replace(
            Installation.from_environment(),
            content=folder / "content",
            authority=folder / "content" / "authority",
            translations=folder / "translations",
        )
        yield folder, cached_site(here)


@pytest.fixture
def change(site: tuple[Path, PageCache[Site]]) -> Iterator[Callable[..., None]]:
    """Changes a file for one test."""
    folder, cache = site
    before: dict[Path, bytes] = {}

    def _change(file: str, how: Callable[[bytes], bytes]) -> None:
        path = folder / file
        text = path.read_bytes()
        before.setdefault(path, text)
        changed = how(text)
        assert changed != text
        path.write_bytes(changed)

    yield _change
    for path, text in before.items():
        path.write_bytes(text)
    cache.refresh()


@pytest.fixture
def cache(site: tuple[Path, PageCache[Site]]) -> PageCache[Site]:
    """The running site."""
    return site[1]


def works(cache: PageCache[Site]) -> None:
    """Prepared pages, forms, tools and the error page speak Polish."""
    client = Client(cache, Response)
    for address, said in (
        ("/pl/guides/the-meeting", "Szukaj"),
        ("/pl/forms/your-views", "Szukaj"),
        ("/pl/dates", "Szukaj"),
    ):
        answer = client.get(address)
        assert (answer.status_code, said in answer.text) == (200, True), address
    assert client.get("/pl/nowhere").status_code == 404
    assert "Szukaj" in client.get("/pl/nowhere").text


@pytest.mark.parametrize("fault", BROKEN)
def test_what_is_broken_is_named_and_the_old_edition_goes_on(
    cache: PageCache[Site], change, caplog: pytest.LogCaptureFixture, fault: str
) -> None:
    file, how, said = BROKEN[fault]
    stood = cache.edition
    change(file, how)
    cache.refresh()
    assert said in caplog.text
    assert cache.edition is stood
    works(cache)


@pytest.mark.parametrize("fault", ["a catalogue half saved", "settings half saved"])
def test_a_site_does_not_start_with_what_is_broken(site, change, fault: str) -> None:
    file, how, said = BROKEN[fault]
    change(file, how)
    folder = site[0]
    source = FolderSource(
        folder / "content", folder / "content" / "authority", folder / "translations"
    )
    with pytest.raises(ContentError) as refused:
        load_edition(source, SLUGS)
    assert said in str(refused.value)


def test_what_is_mended_is_taken_in(cache: PageCache[Site], change) -> None:
    change(POLISH, half)
    cache.refresh()
    stood = cache.edition
    text = (ROOT / POLISH).read_bytes()
    change(POLISH, lambda _: instead('"Pomoc teraz"', '"Teraz pomoc"')(text))
    cache.refresh()
    assert cache.edition is not stood
    assert "Teraz pomoc" in Client(cache, Response).get("/pl/forms/your-views").text
    works(cache)


@pytest.mark.parametrize("what", CHANGES)
def test_after_a_change_every_page_says_what_the_new_edition_says(
    cache: PageCache[Site], change, what: str
) -> None:
    client = Client(cache, Response)
    change(*CHANGES[what])
    stood = cache.edition
    cache.refresh()
    assert cache.edition is not stood, "the change was taken in"
    for address in cache.addresses:
        fresh = cache.app.test_client().get(
            address, environ_overrides={EDITION: cache.edition, KEPT: True}
        )
        assert client.get(address).data == fresh.data, address


def test_database_and_application_stay_while_editions_come_and_go(
    cache: PageCache[Site], change
) -> None:
    app, store = cache.app, cache.edition.store
    change(GUIDE, more("\nAnother sentence.\n"))
    cache.refresh()
    assert cache.app is app
    assert cache.edition.store is store


def test_a_request_is_answered_from_one_edition_however_often_they_change(
    cache: PageCache[Site], change
) -> None:
    stop, seen = threading.Event(), set()

    def read() -> None:
        client = Client(cache, Response)
        while not stop.is_set():
            seen.add("ZMIENIONE" in client.get("/pl/forms/your-views").text)

    reader = threading.Thread(target=read)
    reader.start()
    for at in range(4):
        change(POLISH, instead('Szukaj"', f'ZMIENIONE {at} Szukaj"'))
        cache.refresh()
    stop.set()
    reader.join()
    assert True in seen
    works(cache)
