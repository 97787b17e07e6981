"""Who may see an answer: always one of four, said in plain words before the first box."""

from enum import StrEnum

from heard.languages.marks import N_


class Audience(StrEnum):
    """The four circles of readers, narrowest first. `CHAIR` is sealed to the chairs' key alone."""

    CHAIR = "chair"
    TEAM = "team"
    PROFESSIONALS = "professionals"
    EVERYONE = "everyone"


#: What a person reads when they choose, and on every page where the choice stands.
AUDIENCE_WORDS = {
    Audience.CHAIR: N_("Only the chair"),
    Audience.TEAM: N_("The council team that gets the meeting ready, and the chair"),
    Audience.PROFESSIONALS: N_("The professionals at the meeting"),
    Audience.EVERYONE: N_("Everyone at the meeting, both parents included"),
}

#: The one exception, said before the first box, again before sending, and with the receipt.
SAFETY_EXCEPTION = N_(
    "If a child or somebody else may be hurt, we have to tell the people who can keep them safe, "
    "whatever you choose here."
)

#: What is true of a page whose readers nobody has chosen yet.
AT_FIRST = N_(
    "Where you can choose, an answer is at first for the chair only. You can open it to more "
    "people. The council team gets what it needs to find your meeting, to reach you or to arrange "
    "things. Each page says who sees it."
)

#: The words on which a person relies when they decide what to write. Outside the fictional council
#: a form opens in a language only when two people have checked these.
LEGAL_WORDS = (*AUDIENCE_WORDS.values(), SAFETY_EXCEPTION, AT_FIRST)

#: The narrowest circle is the starting point: what a person did not choose to share is not shared.
NARROWEST = Audience.CHAIR
