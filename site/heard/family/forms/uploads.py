"""Pictures and papers that come with a page of a form."""

from flask import request
from flask_babel import gettext

from heard.casework.drafts.drafts import changing
from heard.casework.files.attaching import attach, detach
from heard.casework.files.file_taking import files_taken
from heard.casework.files.refusals import FileRefused
from heard.family.site import now, site
from heard.journeys.model.journey import Journey, Page
from heard.journeys.model.questions import Files
from heard.web.forms.fields import FilesField
from heard.web.forms.spool import arrived, browser_left
from heard.web.inline import Inline, inline_script, inline_style

#: What a page with questions needs behind all that is seen first; with files; where one can draw.
KEEPING_SCRIPT = inline_script("keep.js")
FILES_SCRIPT = inline_script("keep.js", "photos.js")
DRAWING_SCRIPT = inline_script("keep.js", "photos.js", "draw.js")
DRAWING_STYLE = inline_style("draw.css")


def frame(page: Page) -> dict[str, Inline]:
    """The style and script that this page needs beside those of all forms, for its template."""
    asked = question_of(page)
    if asked is None:
        return {"more_script": KEEPING_SCRIPT}
    if asked.drawn:
        return {"files_style": DRAWING_STYLE, "more_script": DRAWING_SCRIPT}
    return {"more_script": FILES_SCRIPT}


def question_of(page: Page | None) -> Files | None:
    """The question after files that stands on this page, or None."""
    asked = page.questions if page else ()
    return next((each for each in asked if isinstance(each, Files)), None)


def files_can_come() -> bool:
    """Whether pictures and papers are taken at present."""
    council = site().council
    return files_taken(site().store, without_walls=council.files_without_walls)


def came_along() -> tuple[str, ...]:
    """The names of the files in this post. The page that answers cannot hold the files."""
    return tuple(each.filename for each in request.files.values() if each.filename)


def listed() -> tuple[str, ...]:
    """The names of the files that the posted page listed as taken before."""
    return tuple(request.form.getlist(FilesField.listed))


def take(journey: Journey, page: Page, token: str) -> list[str]:
    """Add to the draft what came with the page; a sentence for each file that was refused.

    A post whose answer was lost may come twice: the same file is added once.
    """
    asked, refused = question_of(page), list[str]()
    if asked is None:
        return refused
    store, left = site().store, browser_left()
    for each in arrived(asked.name):
        try:
            attach(
                store,
                token,
                journey,
                asked.name,
                each,
                now(),
                left,
                without_walls=site().council.files_without_walls,
            )
        except FileRefused as reason:
            refused.append(gettext(reason.words, **reason.values))
    return refused


def drop(journey: Journey, page: Page, token: str, do: str) -> None:
    """Take out the file whose button was pressed."""
    asked, (verb, _, file_id) = question_of(page), do.partition(":")
    if asked and verb == "drop":
        with changing(site().store, token, journey, now()) as (conn, found):
            if found is not None and not found.draft.sent:
                detach(conn, found, asked.name, file_id)
