"""Marking of the program's own words for translation.

`N_` marks a sentence where it is declared; it is put into the reader's language where it is shown.
"""


def N_(words: str) -> str:  # noqa: N802  (the name gettext tools look for)
    """Mark `words` (English, also the key of their translation) and return them unchanged."""
    return words
