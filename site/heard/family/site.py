"""What every view of the family's site may use."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import cast

from flask import current_app, has_request_context, request

from heard.authority.installation import Installation
from heard.authority.settings import Council
from heard.casework.secret_files import (
    RECEIPT_FILE,
    RECIPIENTS_FILE,
    VERIFY_FILE,
    read_secret,
)
from heard.casework.sending.send import Sealer
from heard.journeys.catalogue import SLUGS
from heard.journeys.model.audience import LEGAL_WORDS
from heard.library.edition import Edition, load_edition
from heard.library.pages.collection import Library
from heard.library.sources.content_source import FolderSource
from heard.records.database.store import Store
from heard.vault.recipients_file import RecipientsFile
from heard.web.serving.page_cache import EDITION, UNTIMED


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Site:
    """An edition with what it needs to be served: the database and the means to seal.

    `forms_open_in` are the languages whose words about who may see an answer can be relied on.
    `least_seconds` is how long a form's first page is open before a person posts it.
    """

    edition: Edition
    store: Store
    sealer: Sealer
    forms_open_in: frozenset[str]
    least_seconds: float = 1.0
    clock: Callable[[], datetime] = _utc_now

    @property
    def revision(self) -> object:
        """What tells this edition from another."""
        return self.edition.revision

    @property
    def council(self) -> Council:
        """The council's settings."""
        return self.edition.council

    @property
    def library(self) -> Library:
        """Everything there is to read."""
        return self.edition.library


def source_of(installation: Installation) -> FolderSource:
    """Where an installation has what families read."""
    return FolderSource(installation.content, installation.authority, installation.translations)


def open_site(installation: Installation, store: Store) -> Site:
    """The site as content, settings and translations stand now, beside a store that stays.

    Raises ContentError naming all that is wrong with them, or NotASecret.
    """
    edition = load_edition(source_of(installation), SLUGS)
    council, secrets_folder = edition.council, installation.family_secrets
    return Site(
        edition=edition,
        store=store,
        forms_open_in=frozenset(
            code
            for code in council.languages
            if council.fictional or edition.all_checked(code, LEGAL_WORDS)
        ),
        sealer=Sealer(
            recipients_file=RecipientsFile(
                secrets_folder / RECIPIENTS_FILE, read_secret(secrets_folder / VERIFY_FILE)
            ),
            receipt_key=read_secret(secrets_folder / RECEIPT_FILE),
            council=council.id,
            days_kept=council.submissions_days,
            complaints_apart=council.complaint.manager,
        ),
        least_seconds=installation.least_seconds,
    )


def site() -> Site:
    """The site that answers this request: one edition from its first word to its last."""
    chosen = request.environ.get(EDITION) if has_request_context() else None
    return cast(Site, chosen or current_app.extensions["site"])


def now() -> datetime:
    """The present moment, with its time zone."""
    return site().clock()


def hour_is_known() -> bool:
    """Whether the page that is made may say what is so at this hour."""
    return not request.environ.get(UNTIMED)
