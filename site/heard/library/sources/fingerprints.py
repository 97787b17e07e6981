"""Short fingerprints of texts, so that a change of one word is seen."""

import hashlib
import unicodedata


def fingerprint(text: str) -> str:
    """12 hex digits of sha256 over `text` in Unicode form NFC with white space folded."""
    folded = " ".join(unicodedata.normalize("NFC", text).split())
    return hashlib.sha256(folded.encode("utf-8")).hexdigest()[:12]
