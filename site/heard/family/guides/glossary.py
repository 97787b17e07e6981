"""Words explained: the glossary, and a lens for the hard words of a letter.

With script the lens works in the browser and nothing leaves it; without, the text is posted and
read here. It is not logged, and kept for nobody but this browser (`family.kept_pages`).
"""

from flask import Blueprint, Response, make_response, render_template, request, url_for
from flask_babel import gettext

from heard.family.site import site
from heard.languages.alphabets import place
from heard.library.pages.word_lens import Lens, Piece, known_in
from heard.web.inline import inline_script
from heard.web.page_language import spoken
from heard.web.serving.compression import everybody_gets_this

blueprint = Blueprint("words", __name__, url_prefix="/<lang>")

#: The lens in the browser; it stands in this page alone.
SCRIPT = inline_script("lens.js")
#: About two pages of a letter.
LONGEST = 5000


@blueprint.route("/words", methods=["GET", "POST"])
def words() -> Response:
    """All words with their meanings; after a post, first those of the text that was pasted."""
    if request.method == "GET":
        everybody_gets_this()
        return _page()
    typed = request.form.get("text", "")
    if not typed.strip():
        return _page(typed, problem=gettext("Please paste or type some words first."))
    if len(typed.replace("\r\n", "\n")) > LONGEST:
        return _page(typed, problem=gettext("This is too long. Please paste a shorter part."))
    return _page(typed, _lens().read(typed))


def _lens() -> Lens:
    return site().edition.lenses[spoken().code]


def _page(typed: str = "", pieces: tuple[Piece, ...] = (), problem: str = "") -> Response:
    code, council = spoken().code, site().council
    known = sorted(_lens().words, key=lambda each: place(each.entry.term, code))
    states = {each.entry.state for each in known}
    body = render_template(
        "guides/words.html",
        known=known,
        typed=typed,
        pieces=pieces,
        found=known_in(pieces),
        problem=problem,
        longest=LONGEST,
        unsure=bool(states & {"unchecked", "outdated"}),
        english=url_for("words.words", lang="en"),
        interpreter=council.contacts.get("interpreter_line"),
        lens_script=SCRIPT,
    )
    return make_response(body, 422 if problem else 200)
