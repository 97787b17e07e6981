"""A small library to test with, in English and Polish: a guide, a page, a glossary, contacts."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import time
from pathlib import Path

import pytest
from babel.support import NullTranslations

from heard.authority.hours import Opening, WeeklyHours
from heard.authority.settings import Council, CouncilContact
from heard.languages.catalogues import PLURALS, compiled, ready_to_speak, sound_catalogue
from heard.library.pages.collection import Library, load_library

OFFICE = WeeklyHours((Opening(frozenset(range(5)), time(9), time(17)),))
NOT_SET = {
    "report_days_review": "the time your council has set",
    "who_decides": "Ask the chair.",
    "contact": "Ask the social worker for the number.",
}
COUNCIL = Council(
    id="fernshire",
    name="Fernshire County Council",
    service_name="Heard",
    languages=("en", "pl"),
    office_hours=OFFICE,
    contacts={
        "duty_team": CouncilContact(
            "duty_team", "0808 157 0102", "", OFFICE.outside(), ("danger",), True, True
        )
    },
    texts={
        "en": {
            "who_decides": "The chair decides & says why.",
            "contacts": {"duty_team": {"name": "Duty team", "for": "At night."}},
            "not_set": NOT_SET,
        },
        "pl": {"contacts": {"duty_team": {"name": "Dyżur", "for": "W nocy."}}},
    },
    area="Fernshire",
    fictional=True,
    show_unchecked=True,
    report_days={"initial": 3, "review": None},
)

GUIDE = """+++
title = "The meeting"
tab_title = "About the meeting"
summary = "What it is for."
audience = "parent"
order = 10
risk = "legal"
checked = "never"
sources = [{ title = "A leaflet", edition = "2023", address = "https://example.org" }]
+++

The [chair](term:chair) runs the meeting.

You do not have to come alone.

!!! say
    "Please stop."

## Before {#before}

Read [this](guide:the-meeting#before), [that](page:privacy) or [help](page:help).

- You get it {{report_days.initial}} before.
- Call {{phone:emergency}}.

> Official words stand here.

![A room](picture:room)
"""
POLISH_GUIDE = """+++
title = "Spotkanie"
tab_title = "O spotkaniu"
summary = "Po co ono jest."
+++

[Przewodniczący](term:chair) prowadzi spotkanie.

Nie musisz przychodzić w pojedynkę.

!!! say
    „Proszę przerwać”.

## Przedtem {#before}

Przeczytaj [to](guide:the-meeting#before), [tamto](page:privacy) albo [pomoc](page:help).

- Dostaniesz to {{report_days.initial}} wcześniej.
- Zadzwoń {{phone:emergency}}.

> Tu stoją oficjalne słowa.

![Pokój](picture:room)
"""
PAGE = GUIDE.replace('"legal"', '"ordinary"').split("+++\n\n")[0] + "+++\n\nWe keep little.\n"
GLOSSARY = "id\tterm\tadult\tchild\nchair\tChair\tRuns the meeting.\tListens to you.\n"
CONTACTS = """[emergency]
name = "Emergency services"
phone = "999"
hours = "always"
number_mark = "V"
hours_mark = "V"
need = ["danger"]
sources = ["nhs.uk"]
checked = "never"
"""


CATALOGUE = """msgid ""
msgstr ""
"Language: pl\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: {plurals}\\n"

msgid "%(count)d working day"
msgid_plural "%(count)d working days"
msgstr[0] "%(count)d dzień roboczy"
msgstr[1] "%(count)d dni robocze"
msgstr[2] "%(count)d dni roboczych"

msgid "You can say"
msgstr "Możesz powiedzieć"
"""


@dataclass
class Shelf:
    """A content folder that a test can change before it loads it."""

    folder: Path
    council: Council = COUNCIL

    def write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def change(self, name: str, old: str, new: str) -> None:
        text = (self.folder / name).read_text(encoding="utf-8")
        assert old in text
        self.write(name, text.replace(old, new))

    def set(self, **fields: object) -> None:
        self.council = replace(self.council, **fields)

    @property
    def translations(self) -> Path:
        return self.folder.parent / "translations"

    def _words(self, code: str) -> NullTranslations:
        return ready_to_speak(compiled(sound_catalogue(self.translations, code)))

    def load(self) -> Library:
        return load_library(
            self.folder,
            self.council,
            {"en": NullTranslations()}
            | {code: self._words(code) for code in self.council.languages[1:]},
            pictures=self.folder / "pictures",
            forms=frozenset({"your-views"}),
        )


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    found = Shelf(tmp_path / "content")
    found.write(
        "../translations/pl/LC_MESSAGES/messages.po", CATALOGUE.replace("{plurals}", PLURALS["pl"])
    )
    found.write("authority/texts/pl.toml", "")
    found.write("en/guides/the-meeting.md", GUIDE)
    found.write("en/pages/privacy.md", PAGE)
    found.write("en/glossary.tsv", GLOSSARY)
    found.write("en/contacts.toml", '[emergency]\nfor = "Danger now."\n')
    found.write("contacts.toml", CONTACTS)
    found.write("pl/guides/the-meeting.md", POLISH_GUIDE)
    found.write("pictures/room.svg", '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>')
    return found


@pytest.fixture
def body(shelf: Shelf) -> Callable[[str], str]:
    """The HTML of an English guide with this body."""

    def made(text: str) -> str:
        shelf.write("en/guides/other.md", GUIDE.split("+++\n\n")[0] + "+++\n\n" + text)
        page = shelf.load().page("en", "guide", "other")
        assert page is not None
        return page.body

    return made
