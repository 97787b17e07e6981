"""The values that stand in a text as `{{report_days.initial}}`: what one council has set."""

import re
from collections.abc import Callable, Mapping
from html import escape

from babel.support import NullTranslations

from heard.authority.setting_names import CONTACTS
from heard.authority.settings import Council
from heard.languages.catalogues import Catalogues

TOKEN = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")


class UnknownValue(LookupError):
    """A `{{...}}` that stands for nothing. Its text says why."""


def _days(count: int, own: NullTranslations) -> str:
    words = own.ngettext("%(count)d day", "%(count)d days", count)
    return words % {"count": count}


def _working_days(count: int, own: NullTranslations) -> str:
    words = own.ngettext("%(count)d working day", "%(count)d working days", count)
    return words % {"count": count}


def _years(count: int, own: NullTranslations) -> str:
    words = own.ngettext("%(count)d year", "%(count)d years", count)
    return words % {"count": count}


def _bare(count: int, own: NullTranslations) -> str:
    return str(count)


#: Token: where the number lies in the council's settings, and how it is said.
NUMBERS: dict[str, tuple[Callable[[Council], object], Callable[[int, NullTranslations], str]]] = {
    "report_days.initial": (lambda c: c.report_days.get("initial"), _working_days),
    "report_days.review": (lambda c: c.report_days.get("review"), _working_days),
    "letter_days": (lambda c: c.conference.letter_days, _working_days),
    "record_days": (lambda c: c.conference.record_days, _working_days),
    "complaint.first_days": (lambda c: c.complaint.first_days, _days),
    "complaint.answer_days": (lambda c: c.complaint.answer_days, _working_days),
    "complaint.stages": (lambda c: c.complaint.stages, _bare),
    "conference.quorate": (lambda c: c.conference.quorate, _bare),
    "conference.child_invitation_age": (lambda c: c.conference.child_invitation_age, _bare),
    "retention.submissions_days": (lambda c: c.submissions_days, _days),
    "retention.files_years": (lambda c: c.files_years, _years),
}


class Values:
    """The values of one council. `phones` are the national numbers, by the id of their contact;
    `catalogues` have the words in which numbers are said.

    `speaks(language, key)` says whether the council's own words for `key` may be shown in a
    language; where not, the English ones stand in.
    """

    def __init__(
        self,
        council: Council,
        phones: Mapping[str, str],
        catalogues: Catalogues,
        speaks: Callable[[str, str], bool] = lambda language, key: True,
    ) -> None:
        self._council = council
        self._phones = phones
        self._catalogues = catalogues
        self._speaks = speaks

    def html(self, token: str, code: str) -> str:
        """Safe HTML for what stands between `{{` and `}}`, in a text of language `code`.

        Raises UnknownValue.
        """
        if token in ("council.name", "council.area", "council.service_name"):
            name = getattr(self._council, token.removeprefix("council."))
            return escape(name) if code == "en" else f'<bdi lang="en">{escape(name)}</bdi>'
        if token in NUMBERS:
            return self._number(token, code)
        kind, _, name = token.partition(":")
        if kind == "phone":
            return self._phone(name, code)
        if kind == "text":
            return self._words(name, code)
        raise UnknownValue(f"{{{{{token}}}}} is no known value")

    def _number(self, token: str, code: str) -> str:
        read, say = NUMBERS[token]
        count = read(self._council)
        if count is None:
            return self._words(token.replace(".", "_"), code)
        return f"<bdi>{escape(say(int(str(count)), self._catalogues[code]))}</bdi>"

    def _phone(self, name: str, code: str) -> str:
        if name in self._council.contacts:
            phone = self._council.contacts[name].phone
        elif name in self._phones:
            phone = self._phones[name]
            if not phone:
                raise UnknownValue(f"{{{{phone:{name}}}}}: this contact has no phone number")
        elif name in CONTACTS:
            phone = ""
        else:
            raise UnknownValue(f"{{{{phone:{name}}}}} is no known contact")
        return phone_link(phone) if phone else self._words("contact", code)

    def _words(self, key: str, code: str) -> str:
        words = self._council.text(key, code) if self._speaks(code, key) else None
        if isinstance(words, str):
            return self._said(words, code)
        english = self._council.text(key, "en")
        if not isinstance(english, str):
            raise UnknownValue(f"{{{{text:{key}}}}}: the council's texts/en.toml has no {key}")
        english = self._said(english, "en")
        return english if code == "en" else f'<span lang="en" dir="ltr">{english}</span>'

    def _said(self, words: str, code: str) -> str:
        """Words of the council's, with its numbers in their places."""
        return escape(with_numbers(words, self._council, self._catalogues[code]))


def with_numbers(words: str, council: Council, own: NullTranslations) -> str:
    """The council's words with `{{retention.submissions_days}}` and the like said in numbers.

    `own` are the program's words in their language. Raises UnknownValue.
    """

    def say(token: re.Match[str]) -> str:
        name = token.group(1)
        if name not in NUMBERS:
            raise UnknownValue(f"{{{{{name}}}}} is no number of the settings")
        read, said = NUMBERS[name]
        count = read(council)
        if count is None:
            raise UnknownValue(f"{{{{{name}}}}} is not set in council.toml")
        return said(int(str(count)), own)

    return " ".join(TOKEN.sub(say, words).split())


def phone_link(phone: str) -> str:
    """A number to call, kept from left to right in any language."""
    return f'<a href="tel:{phone_digits(phone)}"><bdi dir="ltr">{escape(phone)}</bdi></a>'


def phone_digits(phone: str) -> str:
    """A number as `tel:` wants it: digits and a leading plus."""
    return re.sub(r"[^0-9+]", "", phone)
