"""How the desk says what is stored as a name, a code or a number. The desk speaks English.

What was asked is said in the English words in which it was asked, with the family's beside them.
"""

from collections.abc import Collection, Iterator

from babel import Locale
from flask_babel import gettext

from heard.casework.files.file_kinds import JPEG
from heard.casework.files.file_records import is_file_list
from heard.journeys.catalogue import by_name
from heard.journeys.model.asked import Answer, Asked
from heard.journeys.model.audience import Audience
from heard.journeys.model.questions import KINDS
from heard.journeys.model.record import Section
from heard.languages.locales import Language, UnknownLanguage, language
from heard.languages.marks import N_
from heard.web.forms.answers import TO_STAFF, answer_words
from heard.web.forms.kinds import SHOWN

#: Why an answer was not sealed.
DOES_NOT_AGREE = N_(
    "Nothing was sent. The key in the database is not the one that the family's form was sent "
    "with: somebody may have changed it to read this. Call the family, and tell whoever runs this "
    "service."
)


def form_title(form: str) -> str:
    """What the form is called today, or its name where this program has no such form."""
    journey = by_name(form)
    return gettext(journey.title) if journey else form


def whose(form: str) -> str:
    """That a form comes from a child, and of what age; empty for a form of adults."""
    journey = by_name(form)
    return gettext("Child %(age)s", age=journey.age) if journey and journey.age else ""


def spoken_in(code: str) -> Language:
    """The language with its own name; a code that is unknown stands for itself."""
    try:
        return language(code)
    except UnknownLanguage:
        return Language("und", code, "ltr", Locale("en"))


def need_state_words(state: str) -> str:
    """Where something stands that a family asked for."""
    return {
        "asked": gettext("Asked for"),
        "looking": gettext("Looking"),
        "booked": gettext("Booked"),
        "confirmed": gettext("Confirmed"),
        "could-not": gettext("Could not"),
        "fell-through": gettext("Fell through"),
        "came-late": gettext("Came late"),
    }[state]


def difference_words(differs: Collection[str]) -> list[str]:
    """What of a submission stands otherwise in the database than inside, in words."""
    words = {
        "mailbox": gettext("The key that answers to this family are sealed to"),
        "parts": gettext("The keys that its parts, and what is added to them, are sealed to"),
        "answered": gettext("In which parts anything was answered"),
        "received": gettext("The day on which it came"),
        "expires": gettext("How long it is kept"),
        "urgent": gettext("Whether it is urgent"),
        "language": gettext("The language it was written in"),
        "row": gettext("Something of it, since it was first counted here"),
        "additions": gettext("When something was added, or whether that is urgent"),
    }
    return [said for name, said in words.items() if name in differs]


def answer_rows(section: Section, spoken: Language) -> Iterator[dict[str, object]]:
    """The rows of an open section for the page, each with who may see it."""
    for row in section.rows:
        yield {
            **answer_row(row, spoken),
            "audience": section.seen_by,
            "chair_only": section.audience is Audience.CHAIR,
        }


def answer_row(row: Asked, spoken: Language) -> dict[str, object]:
    """A question in both wordings; its answer in the person's own words, language and direction.

    `also` are the words in which the family saw what they chose, where they saw other words than
    the English ones.
    """
    answer = answer_words(row, TO_STAFF)
    own = isinstance(answer, str) and answer == row.answer and not row.chosen
    # A telephone number is in no language, and Urdu letterforms would make it hard to read.
    worded = own and KINDS[row.kind].own_words and any(sign.isalpha() for sign in answer)
    return {
        "question": row.label,
        "hint": row.hint,
        "answer": answer,
        "also": [each.shown for each in row.chosen if each.both]
        + [f"{n}: {end.shown}" for n, end in zip((0, 10), row.ends, strict=False) if end.both],
        "files": _files(row.answer),
        "lang": spoken.code if worded else "",
        "dir": "auto" if own else "ltr",
        "view": SHOWN[row.kind].desk,
        "spoken": spoken,
    }


def _files(answer: Answer | None) -> list[dict[str, object]]:
    """What a page shows of files; their keys are nothing for a page."""
    held = answer if is_file_list(answer) else []
    return [
        {
            **{name: each[name] for name in ("id", "name", "size", "less")},
            "picture": each["type"] == JPEG,
        }
        for each in held
    ]
