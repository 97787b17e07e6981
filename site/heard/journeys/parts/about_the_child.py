"""What a parent’s own form asks, worded about a child for whom somebody else writes."""

from heard.journeys.model.audience import Audience
from heard.journeys.model.choices import OneOf, Option
from heard.journeys.model.journey import OnlyIf, Page
from heard.journeys.model.questions import LongText, Scale
from heard.journeys.model.roles import ChildHears, Role
from heard.languages.marks import N_

_A_CHILD = (OnlyIf("person", ("child",)),)


def _of_the_child(slug: str, name: str, label: str, hint: str) -> Page:
    """One question about the child, in words of their own."""
    return Page(
        slug=slug,
        title=label,
        only_if=_A_CHILD,
        questions=(LongText(name=name, label=label, hint=hint),),
    )


#: For those who chose `child` at the question `person`.
ABOUT_THE_CHILD = (
    _of_the_child(
        "child-going-well",
        "child_going_well",
        N_("What does the child say is going well?"),
        N_("At home, at school, with friends. Who helps? What do they like?"),
    ),
    _of_the_child(
        "child-worries",
        "child_worries",
        N_("What worries the child?"),
        N_("Write it as they say it. They can leave things out."),
    ),
    _of_the_child(
        "child-would-help",
        "child_would_help",
        N_("What would help the child?"),
        N_("What could people at home do, and what could others do?"),
    ),
    _of_the_child(
        "child-wants",
        "child_wants",
        N_("What does the child want to happen?"),
        N_("Write it even if you think that something else is best."),
    ),
    Page(
        slug="child-number",
        title=N_("The child’s number today"),
        only_if=_A_CHILD,
        questions=(
            Scale(
                name="child_number",
                label=N_("How safe does the child feel today?"),
                hint=N_("Only if the child chose a number. There is no right one."),
                low=N_("not safe at all"),
                high=N_("very safe"),
            ),
            LongText(
                name="child_one_higher",
                label=N_("What would make it one number higher?"),
                hint=N_("Something small is fine."),
            ),
        ),
    ),
    _of_the_child(
        "child-question",
        "child_question",
        N_("Does the child have a question for the chair?"),
        N_("The chair can answer it, or ask somebody to."),
    ),
    Page(
        slug="child-for-the-chair",
        title=N_("Something to say in private?"),
        readers=Audience.CHAIR,
        only_if=_A_CHILD,
        questions=(
            LongText(
                name="child_chair_only",
                label=N_("Is there something that you want to tell the chair in private?"),
                hint=N_("For example: the child does not want somebody to be in the room."),
            ),
        ),
    ),
    Page(
        slug="telling-the-child",
        title=N_("How does the child want to hear what came of it?"),
        readers=Audience.TEAM,
        only_if=_A_CHILD,
        questions=(
            OneOf(
                name="child_hears",
                role=Role.CHILD_HEARS,
                label=N_("How does the child want to hear what came of it?"),
                options=(
                    Option(ChildHears.FROM_WRITER, N_("From me")),
                    Option(ChildHears.SOCIAL_WORKER, N_("From the social worker")),
                    Option(ChildHears.CHAIR, N_("From the chair")),
                    Option(ChildHears.NONE, N_("They do not want to hear about it")),
                    Option(ChildHears.UNKNOWN, N_("I do not know")),
                ),
            ),
        ),
    ),
)
