"""Style sheets for browsers that know no short logical properties: Safari before 14.1, of 2021.

The sheets are written with logical properties alone. Lines run from top to bottom in every language
that there is, so what is said of the block's sides is said of top and bottom; what is said of both
ends of a line at once is said of each. Longhands of the line's ends are known since 12.2.
`appearance` has its prefix there until 15.4.
"""

import re

#: What stands for a pair of values, by the short property.
_PAIRS = {
    "margin-block": ("margin-top", "margin-bottom"),
    "padding-block": ("padding-top", "padding-bottom"),
    "margin-inline": ("margin-inline-start", "margin-inline-end"),
    "padding-inline": ("padding-inline-start", "padding-inline-end"),
    "inset-block": ("top", "bottom"),
    "inset-inline": ("left", "right"),
}
_SINGLE = {"inset-block-start": "top", "inset-block-end": "bottom"}

#: Which of one to four values belongs to which side, from the top on.
_AROUND = {1: (0, 0, 0, 0), 2: (0, 1, 0, 1), 3: (0, 1, 2, 1), 4: (0, 1, 2, 3)}

_NAMES = "|".join((*_PAIRS, *_SINGLE, "inset", "appearance"))
_DECLARATION = re.compile(rf"(?<=[{{;])({_NAMES}):([^;}}]+)")
_VALUE = re.compile(r"(?:[^\s()]|\([^()]*(?:\([^()]*\)[^()]*)*\))+")


def for_older_browsers(style: str) -> str:
    """A style sheet, made short already, with longhands in place of what older browsers skip."""
    return _DECLARATION.sub(_in_longhand, style)


def _in_longhand(found: re.Match[str]) -> str:
    name, values = found[1], _VALUE.findall(found[2])
    if name == "appearance":
        return f"-webkit-{found[0]};{found[0]}"
    if name in _SINGLE:
        return f"{_SINGLE[name]}:{found[2]}"
    if name == "inset":
        names: tuple[str, ...] = ("top", "right", "bottom", "left")
        values = [values[at] for at in _AROUND[len(values)]]
    else:
        names = _PAIRS[name]
        values = [values[0], values[-1]]
    return ";".join(map("{}:{}".format, names, values))
