"""Your side: an answer to the report, line by line, or one tap to say that it has not come."""

from heard.journeys.model.audience import Audience
from heard.journeys.model.choices import OneOf, Option, Request
from heard.journeys.model.dates import DateOf
from heard.journeys.model.journey import Journey, OnlyIf, Page, Repeats
from heard.journeys.model.questions import LongText, ShortText
from heard.journeys.parts.likely_days import CAME
from heard.journeys.parts.own_words import KEEPING_IN_TOUCH, WHICH_MEETING, YOU, papers
from heard.languages.marks import N_

_NOT_HAD = (OnlyIf("had_report", ("no",)),)
_HAD = (OnlyIf("had_report", ("yes", "part")),)

REPORT_REPLY = Journey(
    name="report-reply",
    slug="your-side",
    version=3,
    title=N_("Answer the report"),
    tab_title=N_("Your side"),
    lead=N_(
        "Say what is right in it, what is not, and what is left out. Or say that it has not come."
    ),
    minutes=10,
    pages=(
        Page(
            slug="has-it-come",
            title=N_("Have you had the report?"),
            readers=Audience.TEAM,
            questions=(
                OneOf(
                    name="had_report",
                    label=N_("Have you had the report?"),
                    hint=N_("The one that the social worker wrote for the meeting"),
                    required=N_("Choose one, so that we ask the right questions."),
                    tap=True,
                    options=(
                        Option("no", N_("I have not had it")),
                        Option("yes", N_("I have had it")),
                        Option("part", N_("I have had a part of it")),
                    ),
                ),
            ),
        ),
        Page(
            slug="not-yet",
            title=N_("You have not had the report"),
            lead=N_(
                "The chair decides if the meeting can wait. It may go on to keep a child safe."
            ),
            readers=Audience.TEAM,
            only_if=_NOT_HAD,
            questions=(
                DateOf(
                    name="not_had_on",
                    label=N_("The day on which you still did not have it"),
                    likely=CAME,
                    hint=N_("We have put in today. You can change it."),
                    begins_today=True,
                ),
                OneOf(
                    name="more_time",
                    label=N_("Do you want more time?"),
                    options=(
                        Request("later", N_("Yes. I ask for a later day for the meeting")),
                        Request("on-the-day", N_("Yes. I ask for time to read it on the day")),
                        Option("no", N_("No. But please write down that it did not come")),
                        Option("unsure", N_("I am not sure yet")),
                    ),
                ),
            ),
        ),
        Page(
            slug="when-it-came",
            title=N_("When did it come?"),
            readers=Audience.TEAM,
            only_if=_HAD,
            questions=(
                DateOf(
                    name="report_came",
                    label=N_("The day on which it came"),
                    likely=CAME,
                    hint=N_("In numbers, like 27 3 2026"),
                ),
                OneOf(
                    name="could_read",
                    label=N_("Could you read it?"),
                    options=(
                        Option("yes", N_("Yes")),
                        Request("more-time", N_("Not all of it. I ask for more time")),
                        Request("language", N_("No. I ask for it in my language")),
                        Request("aloud", N_("No. I ask somebody to go through it with me")),
                    ),
                ),
            ),
        ),
        Page(
            slug="point",
            title=N_("Point %(n)s"),
            lead=N_("One point at a time. You can add more. The report itself stays as it is."),
            only_if=_HAD,
            repeats=Repeats(20, N_("Add another point")),
            questions=(
                ShortText(
                    name="where",
                    label=N_("Which page or heading?"),
                    hint=N_("For example: page 3, or “School”"),
                ),
                LongText(
                    name="says",
                    label=N_("What does it say?"),
                    hint=N_("Copy the line, or say it in a few words."),
                ),
                OneOf(
                    name="mark",
                    label=N_("What do you think of it?"),
                    options=(
                        Option("agree", N_("I agree")),
                        Option("partly", N_("It is true in part")),
                        Option("not-true", N_("It is not true")),
                        Option("missing", N_("Something is missing")),
                    ),
                ),
                LongText(
                    name="instead",
                    label=N_("What do you say instead?"),
                    hint=N_("If somebody or something can show it, say who or what."),
                ),
            ),
        ),
        Page(
            slug="anything-else",
            title=N_("What else should the chair know?"),
            questions=(
                LongText(
                    name="chair_to_know",
                    label=N_("What else should the chair know?"),
                    hint=N_("You can leave this out."),
                ),
            ),
        ),
        papers(only_if=_HAD),
        YOU,
        WHICH_MEETING,
        KEEPING_IN_TOUCH,
    ),
)
