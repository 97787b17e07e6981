"""Somebody at your side: a person of one's own choice, an advocate, or both.

A solicitor comes as a supporter: published local procedures in England say so. An advocate is not
there for everybody in England, so none is promised.
"""

from heard.journeys.model.audience import Audience
from heard.journeys.model.choices import AnyOf, OneOf, Option, Request
from heard.journeys.model.journey import Journey, OnlyIf, Page
from heard.journeys.model.question import Wanted
from heard.journeys.model.questions import LongText, Reach, ShortText
from heard.journeys.model.reaching import Detail
from heard.journeys.parts.own_space import own_space
from heard.journeys.parts.own_words import FOR_THE_CHAIR, KEEPING_IN_TOUCH, WHICH_MEETING, YOU
from heard.languages.marks import N_

_WITH_SOMEONE = (OnlyIf("wish", ("someone",)),)
_WITH_ADVOCATE = (OnlyIf("wish", ("advocate",)),)

BRING = Journey(
    name="bring",
    slug="bring-someone",
    version=3,
    title=N_("Bring someone, or ask for an advocate"),
    tab_title=N_("Someone with you"),
    lead=N_("You do not have to come alone. Tell us who will come, or ask for an advocate."),
    minutes=5,
    pages=(
        Page(
            slug="who-comes",
            title=N_("What would you like?"),
            readers=Audience.TEAM,
            questions=(
                AnyOf(
                    name="wish",
                    label=N_("What would you like?"),
                    hint=N_("You can choose both."),
                    required=N_("Choose at least one."),
                    options=(
                        Request(
                            "someone",
                            N_("To bring somebody with me"),
                            N_("A friend, somebody from your family, or a solicitor"),
                        ),
                        Request(
                            "advocate",
                            N_("To ask for an advocate"),
                            N_("Somebody who helps you to say what you want, and to be heard"),
                        ),
                    ),
                ),
            ),
        ),
        Page(
            slug="your-person",
            title=N_("Who comes with you?"),
            lead=N_("The chair can say no, and should tell you why."),
            readers=Audience.TEAM,
            only_if=_WITH_SOMEONE,
            questions=(
                ShortText(
                    name="supporter_name",
                    label=N_("Their name"),
                    hint=N_("The name that they want us to use"),
                ),
                OneOf(
                    name="supporter_relation",
                    label=N_("Who are they to you?"),
                    options=(
                        Option("friend", N_("A friend")),
                        Option("family", N_("Somebody from my family")),
                        Option("community", N_("Somebody from my community or faith")),
                        Option("worker", N_("A worker who helps me")),
                        Option(
                            "solicitor",
                            N_("A solicitor"),
                            N_(
                                "They come to support you. They cannot argue as in a court, "
                                "as this is not a court."
                            ),
                        ),
                        Option("other", N_("Somebody else")),
                    ),
                ),
                AnyOf(
                    name="supporter_help",
                    label=N_("How can they help you?"),
                    options=(
                        Option("beside", N_("Sit next to me")),
                        Option("remind", N_("Help me to say what I wanted to say")),
                        Option("notes", N_("Take notes, if the chair says yes")),
                        Option("papers", N_("Help me with the papers")),
                        Option("travel", N_("Come there and go home with me")),
                        Option("read", N_("Read out my words, if I cannot be there")),
                    ),
                ),
            ),
        ),
        Page(
            slug="reaching-them",
            title=N_("How to reach them"),
            lead=N_("Ask them first, before you give us their number."),
            readers=Audience.TEAM,
            only_if=_WITH_SOMEONE,
            questions=(
                OneOf(
                    name="supporter_contact",
                    label=N_("May we contact them about the day?"),
                    options=(
                        Option("yes", N_("Yes, they know and agree")),
                        Option("ask", N_("Ask me first")),
                        Option("no", N_("No, please do not")),
                    ),
                ),
                Reach(
                    name="supporter_reach",
                    label=N_("If yes: their number or email"),
                    detail=Detail.PHONE_OR_EMAIL,
                    wanted=(
                        Wanted(
                            "supporter_contact",
                            N_("Which number or email is it? Without it we cannot contact them."),
                            ("yes",),
                        ),
                    ),
                ),
            ),
        ),
        Page(
            slug="advocate",
            title=N_("Ask for an advocate"),
            lead=N_(
                "An advocate is not part of the council’s team. They talk with you before the day, "
                "help you to say what you want, and can speak for you. Not every area has one."
            ),
            readers=Audience.TEAM,
            only_if=_WITH_ADVOCATE,
            questions=(
                AnyOf(
                    name="advocate_for",
                    label=N_("Who is it for?"),
                    options=(
                        Option("me", N_("For me")),
                        Option(
                            "child",
                            N_("For my child"),
                            N_("They work for your child only. They say what your child wants."),
                        ),
                    ),
                ),
                OneOf(
                    name="child_asked",
                    label=N_("If it is for your child: does your child want one?"),
                    options=(
                        Option("yes", N_("Yes")),
                        Option("not-asked", N_("I have not asked yet")),
                        Option("small", N_("My child is too small to say")),
                    ),
                ),
                LongText(
                    name="advocate_know",
                    label=N_("What do they need to know?"),
                    hint=N_(
                        "For example: your language, a good time to talk, or what is hard to say."
                    ),
                ),
            ),
        ),
        own_space(N_("Would you like to be apart from somebody?")),
        FOR_THE_CHAIR,
        YOU,
        WHICH_MEETING,
        KEEPING_IN_TOUCH,
    ),
)
