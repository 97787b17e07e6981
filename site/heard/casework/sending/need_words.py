"""What is said of one thing that a family asked for: which it is, where it stands, a few words.

All of it stands in one sealed message, so that nothing in the clear names what somebody needs.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from heard.journeys.model.asked import Wording
from heard.languages.marks import N_
from heard.records.needs import StoredStep
from heard.records.tables import NEED_STATES
from heard.vault.errors import CannotOpen
from heard.vault.messages import NEED, MessageIdentity, Words, open_message

#: What a family reads of each state, under the name of what they asked for.
TOLD: Mapping[str, str] = {
    "asked": N_("You asked for it. Nothing is arranged yet."),
    "looking": N_("We are looking into it. Nothing is arranged yet."),
    "booked": N_("We have booked it. It is not confirmed yet."),
    "confirmed": N_("It is confirmed."),
    "could-not": N_("We could not arrange it."),
    "fell-through": N_("It fell through. It is not arranged any more."),
    "came-late": N_("It came late."),
}


@dataclass(frozen=True)
class NeedWords:
    """What was said of a need on one day.

    `need` is its id. `state` is one of NEED_STATES. `name` is what it was called in the form, in
    the words that the family saw and in English; None where staff chose not to name it to whoever
    holds the number. `language` is the one of the words that the family saw.
    """

    need: str
    state: str
    text: str
    name: Wording | None = None
    language: str = ""

    def more(self) -> Mapping[str, str]:
        """What is sealed beside the text."""
        texts = {"need": self.need, "state": self.state}
        if self.name is None:
            return texts
        named = {"shown": self.name.shown, "english": self.name.english}
        return {**texts, **named, "language": self.language}


def open_need_words(private: str, submission: str, step: StoredStep) -> NeedWords:
    """Open what was said of a need. CannotOpen where it was said of another, or of none."""
    return need_words(open_message(private, step.body, said_of_need(submission, step)), step)


def said_of_need(submission: str, step: StoredStep) -> MessageIdentity:
    """What stands inside the sealed message of a step."""
    return MessageIdentity(step.id, submission, NEED, step.part)


def need_words(opened: Words, step: StoredStep) -> NeedWords:
    """What a message says of the need of this step. CannotOpen where it says it of another."""
    more = opened.more
    if more.get("need") != step.need_id or more.get("state") not in NEED_STATES:
        raise CannotOpen("what stands inside was said of another need")
    shown, english = more.get("shown", ""), more.get("english", "")
    return NeedWords(
        need=step.need_id,
        state=more["state"],
        text=opened.text,
        name=Wording(shown, english) if shown and english else None,
        language=more.get("language", ""),
    )
