"""The family's process. Granian serves `application`, the same in all workers.

This module starts work when it is imported, so nothing else imports it.
"""

from heard.authority.installation import Installation
from heard.family.cached_site import cached_site
from heard.family.forms.admission import FamilyDoor
from heard.web.admission import bulkheads_for
from heard.web.serving.front import Front

_installation = Installation.from_environment()
_pages = cached_site(_installation)
application = Front(_pages, FamilyDoor(_pages.app), bulkheads_for(_installation.family_connections))
# A connection is one worker's own.
_pages.edition.store.close()


def begin() -> None:
    """Start what each worker does beside answering: it looks for changed content.

    A worker that begins later than the others takes in first what has changed since the start.
    """
    _pages.refresh()
    _pages.watch()
