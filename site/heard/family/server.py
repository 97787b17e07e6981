"""The family's process. Granian serves `application`, one for all workers.

This module starts work when it is imported, so nothing else imports it.
"""

from heard.authority.installation import Installation
from heard.family.cached_site import cached_site

application = cached_site(Installation.from_environment())
# A connection is one worker's own.
application.edition.store.close()


def begin() -> None:
    """Start what each worker does beside answering: it looks for changed content.

    A worker that begins later than the others takes in first what has changed since the start.
    """
    application.refresh()
    application.watch()
