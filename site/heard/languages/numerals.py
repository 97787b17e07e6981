"""Digits: families may type those of their own script; Heard shows Western ones everywhere."""

import unicodedata


def western_digits(text: str) -> str:
    """`text` with every decimal digit of any script written as 0-9; all else is left alone."""
    return "".join(
        str(unicodedata.decimal(sign)) if unicodedata.category(sign) == "Nd" else sign
        for sign in text
    )
