"""Pages that answered a post, until the browser has asked for them."""

from sqlalchemy import Column, LargeBinary, Table

from heard.records.tables.metadata import metadata
from heard.records.times import Hour

# A row whose body is empty is no page: it says that a session was left.
kept_pages = Table(
    "kept_pages",
    metadata,
    # Hashes of the browser's token, alone and with the address.
    Column("owner", LargeBinary, primary_key=True),
    Column("place", LargeBinary, primary_key=True),
    # Encrypted with a key made from the token.
    Column("body", LargeBinary, nullable=False),
    # From this hour on it is deleted; what is encrypted says to the second when its time is over.
    Column("expires_hour", Hour, nullable=False, index=True),
)
