"""A small form with a page that not everybody meets and one that can come several times."""

from heard.journeys.model.audience import Audience
from heard.journeys.model.choices import OneOf, Option
from heard.journeys.model.journey import Journey, OnlyIf, Page, Repeats
from heard.journeys.model.questions import LongText, ShortText

KIND = Page(
    slug="kind",
    title="Kind",
    readers=Audience.TEAM,
    questions=(
        OneOf(name="kind", label="Kind?", options=(Option("loud", "L"), Option("quiet", "Q"))),
    ),
)
MORE = Page(
    slug="more",
    title="More",
    only_if=(OnlyIf("kind", ("loud",)),),
    questions=(LongText(name="words", label="Words?", required="Say something."),),
)
POINT = Page(
    slug="point",
    title="Point %(n)s",
    repeats=Repeats(3, "Add another"),
    questions=(ShortText(name="says", label="Says?"),),
)
BRANCHED = Journey(
    name="branched",
    slug="branched",
    version=1,
    title="A form",
    tab_title="A form",
    lead="",
    minutes=5,
    pages=(KIND, MORE, POINT),
)
