"""Contrast of the council's colour, by the formula of WCAG 2.2 (relative luminance)."""

import re

#: Text on and in the council's colour must reach this, against white (WCAG 1.4.6, level AAA).
LEAST_CONTRAST = 7.0


def contrast(one: str, other: str) -> float:
    """The contrast ratio, 1 to 21, of two colours written `#rrggbb`. Raises ValueError."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", colour):
        raise ValueError(f"{colour!r} is not a colour written like #0d4f4c")
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
