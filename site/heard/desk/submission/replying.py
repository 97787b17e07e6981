"""Answering a family from the page of what they sent."""

from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response

from heard.casework.errors import AnsweredMeanwhile, CannotReply, DoesNotAgree, OnlyForChairs
from heard.casework.reading.reply_drafts import keep_draft
from heard.casework.reading.replying import form_to_answer, reply
from heard.casework.staff.access import Permission
from heard.desk import site
from heard.desk.guard import access, needs, reader
from heard.desk.site import desk_site
from heard.desk.submission.reply_form import ReplyForm, reply_form
from heard.desk.submission.unsent import has_words, typed
from heard.desk.submission.views import show
from heard.desk.submission.wording import DOES_NOT_AGREE
from heard.languages.marks import N_
from heard.vault.errors import CannotSeal

blueprint = Blueprint("replying", __name__)


@blueprint.post("/submissions/<reference>/reply")
@needs(Permission.REPLY, Permission.OPEN)
def send(reference: str) -> Response | tuple[str, int]:
    """Seal the answer and show the page with it; where something is missing, the page as typed."""
    desk, right, now = desk_site(), access(Permission.REPLY), site.now()
    form = reply_form(reader(), form_to_answer(desk.store, right, reference, now))
    if not form.validate():
        return _again(reference, form)
    try:
        reply(desk.store, desk.logbook, right, reference, form.reply(), now)
    except OnlyForChairs:
        form.refuse(
            N_(
                "Nothing was sent. This child wrote or asked for something that only a chair can "
                "answer. Ask a chair. What you typed stands here, so that you can pass it on."
            )
        )
        return _again(reference, form)
    except AnsweredMeanwhile:
        form.stop_for_more(
            N_(
                "Nothing was sent yet. Since you opened this page a colleague has answered, or the "
                "family has written: read it first, above the box. Your words are still here. "
                "Change them, or send them as they are."
            )
        )
        return _again(reference, form)
    except CannotReply:
        form.refuse(N_("This answer cannot be sent as it is. Make it shorter, and send it again."))
        return _again(reference, form)
    except DoesNotAgree:
        form.refuse(DOES_NOT_AGREE)
        return _again(reference, form)
    except CannotSeal:
        form.refuse(N_("This cannot be sealed for the family: its key was changed after sending."))
        return _again(reference, form)
    return redirect(url_for("submission.page", reference=reference, _anchor="messages"), 303)


def _again(reference: str, form: ReplyForm) -> tuple[str, int]:
    """The page as it was typed, with what is amiss. It is kept, should the writer go elsewhere."""
    if has_words(typed()):
        keep_draft(desk_site().store, access(Permission.REPLY), reference, typed(), site.now())
    return show(reference, form, 422)
