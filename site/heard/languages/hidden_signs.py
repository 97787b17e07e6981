"""Signs that nobody sees and that come along when something is copied.

Marks of the direction of writing, joiners, soft hyphens, spaces that do not break.
"""

import unicodedata

#: Unseen signs that Unicode does not count among its format characters: joiner of letters, fillers
#: of Hangul, selectors of a sign's shape and the frame of a key.
_OTHERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u20e3\u3164\uffa0") | {
    chr(number) for number in range(0xFE00, 0xFE10)
}


def without_hidden_signs(text: str) -> str:
    """`text` without signs that nobody sees, and with plain spaces."""
    return "".join(
        " " if sign.isspace() else sign
        for sign in text
        if sign.isspace()
        or (sign not in _OTHERS and unicodedata.category(sign) not in ("Cc", "Cf"))
    )
