"""Who can help, and who answers now."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from heard.authority.hours import WeeklyHours
from heard.authority.settings import Council
from heard.library.contacts.national_contacts import NationalContact
from heard.library.pages.values import phone_digits

EMERGENCY = "emergency"


@dataclass(frozen=True)
class HelpContact:
    """Somebody to call.

    `purpose` and `note` are in `language`, which is "en" where the English stands in; `name` is in
    `name_language`: most national services have an English name alone.
    """

    id: str
    name: str
    phone: str
    hours: WeeklyHours
    purpose: str
    note: str
    language: str
    name_language: str = "en"
    need: tuple[str, ...] = ()
    text: str = ""
    email: str = ""
    site: str = ""
    relay: bool = False
    checked: date | None = None

    @property
    def tel(self) -> str:
        """The number as `tel:` wants it."""
        return phone_digits(self.phone)


@dataclass(frozen=True)
class Answering:
    """A contact at a moment.

    `status` is `always` (day and night), `open`, `unknown` (hours not known) or `closed`; for the
    last alone `opens` (London time) is set, where it is known. Where the moment is not known,
    `sometimes` stands for open and closed.
    """

    contact: HelpContact
    status: str
    opens: datetime | None = None


def national_contacts(
    national: Iterable[NationalContact], words: Mapping[str, Mapping[str, tuple[str, str]]]
) -> tuple[HelpContact, ...]:
    """The national services with their words: id -> field -> (text, language).

    A name that nobody has put into a language is the one by which the service calls itself.
    """
    found = []
    for each in national:
        purpose, language = words[each.id].get("for", ("", "en"))
        name, name_language = words[each.id].get("name", (each.name, "en"))
        note, note_language = words[each.id].get("note", ("", language))
        found.append(
            HelpContact(
                id=each.id,
                name=name,
                name_language=name_language,
                phone=each.phone,
                hours=each.hours,
                purpose=purpose,
                # Purpose and note are one text to a reader: never two languages in one card.
                note=note if note_language == language else "",
                language=language,
                need=each.need,
                text=each.text,
                email=each.email,
                site=each.site,
                relay=each.relay,
                checked=each.checked,
            )
        )
    return tuple(found)


def council_contacts(council: Council, code: str, shown: bool = True) -> tuple[HelpContact, ...]:
    """The council's own contacts. `shown` False puts English in the place of `code`."""
    found = []
    for each in council.contacts.values():
        language = code if shown and _words(council, code, each.id).get("name") else "en"
        words = _words(council, language, each.id)
        found.append(
            HelpContact(
                id=each.id,
                name=words.get("name", ""),
                name_language=language,
                phone=each.phone,
                hours=each.hours,
                purpose=words.get("for", ""),
                note=words.get("note", ""),
                language=language,
                need=each.need,
                email=each.email,
                relay=each.relay,
            )
        )
    return tuple(found)


def who_answers(contacts: Iterable[HelpContact], now: datetime | None) -> list[Answering]:
    """The emergency number first, then who answers now, hours unknown, closed by next opening.

    Where nobody knows when it will be read, `now` is None.
    """
    return sorted((_answering(each, now) for each in contacts), key=_place)


def next_change(contacts: Iterable[HelpContact], now: datetime) -> datetime | None:
    """When the list of `who_answers` changes next; None where it never does."""
    edges = [each.hours.next_change(now) for each in contacts]
    # The day that a closed contact names stays right until it opens.
    return min((edge for edge in edges if edge), default=None)


def _answering(contact: HelpContact, now: datetime | None) -> Answering:
    hours = contact.hours
    if hours.always:
        return Answering(contact, "always")
    if not hours.known:
        return Answering(contact, "unknown")
    if now is None:
        return Answering(contact, "sometimes")
    if hours.open_at(now):
        return Answering(contact, "open")
    return Answering(contact, "closed", hours.next_opening(now))


def _place(answering: Answering) -> tuple[int, float]:
    if answering.contact.id == EMERGENCY:
        return (-1, 0.0)
    opens = answering.opens.timestamp() if answering.opens else 0.0
    return (
        {"always": 0, "open": 0, "sometimes": 1, "unknown": 1, "closed": 2}[answering.status],
        opens,
    )


def _words(council: Council, code: str, contact: str) -> Mapping[str, str]:
    words: Mapping[str, str] = council.texts.get(code, {}).get("contacts", {}).get(contact, {})
    return words
