"""Answers as people read them: on check-your-answers, in a copy, at the desk."""

from flask import Flask
from flask_babel import gettext
from markupsafe import Markup, escape

from heard.journeys.model.asked import Asked, Speech, Telling
from heard.journeys.model.audience import AT_FIRST, AUDIENCE_WORDS, SAFETY_EXCEPTION
from heard.journeys.model.questions import KINDS
from heard.languages.telephone import around_numbers, plain_number
from heard.web.page_language import long_date, spoken

#: As the family saw it, and in English for the desk. Days are said in the page's language.
TO_FAMILY = Telling(lambda words: words.shown, long_date, gettext)
TO_STAFF = Telling(lambda words: words.english, long_date, gettext)


def speech() -> Speech:
    """The page's language, as forms are asked in it."""
    return Speech(spoken().code, gettext)


def answer_words(asked: Asked, telling: Telling = TO_FAMILY) -> str | list[str]:
    """An answer in words: what was chosen as it was shown, what was typed as it was typed.

    Empty where the question was left out.
    """
    return KINDS[asked.kind].in_words(asked, telling)


def numbers_apart(text: str) -> Markup:
    """What somebody typed, with each number to dial as it is dialled and from left to right.

    Beside letters that run the other way its groups would change places.
    """
    return Markup().join(
        Markup('<bdi dir="ltr">{}</bdi>').format(plain_number(piece))
        if is_number
        else escape(piece)
        for piece, is_number in around_numbers(text)
    )


def set_up_answers(app: Flask) -> None:
    """Let the templates of `app` show answers and who may see them."""
    app.jinja_env.filters.update(answer_words=answer_words, numbers_apart=numbers_apart)
    app.jinja_env.globals.update(
        audience_word=AUDIENCE_WORDS,
        safety_exception=SAFETY_EXCEPTION,
        at_first=AT_FIRST,
    )
