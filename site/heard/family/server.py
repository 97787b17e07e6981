"""The family process. Granian serves `application`.

This module starts work when it is imported, so nothing else imports it.
"""

from heard.authority.installation import Installation
from heard.family.cached_site import cached_site

application = cached_site(Installation.from_environment())
application.watch()
