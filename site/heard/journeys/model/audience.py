"""Who may see an answer: always one of four, said in plain words before the first box.

"The chair" is every chair of the council as long as access does not go by conference: all of them
hold the same key. So the words never say that one chair alone reads something.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from heard.languages.marks import N_


class Audience(StrEnum):
    """The circles of readers, narrowest first. `CHAIR` is sealed to the chairs' key alone.

    `APART` is never chosen: where it is said, it is said of the whole form.
    """

    CHAIR = "chair"
    TEAM = "team"
    PROFESSIONALS = "professionals"
    EVERYONE = "everyone"
    APART = "apart"


#: Those among which somebody can choose, for a page.
CIRCLES = (Audience.CHAIR, Audience.TEAM, Audience.PROFESSIONALS, Audience.EVERYONE)

#: What a person reads when they choose, and on every page where the choice stands.
AUDIENCE_WORDS = {
    Audience.CHAIR: N_("The chair, or another person who chairs these meetings for the council"),
    Audience.TEAM: N_(
        "The council team that gets the meeting ready, and the people who chair these meetings"
    ),
    Audience.PROFESSIONALS: N_("The professionals at the meeting"),
    Audience.EVERYONE: N_("Everyone at the meeting, both parents included"),
}

#: Who reads a complaint about a chair, where the council has named somebody.
APART_WORDS = N_(
    "Only the people at the council who deal with complaints about chairs. No chair can open it, "
    "and nobody in the team that gets the meeting ready."
)

#: The one exception, said before the first box, again before sending, and with the receipt.
SAFETY_EXCEPTION = N_(
    "If a child or somebody else may be hurt, we have to tell the people who can keep them safe, "
    "whatever you choose here."
)

#: What is true of a page whose readers nobody has chosen yet.
AT_FIRST = N_(
    "Where you can choose, an answer is at first only for people who chair these meetings for the "
    "council. You can open it to more people. The council team gets what it needs to find your "
    "meeting, to reach you or to arrange things. Each page says who sees it."
)


@dataclass(frozen=True, eq=False)
class Said:
    """The circles, the exception and what holds at first, in words for one kind of reader."""

    circles: Mapping[Audience, str]
    exception: str
    at_first: str


TO_ADULTS = Said(AUDIENCE_WORDS, SAFETY_EXCEPTION, AT_FIRST)

TO_CHILDREN = Said(
    circles={
        Audience.CHAIR: N_("The chair, who runs the meeting. Another chair may step in."),
        Audience.TEAM: N_(
            "The team that gets the meeting ready, and the chair. Another chair may step in."
        ),
        Audience.PROFESSIONALS: N_("The adults who come because it is their job"),
        Audience.EVERYONE: N_("Everyone at the meeting, parents and carers too"),
    },
    exception=N_(
        "If you or somebody else may get hurt, an adult has to act. "
        "Then other people are told too, whatever you choose here."
    ),
    at_first=N_(
        "At first only the chair sees what you say, or another chair who steps in. "
        "You can let more people see it, page by page. "
        "The team sees who you are, so that they find the right meeting."
    ),
)

#: The words on which a person relies when they decide what to write. Outside the fictional council
#: a form opens in a language only when two people have checked these.
LEGAL_WORDS = (
    APART_WORDS,
    *(
        words
        for said in (TO_ADULTS, TO_CHILDREN)
        for words in (*said.circles.values(), said.exception, said.at_first)
    ),
)

#: The narrowest circle is the starting point: what a person did not choose to share is not shared.
NARROWEST = Audience.CHAIR
