"""What became of it: with the receipt number a family sees whether it was read. Never the words."""

from flask import Blueprint, render_template, request
from flask_babel import gettext

from heard.authority.hours import LONDON
from heard.casework.following import follow
from heard.family.house import house, now
from heard.vault.receipts import DIGITS, read_receipt

blueprint = Blueprint("following", __name__, url_prefix="/<lang>")


@blueprint.route("/reply", methods=["GET", "POST"])
def reply() -> str:
    """Ask for the number, or say what became of what was sent under it.

    A number that was never given and one whose time is over are answered in the same words.
    """
    typed = request.form.get("receipt", "") if request.method == "POST" else ""
    found, problem = None, ""
    if request.method == "POST":
        today = now().astimezone(LONDON).date()
        found = follow(house().store, house().sealer.receipt_key, typed, today)
        if found is None and read_receipt(typed) is None:
            problem = gettext("The number has %(digits)s digits. Please check it.", digits=DIGITS)
        elif found is None:
            problem = gettext(
                "We find nothing under this number. It may have a mistake in it, "
                "or the time for which we keep things is over."
            )
    return render_template("reply.html", found=found, typed=typed, problem=problem)
