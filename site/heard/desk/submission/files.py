"""A picture or paper of a submission, for whoever can open the part in which it was sent.

A picture, which we drew anew ourselves, can stand in the desk's own page. A paper never does.
"""

from flask import Blueprint, Response

from heard.casework.errors import NoSuchFile
from heard.casework.files.file_kinds import JPEG, PDF
from heard.casework.reading.opening import open_file
from heard.casework.staff.access import Permission
from heard.desk import site
from heard.desk.guard import access, needs
from heard.desk.site import desk_site

blueprint = Blueprint("files", __name__)

#: Should a browser show it as a page in spite of what we say, nothing in it runs.
_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"
_JPEG_BEGINS = b"\xff\xd8\xff"
_ENDINGS = {JPEG: "jpg", PDF: "pdf"}


@blueprint.get("/submissions/<reference>/files/<file_id>")
@needs(Permission.OPEN)
def download(reference: str, file_id: str) -> Response:
    """Log the opening, and hand the file out to be kept, never to be shown by the browser.

    It bears a neutral name: what the family called it may say too much in a list of downloads.
    """
    return _opened(reference, file_id)


@blueprint.get("/submissions/<reference>/pictures/<file_id>")
@needs(Permission.OPEN)
def picture(reference: str, file_id: str) -> Response:
    """Log the opening, and hand out a picture to be shown in the page that names it.

    What is no picture is not found here.
    """
    return _opened(reference, file_id, shown=True)


def _opened(reference: str, file_id: str, *, shown: bool = False) -> Response:
    desk = desk_site()
    right = access(Permission.OPEN)
    opened = open_file(desk.store, desk.logbook, right, reference, file_id, site.now())
    kind = str(opened.record["type"])
    if shown and (kind != JPEG or not opened.content.startswith(_JPEG_BEGINS)):
        raise NoSuchFile
    answer = Response(opened.content, mimetype=kind)
    how = "inline" if shown else "attachment"
    answer.headers["Content-Disposition"] = (
        f'{how}; filename="{reference}-{opened.number}.{_ENDINGS[kind]}"'
    )
    answer.headers["Content-Security-Policy"] = _POLICY
    return answer
