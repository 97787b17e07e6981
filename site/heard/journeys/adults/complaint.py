"""Something went wrong: a complaint about the meeting, a person or a service.

The council's team needs all of it to find the right door, so nobody chooses its readers; the form
says at once that the chairs read it too, and where it is about a chair who reads it then.
"""

from heard.journeys.model.audience import Audience
from heard.journeys.model.choices import OneOf, Option
from heard.journeys.model.dates import DateOf
from heard.journeys.model.journey import Answers, Journey, OnlyIf, Page
from heard.journeys.model.questions import LongText, ShortText
from heard.journeys.model.roles import Role
from heard.journeys.parts.likely_days import HAPPENED
from heard.journeys.parts.own_words import KEEPING_IN_TOUCH, WHICH_MEETING, YOU, papers
from heard.languages.marks import N_

COMPLAINT = Journey(
    name="complaint",
    slug="tell-us",
    version=4,
    title=N_("Say that something went wrong"),
    tab_title=N_("Tell us"),
    lead=N_(
        "Say what happened, and what you want. Saying so should not be held against you. "
        "Some things have a better place to go: we show you which."
    ),
    minutes=10,
    pages=(
        Page(
            slug="what-it-is-about",
            title=N_("Something went wrong"),
            lead=N_(
                "The people who chair these meetings can read this form too. If you do not want "
                "that, go to the council’s complaints team."
            ),
            readers=Audience.TEAM,
            panel="who-reads",
            questions=(
                OneOf(
                    name="about",
                    role=Role.COMPLAINT_ABOUT,
                    label=N_("What is it about?"),
                    required=N_("Choose what it is about."),
                    options=(
                        Option("meeting", N_("The meeting, and how it was run")),
                        Option("person", N_("A person, and how they treated me")),
                        Option("agency", N_("A service, such as a school")),
                    ),
                ),
                OneOf(
                    name="already",
                    role=Role.COMPLAINED_BEFORE,
                    label=N_("Have you made a complaint about it already?"),
                    options=(
                        Option("no", N_("No")),
                        Option("begun", N_("Yes, and it is not over")),
                        Option("ended", N_("Yes, and I have the last answer")),
                    ),
                ),
            ),
        ),
        Page(
            slug="who-it-is-about",
            title=N_("The person or the service"),
            readers=Audience.TEAM,
            panel="about-a-chair",
            only_if=(OnlyIf("about", ("person", "agency")),),
            questions=(
                OneOf(
                    name="agency",
                    role=Role.COMPLAINT_AGENCY,
                    label=N_("Who is it about?"),
                    hint=N_("Each service has its own way, so this helps to find the right one."),
                    options=(
                        Option("council", N_("A social worker, or the council")),
                        Option("chair", N_("The chair of the meeting")),
                        Option("school", N_("A school or nursery")),
                        Option("health", N_("A doctor, nurse or hospital")),
                        Option("police", N_("The police")),
                        Option("other", N_("Somebody else")),
                    ),
                ),
                ShortText(
                    name="agency_name",
                    label=N_("The name of the person or the place"),
                    hint=N_("If you know it"),
                ),
            ),
        ),
        YOU,
        WHICH_MEETING,
        Page(
            slug="what-happened",
            title=N_("Tell us what happened"),
            panel="door",
            readers=Audience.TEAM,
            questions=(
                LongText(
                    name="what_happened",
                    label=N_("What happened?"),
                    hint=N_("Who did or said what, and who else was there?"),
                ),
                DateOf(
                    name="happened_on",
                    label=N_("When was it?"),
                    likely=HAPPENED,
                    hint=N_("The first day, if it was more than one. In numbers, like 27 3 2026"),
                ),
            ),
        ),
        Page(
            slug="what-you-want",
            title=N_("What would put it right?"),
            readers=Audience.TEAM,
            questions=(
                LongText(
                    name="wanted",
                    label=N_("What would put it right?"),
                    hint=N_("For example: a reason, a change, a talk, or to hear “sorry”."),
                ),
            ),
        ),
        papers(Audience.TEAM),
        KEEPING_IN_TOUCH,
    ),
)


def about_a_chair(journey: Journey, answers: Answers) -> bool:
    """Whether this is a complaint about a chair, as answered so far."""
    asked = [each for page in journey.way(answers, {}).pages for each in page.questions]
    return any(
        each.role is Role.COMPLAINT_AGENCY and answers.get(each.name) == "chair" for each in asked
    )
