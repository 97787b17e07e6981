"""What the forms of all ages share: who holds the pen, which meeting, the houses, hearing back.

A child can leave out every question. Whoever helps writes down what the child says and does not
become the author: the record says who held the pen.
"""

from heard.journeys.model.audience import Audience
from heard.journeys.model.choices import OneOf, Option
from heard.journeys.model.dates import DateOf
from heard.journeys.model.journey import OnlyIf, Page
from heard.journeys.model.question import Wanted
from heard.journeys.model.questions import Files, LongText, Reach, ShortText
from heard.journeys.model.roles import Role, Through
from heard.journeys.parts.likely_days import OWN_BIRTH
from heard.languages.marks import N_

#: Who helps, whichever of the forms it is.
RELATIONS = (
    Option("parent", N_("A parent or carer")),
    Option("relative", N_("One of the family, or a friend")),
    Option("advocate", N_("An advocate")),
    Option("teacher", N_("A teacher, or somebody else from school")),
    Option("social-worker", N_("A social worker")),
    Option("other", N_("Somebody else")),
)

#: For those who read and write by themselves.
WHO_WRITES = (
    Page(
        slug="who-writes",
        title=N_("Who writes this?"),
        readers=Audience.TEAM,
        picture="with-a-grown-up",
        questions=(
            OneOf(
                name="pen",
                role=Role.PEN,
                label=N_("Who writes this?"),
                hint=N_("It is yours, even if somebody helps you."),
                tap=True,
                options=(
                    Option("alone", N_("I do it all myself")),
                    Option("reads", N_("Somebody reads it to me, and I write")),
                    Option("writes", N_("I say it, and somebody writes it down")),
                ),
            ),
        ),
    ),
    Page(
        slug="who-helps",
        title=N_("Who helps you?"),
        lead=N_("For the person who helps: write what they say, word for word. Add nothing."),
        readers=Audience.TEAM,
        only_if=(OnlyIf("pen", ("reads", "writes")),),
        questions=(
            ShortText(
                name="pen_name",
                role=Role.PEN_NAME,
                label=N_("The name of the person who helps you"),
            ),
            OneOf(
                name="pen_relation",
                role=Role.PEN_RELATION,
                label=N_("Who is that?"),
                options=RELATIONS,
            ),
        ),
    ),
)

ABOUT_YOU = Page(
    slug="about-you",
    title=N_("About you"),
    lead=N_("So that we find the right meeting. If you leave it out, we may not find it."),
    readers=Audience.TEAM,
    questions=(
        ShortText(name="child_first_name", role=Role.CHILD_FIRST_NAME, label=N_("Your first name")),
        ShortText(
            name="child_family_name", role=Role.CHILD_FAMILY_NAME, label=N_("Your family name")
        ),
        DateOf(
            name="child_born",
            role=Role.CHILD_BORN,
            label=N_("Your birthday"),
            likely=OWN_BIRTH,
            hint=N_("In numbers, like 27 3 2015"),
        ),
        ShortText(
            name="social_worker", role=Role.SOCIAL_WORKER, label=N_("Your social worker’s name")
        ),
    ),
)

#: Words of the page on which pictures are added. A file may show more than a child means to show.
_NO_BODIES = N_(
    "No photos of bodies or of where somebody is hurt, please. "
    "Tell an adult you trust instead, or call Childline."
)


def pictures(name: str, label: str = N_("Add a photo of a drawing or of a place")) -> Files:
    """A drawing made in the page, or a photo of one."""
    return Files(name=name, label=label, hint=_NO_BODIES, drawn=True)


def house(slug: str, label: str, hint: str, picture: str) -> Page:
    """One of the three houses: room to write, draw or photograph.

    The houses are a known way to talk with children: what is good, what worries, what is wished
    for. There is no further one for danger, and nothing is counted.
    """
    name = slug.replace("-", "_")
    return Page(
        slug=slug,
        title=label,
        picture=picture,
        questions=(
            LongText(name=name, label=N_("You can write it here"), hint=hint),
            pictures(f"{name}_pictures"),
        ),
    )


def hearing_back(label: str, through: tuple[Option, ...], reach: Reach | None = None) -> Page:
    """How the child wants to hear what came of it; a person can keep the number for them."""
    named = ShortText(
        name="answer_person",
        role=Role.ANSWER_PERSON,
        label=N_("If it is a person: who?"),
        hint=N_("The name, and who that is. Choose somebody you trust."),
        wanted=(
            Wanted(
                "answer_through",
                N_("Who is it? Without a name we do not know who can tell you."),
                (Through.PERSON,),
            ),
        ),
    )
    return Page(
        slug="hear-back",
        title=label,
        readers=Audience.TEAM,
        picture="reply",
        questions=(
            OneOf(
                name="answer_through",
                role=Role.ANSWER_THROUGH,
                label=N_("Choose one"),
                options=through,
            ),
            named,
            *((reach,) if reach else ()),
        ),
    )
