"""Answers as people read them: on check-your-answers, in a copy, at the desk."""

from datetime import date

from flask import Flask
from flask_babel import gettext

from heard.journeys.model.audience import AT_FIRST, AUDIENCE_WORDS, SAFETY_EXCEPTION
from heard.journeys.model.questions import OneOf, Question
from heard.journeys.model.record import Row
from heard.web.page_language import long_date


def answer_words(row: Row) -> str | list[str]:
    """An answer in words: what was chosen in the page's language, what was typed as it was typed.

    Empty where the question was left out.
    """
    question, answer = row.question, row.answer
    if answer is None:
        return ""
    if question.kind == "files":
        return [str(each["name"]) for each in answer]
    if isinstance(answer, list):
        return [_chosen(question, value) for value in answer]
    if isinstance(question, OneOf):
        return _chosen(question, str(answer))
    if question.kind == "date":
        return long_date(date.fromisoformat(str(answer)))
    if question.kind == "scale":
        return gettext(
            "%(number)s (0 is %(low)s, 10 is %(high)s)",
            number=answer,
            low=gettext(question.low),
            high=gettext(question.high),
        )
    return str(answer)


def _chosen(question: Question, value: str) -> str:
    labels = {option.value: option.label for option in question.options}
    return gettext(labels[value]) if value in labels else value


def set_up_answers(app: Flask) -> None:
    """Let the templates of `app` show answers and who may see them."""
    app.jinja_env.filters["answer_words"] = answer_words
    app.jinja_env.globals.update(
        audience_word=AUDIENCE_WORDS,
        safety_exception=SAFETY_EXCEPTION,
        at_first=AT_FIRST,
    )
