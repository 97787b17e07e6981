"""After the meeting: how it was for those who were there. It asks no name, and no child's name.

The answers are counted by kind of person, so the options keep their values when words change.
"""

from heard.journeys.model.audience import Audience
from heard.journeys.model.choices import OneOf, Option
from heard.journeys.model.journey import Journey, Page
from heard.journeys.model.questions import LongText
from heard.journeys.model.roles import Role
from heard.languages.marks import N_

_HOW_FAR = (
    Option("yes", N_("Yes")),
    Option("partly", N_("Partly")),
    Option("no", N_("No")),
    Option("na", N_("This does not fit me")),
)

FEEDBACK = Journey(
    name="feedback",
    slug="afterwards",
    version=3,
    title=N_("How was the meeting for you?"),
    tab_title=N_("How was it?"),
    lead=N_("You do not have to say who you are. Please write no names."),
    minutes=2,
    pages=(
        Page(
            slug="who-you-are",
            title=N_("About you"),
            readers=Audience.TEAM,
            questions=(
                OneOf(
                    name="who",
                    role=Role.KIND_OF_PERSON,
                    label=N_("Who are you?"),
                    options=(
                        Option("parent", N_("A parent or carer")),
                        Option("child", N_("A child or young person")),
                        Option("professional", N_("I was there for my job")),
                    ),
                ),
                OneOf(
                    name="meeting_kind",
                    label=N_("Which meeting was it?"),
                    options=(
                        Option("first", N_("The first one")),
                        Option("review", N_("A later one (a review)")),
                        Option("unsure", N_("I am not sure")),
                    ),
                ),
            ),
        ),
        Page(
            slug="before-it",
            title=N_("Before the meeting"),
            readers=Audience.TEAM,
            questions=(
                OneOf(
                    name="understood",
                    label=N_("Did you know what the meeting was for?"),
                    options=_HOW_FAR,
                ),
                OneOf(
                    name="report_in_time",
                    label=N_("Did you get the report in time to read it?"),
                    options=_HOW_FAR,
                ),
                OneOf(
                    name="had_help",
                    label=N_("Did you get the interpreter or the help you asked for?"),
                    options=_HOW_FAR,
                ),
            ),
        ),
        Page(
            slug="at-the-meeting",
            title=N_("At the meeting"),
            readers=Audience.TEAM,
            questions=(
                OneOf(
                    name="could_say",
                    label=N_("Could you say what you wanted to say?"),
                    options=_HOW_FAR,
                ),
                OneOf(
                    name="listened_to",
                    label=N_("Did people listen to you?"),
                    options=_HOW_FAR,
                ),
                OneOf(
                    name="respected",
                    label=N_("Did people treat you with respect?"),
                    options=_HOW_FAR,
                ),
            ),
        ),
        Page(
            slug="one-thing",
            title=N_("One thing we should do differently"),
            readers=Audience.TEAM,
            questions=(
                LongText(
                    name="change",
                    label=N_("One thing we should do differently"),
                    hint=N_("A few words are enough. Please write no names."),
                    limit=1_000,
                ),
            ),
        ),
    ),
)
