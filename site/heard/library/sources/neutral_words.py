"""Words that must not stand in a title or an address: a phone's history shows them to others."""

import hashlib
import re

#: The beginnings of words, by language. A title or address may hold none of any language.
AVOIDED = {
    "en": (
        "child protection",
        "protect",
        "safeguard",
        "abus",
        "neglect",
        "violen",
        "harm",
        "complain",
        "victim",
        "domestic",
        "sexual",
        "assault",
        "social work",
        "social care",
        "social services",
        "police",
        "custody",
        "refuge",
        "danger",
        "section 47",
    ),
    "pl": (
        "ochron",
        "przemoc",
        "krzywd",
        "zaniedb",
        "znęca",
        "wykorzyst",
        "skarg",
        "zażalen",
        "ofiar",
        "molest",
        "seksual",
        "policj",
        "niebezpiecz",
        "pracownik socjaln",
        "opieka społeczn",
    ),
    "ur": (
        "تحفظ",
        "تشدد",
        "زیادتی",
        "بدسلوکی",
        "غفلت",
        "نقصان",
        "شکایت",
        "جنسی",
        "پولیس",
        "خطر",
        "سماجی کارکن",
        "سوشل ورکر",
    ),
}
#: Shorter ones are parts of too many other words: harm, pharmacy.
_LONG = 6
_FOUND = re.compile(
    r"(?<!\w)(" + "|".join(re.escape(word) for words in AVOIDED.values() for word in words) + ")",
    re.IGNORECASE,
)


def avoided_words(text: str) -> tuple[str, ...]:
    """The beginnings of words in `text` that may not stand in a title or an address."""
    return tuple(match.group(1).lower() for match in _FOUND.finditer(re.sub(r"[-_/]+", " ", text)))


def told_openly(text: str) -> tuple[str, ...]:
    """The same for a name or an address, where words may also be joined: `mysafeguarding.org`."""
    joined = re.sub(r"[\W_]+", "", text.lower())
    long_ones = (word for words in AVOIDED.values() for word in words if len(word) >= _LONG)
    found = avoided_words(text)
    return found or tuple(word for word in long_ones if word.replace(" ", "") in joined)


def anchor(name: str, prefix: str) -> str:
    """The id under which a part of a page is reached: `name`, unless that would tell too much.

    An address keeps what stands behind its `#` in the phone's history.
    """
    if not avoided_words(name):
        return name
    return f"{prefix}-{hashlib.sha256(name.encode('utf-8')).hexdigest()[:6]}"


def word_anchor(term_id: str) -> str:
    """The id under which a page explains a word of the glossary."""
    return f"word-{anchor(term_id, 'x')}"
