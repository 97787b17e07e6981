"""A picture or paper of a submission, for whoever can open the part in which it was sent."""

from flask import Blueprint, Response, abort, render_template

from heard.casework.errors import CannotRead, HoldsNoKey, NoSuchFile, NoSuchSubmission
from heard.casework.file_kinds import JPEG, PDF
from heard.casework.reading import open_file
from heard.desk import workroom
from heard.desk.guard import reader
from heard.desk.workroom import workroom as room

blueprint = Blueprint("files", __name__)

_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"
_ENDINGS = {JPEG: "jpg", PDF: "pdf"}


@blueprint.get("/submissions/<reference>/files/<file_id>")
def download(reference: str, file_id: str) -> Response | tuple[str, int]:
    """Log the opening, and hand the file out to be kept, never to be shown by the browser.

    It bears a neutral name: what the family called it may say too much in a list of downloads.
    """
    desk = room()
    try:
        opened = open_file(desk.store, desk.logbook, reader(), reference, file_id, workroom.now())
    except HoldsNoKey:
        return render_template("desk/no-key.html"), 403
    except (NoSuchSubmission, NoSuchFile):
        abort(404)
    except CannotRead:
        return render_template("desk/damaged.html", reference=reference), 500
    answer = Response(opened.content, mimetype=opened.record["type"])
    ending = _ENDINGS[opened.record["type"]]
    answer.headers["Content-Disposition"] = (
        f'attachment; filename="{reference}-{opened.number}.{ending}"'
    )
    # Should a browser show it in spite of that, nothing in it runs.
    answer.headers["Content-Security-Policy"] = _POLICY
    return answer
