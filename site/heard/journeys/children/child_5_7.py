"""Five to seven years: pictures with one short sentence, beside a grown-up whom the child trusts.

The grown-up has a page of their own before it begins. A face is chosen with one touch.
"""

from heard.journeys.children.shared_pages import RELATIONS, hearing_back, house
from heard.journeys.model.audience import Audience
from heard.journeys.model.choices import Faces, OneOf, Option
from heard.journeys.model.dates import DateOf
from heard.journeys.model.journey import Journey, Page
from heard.journeys.model.questions import ShortText
from heard.journeys.model.roles import Role
from heard.journeys.parts.likely_days import OWN_BIRTH
from heard.journeys.parts.own_words import own_words
from heard.languages.marks import N_

_HELPER = Page(
    slug="who-helps",
    title=N_("For the grown-up: who helps?"),
    lead=N_("Your name stands beside the child’s words, as the one who wrote them down."),
    readers=Audience.TEAM,
    questions=(
        ShortText(name="pen_name", role=Role.PEN_NAME, label=N_("Your own name")),
        OneOf(
            name="pen_relation",
            role=Role.PEN_RELATION,
            label=N_("Who are you to the child?"),
            options=RELATIONS,
        ),
        OneOf(
            name="pen",
            role=Role.PEN,
            label=N_("How do you do it together?"),
            options=(
                Option("writes", N_("The child shows and says it, and I write it down")),
                Option("reads", N_("I read it out, and the child does the rest")),
                Option("alone", N_("The child does it all")),
            ),
        ),
    ),
)

_WHICH_CHILD = Page(
    slug="which-child",
    title=N_("For the grown-up: which child?"),
    lead=N_("One form is for one child. A brother or sister gets a form of their own."),
    readers=Audience.TEAM,
    questions=(
        ShortText(
            name="child_first_name", role=Role.CHILD_FIRST_NAME, label=N_("The child’s first name")
        ),
        ShortText(
            name="child_family_name",
            role=Role.CHILD_FAMILY_NAME,
            label=N_("The child’s family name"),
        ),
        DateOf(
            name="child_born",
            role=Role.CHILD_BORN,
            label=N_("The child’s date of birth"),
            likely=OWN_BIRTH,
            hint=N_("In numbers, like 27 3 2015"),
        ),
        ShortText(
            name="social_worker", role=Role.SOCIAL_WORKER, label=N_("The social worker’s name")
        ),
    ),
)


def _face(slug: str, label: str, picture: str) -> Page:
    """One short question, answered with a face."""
    return Page(
        slug=slug,
        title=label,
        picture=picture,
        questions=(
            Faces(
                name=slug.replace("-", "_"),
                label=label,
                faces=3,
                tap=True,
                options=(
                    Option("sad", N_("sad")),
                    Option("okay", N_("okay")),
                    Option("happy", N_("happy")),
                    Option("not-sure", N_("I am not sure")),
                ),
            ),
        ),
    )


_OWN_WORDS = N_("For the grown-up: write what they say. Do not help with the words.")

CHILD_5_7 = Journey(
    name="child-5-7",
    slug="with-pictures",
    version=3,
    title=N_("Say it with pictures"),
    tab_title=N_("With pictures"),
    lead=N_("For children of 5 to 7, with a grown-up they trust."),
    minutes=10,
    pages=(
        _HELPER,
        _WHICH_CHILD,
        _face("at-home", N_("How is it at home?"), "home"),
        _face("at-bedtime", N_("How is it at bedtime?"), "bed"),
        _face("at-school", N_("How is it at school?"), "school"),
        _face("the-meeting", N_("How do you feel about the meeting?"), "meeting"),
        house("good-things", N_("What is good?"), _OWN_WORDS, "house-good"),
        house("my-worries", N_("What are you worried about?"), _OWN_WORDS, "house-worries"),
        house("my-dreams", N_("What do you wish for?"), _OWN_WORDS, "house-dreams"),
        own_words("my-people", N_("Who do you like to be with?"), _OWN_WORDS, "people"),
        hearing_back(
            N_("Who tells you what came of it?"),
            (
                Option("number", N_("We look it up, with the number")),
                Option("person", N_("A person tells me")),
            ),
        ),
    ),
    age="5-7",
)
