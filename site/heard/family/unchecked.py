"""Whether two people have checked the words that a page says in the reader's language."""

from heard.family.site import site
from heard.web.page_language import said, spoken

ALL, SOME, NONE = "all", "some", "none"


def checked_so_far() -> str:
    """How much of what the page has spoken so far was checked: ALL, SOME or NONE of it."""
    code, words = spoken().code, said()
    if code not in site().council.languages or site().edition.all_checked(code, words):
        return ALL
    return SOME if site().edition.checked[code] & words else NONE
