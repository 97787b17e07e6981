"""What is told of a number of twenty digits that leads to nothing."""

from flask_babel import gettext

from heard.vault.receipts import DIGITS, digits_typed, read_receipt


def miscounted(typed: str) -> str:
    """That the number has too few or too many digits, and how many there are; else empty."""
    if read_receipt(typed) is not None:
        return ""
    return gettext(
        "The number has %(digits)s digits. Here we count %(found)s. Please check it.",
        digits=DIGITS,
        found=len(digits_typed(typed)),
    )
