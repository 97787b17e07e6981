"""What a child is told: "You said", then "So we did", in sentences that a child can follow.

Both stand in one sealed message, with the day on which somebody passed it on by word of mouth.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from heard.vault.messages import Words

#: A longer sentence loses a child, and many adults.
MOST_WORDS = 15

# A full stop of any script that white space follows; in Chinese and Japanese nothing has to follow.
_END = re.compile(r"(?<=[.!?…؟۔।])[\"'”’»)\]]*\s+|(?<=[。！？])|\n+")


def too_long(text: str) -> str:
    """The first sentence with more than MOST_WORDS words, or nothing. White space parts words."""
    sentences = (each.strip() for each in _END.split(text))
    return next((each for each in sentences if _count(each) > MOST_WORDS), "")


def _count(sentence: str) -> int:
    # A dash between white space is no word.
    return sum(any(sign.isalnum() for sign in word) for word in sentence.split())


@dataclass(frozen=True)
class Told:
    """The words of one reply.

    `text` is the whole of it, or, for a child, what we understood. `did` is what we did about it,
    or, where `could` is False, why we could not; empty for everybody else. `passed_on` is the day
    on which somebody told it to the child themselves, as the child had asked.
    """

    text: str
    did: str = ""
    could: bool = True
    passed_on: date | None = None

    def more(self) -> Mapping[str, str]:
        """What is sealed beside the text."""
        texts = {
            "did": self.did,
            "could": "" if self.could else "no",
            "passed_on": self.passed_on.isoformat() if self.passed_on else "",
        }
        return {name: text for name, text in texts.items() if text}


def told_in(words: Words) -> Told:
    """What an opened message tells."""
    return Told(
        text=words.text,
        did=words.more.get("did", ""),
        could=words.more.get("could") != "no",
        passed_on=_day(words.more.get("passed_on", "")),
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
