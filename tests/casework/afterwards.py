"""A small form for after the meeting, and people who send it."""

from collections.abc import Iterable, Mapping

from heard.journeys.model.asked import IN_ENGLISH
from heard.journeys.model.audience import Audience
from heard.journeys.model.choices import AnyOf, OneOf, Option
from heard.journeys.model.journey import Journey, OnlyIf, Page
from heard.journeys.model.questions import LongText
from heard.journeys.model.record import parts
from heard.journeys.model.roles import Role
from tests.casework.founded import FoundedCouncil

LEVELS = tuple(Option(each, each.title()) for each in ("yes", "partly", "no", "na"))

AFTERWARDS = Journey(
    name="feedback",
    slug="afterwards",
    version=2,
    title="After the meeting",
    tab_title="Afterwards",
    lead="A few questions.",
    minutes=2,
    pages=(
        Page(
            slug="who",
            title="Who are you?",
            readers=Audience.TEAM,
            questions=(
                OneOf(
                    name="who",
                    role=Role.KIND_OF_PERSON,
                    label="Who are you?",
                    options=(
                        Option("parent", "Parent"),
                        Option("child", "Child"),
                        Option("professional", "Professional"),
                    ),
                ),
            ),
        ),
        Page(
            slug="meeting",
            title="The meeting",
            readers=Audience.TEAM,
            questions=(
                OneOf(name="understood", label="Did you understand?", options=LEVELS),
                OneOf(name="listened_to", label="Did people listen?", options=LEVELS),
                LongText(name="change", label="What should change?"),
            ),
        ),
        Page(
            slug="help",
            title="Help",
            readers=Audience.TEAM,
            only_if=(OnlyIf("who", ("parent", "child")),),
            questions=(
                AnyOf(
                    name="helped_by",
                    label="Who helped you?",
                    options=(Option("advocate", "An advocate"), Option("family", "Family")),
                ),
            ),
        ),
    ),
)


def answered(
    council: FoundedCouncil,
    answers: Mapping[str, object],
    *,
    asked: Journey = AFTERWARDS,
    **sent: object,
) -> str:
    """What one person sent; the reference. `asked` is the form as it was declared for them."""
    unit, chair = parts(asked, answers, {}, {}, IN_ENGLISH)
    return council.send(unit, chair, **{"form": "feedback", **sent})


def all_answered(council: FoundedCouncil, who: str, name: str, values: Iterable[object]) -> None:
    """Several people of one kind, each with an answer to one question."""
    for value in values:
        answered(council, {"who": who, name: value})
