"""I disagree, and I will still work with you: facts, the decision, and next steps kept apart.

The form changes no decision, and no second decision is promised: no national rule gives one.
"""

from heard.journeys.model.audience import Audience
from heard.journeys.model.choices import AnyOf, OneOf, Option, Request
from heard.journeys.model.dates import DateOf
from heard.journeys.model.journey import Journey, Page
from heard.journeys.model.questions import LongText
from heard.journeys.model.roles import Role
from heard.journeys.parts.likely_days import CAME
from heard.journeys.parts.own_words import (
    FILL_IN_WHAT_YOU_KNOW,
    KEEPING_IN_TOUCH,
    MEETING_DATE,
    SOCIAL_WORKER,
    WHICH_CHILD,
    YOU,
    papers,
)
from heard.languages.marks import N_

_NOT_YET = N_("Leave it empty if it has not come.")

DISAGREE = Journey(
    name="disagree",
    slug="not-agreed",
    version=3,
    title=N_("Say that you do not agree"),
    tab_title=N_("If you do not agree"),
    lead=N_(
        "Say what is not right, what you want, and what you will still do. "
        "What was decided stands until somebody changes it."
    ),
    minutes=10,
    pages=(
        Page(
            slug="what-it-concerns",
            title=N_("What do you not agree with?"),
            readers=Audience.TEAM,
            questions=(
                AnyOf(
                    name="concerns",
                    role=Role.CONCERNS,
                    label=N_("What do you not agree with?"),
                    hint=N_("Choose all that fit."),
                    options=(
                        Option("facts", N_("Facts that are wrong or missing")),
                        Option("decision", N_("What was decided")),
                        Option("category", N_("The main worry that is named (the category)")),
                        Option("plan", N_("Something in the plan")),
                        Option("record", N_("The record of the meeting")),
                        Option("how-run", N_("How the meeting was run")),
                    ),
                ),
            ),
        ),
        YOU,
        Page(
            slug="which-child",
            title=N_("Which child is it about?"),
            readers=Audience.TEAM,
            lead=FILL_IN_WHAT_YOU_KNOW,
            questions=(*WHICH_CHILD, SOCIAL_WORKER),
        ),
        Page(
            slug="dates",
            title=N_("Which days do you know?"),
            lead=N_("With them we can work out how much time you have."),
            readers=Audience.TEAM,
            questions=(
                MEETING_DATE,
                DateOf(
                    name="letter_date",
                    role=Role.LETTER_DAY,
                    label=N_("The day the letter with the decision came"),
                    likely=CAME,
                    hint=_NOT_YET,
                ),
                DateOf(
                    name="record_date",
                    role=Role.RECORD_DAY,
                    label=N_("The day the full record of the meeting came"),
                    likely=CAME,
                    hint=_NOT_YET,
                ),
            ),
        ),
        Page(
            slug="how-long",
            title=N_("How much time you have"),
            panel="limits",
            readers=Audience.TEAM,
            questions=(
                OneOf(
                    name="talk_to_chair",
                    label=N_("Have you talked to the chair about it?"),
                    hint=N_("A talk can clear things up. It does not change the last day."),
                    options=(
                        Option("yes", N_("Yes")),
                        Request("please", N_("No, and I ask for a talk")),
                        Option("no", N_("No, I do not want to")),
                    ),
                ),
            ),
        ),
        Page(
            slug="facts",
            title=N_("What is not true, or is missing?"),
            questions=(
                LongText(
                    name="disputed_facts",
                    label=N_("What is not true, or is missing?"),
                    hint=N_("Say where it stands, and what it should say."),
                ),
            ),
        ),
        Page(
            slug="decision",
            title=N_("What do you see in another way?"),
            questions=(
                LongText(
                    name="disputed",
                    label=N_("What do you see in another way?"),
                    hint=N_(
                        "What was decided, the plan, or how the meeting was run. "
                        "What is right for your child, and why?"
                    ),
                ),
            ),
        ),
        Page(
            slug="what-you-want",
            title=N_("What do you want to happen?"),
            questions=(
                LongText(
                    name="wanted",
                    label=N_("What do you want to happen?"),
                    hint=N_(
                        "For example: a change in the record, your words kept with it, "
                        "or a new look at what was decided."
                    ),
                ),
            ),
        ),
        Page(
            slug="next-steps",
            title=N_("I disagree, and I will still work with you"),
            questions=(
                LongText(
                    name="will_work_on",
                    label=N_("I disagree, and I will still work with you"),
                    hint=N_(
                        "What will you do while this goes on? It does not mean that you agree."
                    ),
                ),
            ),
        ),
        papers(),
        KEEPING_IN_TOUCH,
    ),
)
