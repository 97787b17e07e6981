"""Why a picture or a paper cannot be taken, in words that say what to do instead."""

from collections.abc import Mapping
from enum import StrEnum
from mimetypes import guess_type

from heard.languages.marks import N_

#: Bytes of one file, and of all files of one form.
LARGEST_FILE = 10 * 1024 * 1024
LARGEST_TOGETHER = 30 * 1024 * 1024
MOST_FILES = 20
MOST_PAGES = 200

_MB = 1024 * 1024

#: What Python does not know by name.
_PHONES_OWN = {".heic": "image/heic", ".heif": "image/heif", ".webp": "image/webp"}


class Refusal(StrEnum):
    """Everything that a file can be refused for."""

    EMPTY = "empty"
    TOO_LARGE = "too large"
    PHOTO_TOO_LARGE = "too large a photo"
    TOGETHER_TOO_LARGE = "together too large"
    AT_ONCE_TOO_LARGE = "too much at once"
    TOO_MANY = "too many"
    NEITHER = "neither picture nor PDF"
    OTHER_PICTURE = "another kind of picture"
    SOUND_OR_FILM = "sound or film"
    DOCUMENT = "a document that is no PDF"
    PACKED = "a packed folder"
    DAMAGED = "damaged"
    TOO_DETAILED = "too many pixels"
    LOCKED = "locked with a password"
    MORE_THAN_PAGES = "holds programs or other files"
    PICTURE_INSIDE = "a kind of picture inside that is not kept"
    TOO_MANY_PAGES = "too many pages"
    NO_ROOM = "no room on the disk"
    BUSY = "too many at once"
    NO_WALLS = "nothing that it could be opened in"


_NOT_NOW = N_(
    "We cannot take files just now, so %(name)s was not added. "
    "You can still send your words without it."
)

_WORDS = {
    Refusal.EMPTY: N_("There is nothing in %(name)s. Choose it again, or take a photo of it."),
    Refusal.TOO_LARGE: N_(
        "%(name)s is too big. One file can have %(most)s MB. "
        "Add it in smaller parts, or take a photo of each page."
    ),
    Refusal.PHOTO_TOO_LARGE: N_(
        "%(name)s is too big. One photo can have %(most)s MB. "
        "Open it on your phone, take a screenshot of it, and add the screenshot."
    ),
    Refusal.TOGETHER_TOO_LARGE: N_(
        "There is no more space for %(name)s. All files together can have %(most)s MB. "
        "Remove one that matters less, or bring this one to the meeting."
    ),
    Refusal.AT_ONCE_TOO_LARGE: N_(
        "That was too much at once, so %(name)s was not added. "
        "Please add it again, a few files at a time."
    ),
    Refusal.TOO_MANY: N_("You can add %(most)s files. %(name)s was not added."),
    Refusal.NEITHER: N_(
        "%(name)s is not a picture or a PDF. Take a photo of it, or save it as a PDF."
    ),
    Refusal.OTHER_PICTURE: N_(
        "We cannot open this kind of picture: %(name)s. "
        "Open it on your phone, take a screenshot, and add the screenshot."
    ),
    Refusal.SOUND_OR_FILM: N_(
        "%(name)s is a sound or a film, and we cannot take those here. "
        "Write what is in it, and that you have it. You can ask the team how to show it to them."
    ),
    Refusal.DOCUMENT: N_(
        "%(name)s is a document of another kind, and we can only take a PDF. "
        "Open it, choose to save or print it as a PDF, and add that. "
        "Or take a photo of each page."
    ),
    Refusal.PACKED: N_(
        "%(name)s is a folder that was packed into one file. "
        "Open it, and add the pictures or PDFs in it one by one."
    ),
    Refusal.DAMAGED: N_(
        "We could not open %(name)s. It may have been damaged on the way. "
        "Try again, or take a new photo of it."
    ),
    Refusal.TOO_DETAILED: N_(
        "%(name)s is too big a picture for us to open. Take a screenshot of it, and add that."
    ),
    Refusal.LOCKED: N_(
        "%(name)s is locked, so we cannot open it. "
        "Save it without a password, or take a photo of each page."
    ),
    Refusal.MORE_THAN_PAGES: N_(
        "%(name)s holds more than pages: a form, a film or another file. We cannot take that. "
        "Print it to a new PDF, or take a photo of each page."
    ),
    Refusal.PICTURE_INSIDE: N_(
        "%(name)s has a kind of picture in it that we cannot open. "
        "Print it to a new PDF, or take a photo of each page."
    ),
    Refusal.TOO_MANY_PAGES: N_(
        "%(name)s has too many pages. One PDF can have %(most)s. Choose the pages that matter most."
    ),
    Refusal.NO_ROOM: _NOT_NOW,
    Refusal.NO_WALLS: _NOT_NOW,
    Refusal.BUSY: N_(
        "We are still opening other files, so %(name)s was not added. "
        "Your words are kept. Wait a minute, then add it once more."
    ),
}

_MOST = {
    Refusal.TOO_LARGE: LARGEST_FILE // _MB,
    Refusal.PHOTO_TOO_LARGE: LARGEST_FILE // _MB,
    Refusal.TOGETHER_TOO_LARGE: LARGEST_TOGETHER // _MB,
    Refusal.TOO_MANY: MOST_FILES,
    Refusal.TOO_MANY_PAGES: MOST_PAGES,
}

#: Signs that keep a name in any script from turning the sentence around it (Unicode TR9, FSI, PDI).
_ISOLATED = "\u2068{}\u2069"


def fitting(reason: Refusal, name: str) -> Refusal:
    """The reason whose advice fits what the file is, as far as its name tells.

    What is too large was never looked into: a photo has no parts, and a film is not made smaller.
    """
    kind = (guess_type(name.lower())[0] or _PHONES_OWN.get(name.lower()[-5:], "")).partition("/")[0]
    if reason is Refusal.TOO_LARGE and kind == "image":
        return Refusal.PHOTO_TOO_LARGE
    if reason is Refusal.TOO_LARGE and kind in ("audio", "video"):
        return Refusal.NEITHER
    return reason


class FileRefused(ValueError):
    """A file was not taken. Carries a marked sentence, and values for its gaps.

    The family called the file `name`; that stands in `values` only, never in the error's own text,
    because errors end in logs.
    """

    def __init__(self, reason: Refusal, name: str = "") -> None:
        super().__init__(str(reason))
        self.reason = reason
        self.words = _WORDS[reason]
        self.values: Mapping[str, object] = {
            "name": _ISOLATED.format(name),
            **({"most": _MOST[reason]} if reason in _MOST else {}),
        }
