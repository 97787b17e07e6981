"""Help to take part: what somebody needs to follow the meeting and to be heard.

Nothing that is asked for here counts as arranged until a person says so.
"""

from heard.journeys.model.audience import Audience
from heard.journeys.model.choices import AnyOf, OneOf, Option, Request
from heard.journeys.model.journey import Journey, OnlyIf, Page
from heard.journeys.model.questions import LongText, RequestInWords, ShortText
from heard.journeys.parts.interpreter import INTERPRETER_AND_PAPERS
from heard.journeys.parts.own_space import own_space
from heard.journeys.parts.own_words import KEEPING_IN_TOUCH, WHICH_MEETING, YOU
from heard.languages.marks import N_

_NOT_ALWAYS_PAID = N_("Not every council can pay for this. Ask before you spend money.")
_WHAT = N_("What do you need?")


def _needing(need: str) -> tuple[OnlyIf, ...]:
    return (OnlyIf("needs", (need,)),)


def _what_helps(
    need: str, *, slug: str, title: str, name: str, options: tuple[Option, ...], example: str
) -> Page:
    """For those with this need: things to choose from, and words of one's own."""
    return Page(
        slug=slug,
        title=title,
        readers=Audience.TEAM,
        only_if=_needing(need),
        questions=(
            AnyOf(name=name, label=_WHAT, options=options),
            LongText(name=f"{name}_more", label=N_("What else should we know?"), hint=example),
        ),
    )


_NEEDS = Page(
    slug="what-you-need",
    title=_WHAT,
    readers=Audience.TEAM,
    questions=(
        AnyOf(
            name="needs",
            label=_WHAT,
            hint=N_("Choose all that fit. You do not have to say why you need it."),
            required=N_("Choose at least one thing, so that we ask about it."),
            options=(
                Request("interpreter", N_("An interpreter")),
                Request("papers", N_("Papers in my language")),
                Request("signing", N_("Sign language, or other help to hear and to talk")),
                Request("disability", N_("Help with a disability or an illness")),
                Request("learning", N_("Help with reading, writing or learning")),
                Request("mental-health", N_("Help because of my mental health")),
                Request("breaks", N_("Breaks")),
                Request("childcare", N_("Somebody to look after my children")),
                Request("travel", N_("Help to get there")),
                Request("video", N_("To choose: in person, by video or by phone")),
                Option(
                    "apart",
                    N_("A time or a room away from somebody"),
                    N_("It has two pages of its own. They say who sees what."),
                ),
                Request("other", N_("Something else")),
            ),
        ),
    ),
)

_COMMUNICATION = _what_helps(
    "signing",
    slug="hearing-and-talking",
    title=N_("What helps you to hear and to talk?"),
    name="communication",
    options=(
        Option("bsl", N_("British Sign Language (BSL)")),
        Option("other-sign", N_("Another sign language")),
        Option("deafblind", N_("Somebody who works with deafblind people")),
        Option("lips", N_("A lip speaker")),
        Option("captions", N_("What is said, shown as text")),
        Option("notes", N_("Somebody to take notes for me")),
        Option("loop", N_("A hearing loop")),
        Option("symbols", N_("Pictures, symbols or Makaton")),
    ),
    example=N_("For example: which sign language, or where you need to sit."),
)

_ACCESS = _what_helps(
    "disability",
    slug="getting-in",
    title=N_("What would make it fair for you?"),
    name="access",
    options=(
        Option("lift", N_("A lift, or no steps")),
        Option("parking", N_("A place to park near the door")),
        Option("toilet", N_("A toilet that I can use")),
        Option("print", N_("Papers in large print")),
        Option("sound", N_("Papers in braille or as sound")),
        Option("calm", N_("A calm room with soft light")),
        Option("time", N_("A time of day that fits with my health")),
        Option("helper", N_("My own helper with me")),
    ),
    example=N_("For example: how wide a door must be, or when you take your medicine."),
)

_LEARNING = _what_helps(
    "learning",
    slug="clear-words",
    title=N_("What helps you to read and to follow?"),
    name="learning",
    options=(
        Option("words", N_("Short, clear words")),
        Option("easy-read", N_("Easy Read, with pictures")),
        Option("aloud", N_("Somebody to read the report to me")),
        Option("one-question", N_("One question at a time")),
        Option("time", N_("More time")),
        Option("steps", N_("The next steps on one page")),
        Option("writing", N_("Somebody to write for me")),
    ),
    example=N_("For example: how people can tell that you are lost."),
)

_MENTAL_HEALTH = _what_helps(
    "mental-health",
    slug="feeling-steady",
    title=N_("What helps you to stay steady?"),
    name="steady",
    options=(
        Option("sign", N_("A sign that means: I need a break")),
        Option("see-first", N_("To see the room and meet the chair first")),
        Option("door", N_("To sit near the door")),
        Option("somebody", N_("Somebody I know next to me")),
        Option("fewer", N_("Fewer people in the room")),
        Option("short", N_("Short parts, or another time of day")),
    ),
    example=N_("For example: what makes it worse, and what helps."),
)

_BREAKS = Page(
    slug="breaks",
    title=N_("When do you need a break?"),
    readers=Audience.TEAM,
    only_if=_needing("breaks"),
    questions=(
        ShortText(
            name="breaks",
            label=N_("When do you need a break?"),
            hint=N_("For example: once an hour, to feed my baby, or to pray."),
        ),
    ),
)

_CHILDCARE = Page(
    slug="your-children",
    title=N_("Who looks after your children?"),
    lead=_NOT_ALWAYS_PAID,
    readers=Audience.TEAM,
    only_if=_needing("childcare"),
    questions=(
        ShortText(name="children_ages", label=N_("How many children, and how old are they?")),
        LongText(
            name="childcare_more",
            label=N_("What would help most?"),
            hint=N_("For example: a time when they are at school, or somebody to play with them."),
        ),
    ),
)

_TRAVEL = Page(
    slug="getting-there",
    title=N_("What helps you to get there?"),
    lead=_NOT_ALWAYS_PAID,
    readers=Audience.TEAM,
    only_if=_needing("travel"),
    questions=(
        AnyOf(
            name="travel",
            label=_WHAT,
            options=(
                Option("drive", N_("Somebody to drive me there and back")),
                Option("fares", N_("Money for the bus, train or taxi")),
                Option("near", N_("A place that is near me")),
                Option("time", N_("A time that fits with the bus or with work")),
                Option("work", N_("A letter for my boss")),
            ),
        ),
        ShortText(
            name="travel_from",
            label=N_("Where do you set off from?"),
            hint=N_("The town or the stop is enough. You do not have to give your address."),
        ),
    ),
)

_WAY_TO_COME = Page(
    slug="how-you-come",
    title=N_("Coming to the meeting"),
    readers=Audience.TEAM,
    only_if=_needing("video"),
    questions=(
        OneOf(
            name="way_to_come",
            label=N_("How do you want to come?"),
            options=(
                Option("in-person", N_("In person, in the room")),
                Option("video", N_("By video")),
                Option("phone", N_("By phone")),
                Option("unsure", N_("I am not sure yet")),
            ),
        ),
        AnyOf(
            name="to_call_with",
            label=N_("If you come by video or phone: what do you need?"),
            options=(
                Option("device", N_("A phone or a computer")),
                Option("data", N_("Data, or money for the call")),
                Option("place", N_("A safe place where nobody can hear me")),
                Option("help", N_("Somebody to show me how it works")),
            ),
        ),
    ),
)

_OWN_SPACE = own_space(
    N_("How would you like to be apart?"),
    only_if=_needing("apart"),
    label=N_("What would help?"),
    required=N_("Choose what would help, or that we should talk with you first."),
)

_APART_FROM_WHOM = Page(
    slug="apart-from-whom",
    title=N_("Apart from whom?"),
    lead=N_(
        "Only people who chair these meetings see this page. The team that books the rooms does "
        "not."
    ),
    readers=Audience.CHAIR,
    only_if=_needing("apart"),
    questions=(
        RequestInWords(
            name="apart_from",
            label=N_("Apart from whom? What should we know?"),
            hint=N_("You do not have to tell the whole story."),
            discreet=True,
        ),
    ),
)

_OTHER = Page(
    slug="something-else",
    title=N_("What else do you need?"),
    readers=Audience.TEAM,
    only_if=_needing("other"),
    questions=(LongText(name="something_else", label=N_("What else do you need?")),),
)

SUPPORT = Journey(
    name="support",
    slug="support",
    version=3,
    title=N_("Ask for help to take part"),
    tab_title=N_("Help to take part"),
    lead=N_(
        "Tell us what you need, so that you can follow and be heard. It is not arranged until a "
        "person tells you so."
    ),
    minutes=5,
    pages=(
        _NEEDS,
        *INTERPRETER_AND_PAPERS,
        _COMMUNICATION,
        _ACCESS,
        _LEARNING,
        _MENTAL_HEALTH,
        _BREAKS,
        _CHILDCARE,
        _TRAVEL,
        _WAY_TO_COME,
        _OWN_SPACE,
        _APART_FROM_WHOM,
        _OTHER,
        YOU,
        WHICH_MEETING,
        KEEPING_IN_TOUCH,
    ),
)
