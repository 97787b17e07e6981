"""Eight to eleven years: four faces, three houses, and what people at the meeting should know."""

from heard.journeys.children.shared_pages import ABOUT_YOU, WHO_WRITES, hearing_back, house
from heard.journeys.model.choices import Faces, Option
from heard.journeys.model.journey import Journey, Page
from heard.journeys.model.questions import LongText
from heard.journeys.parts.own_words import own_words
from heard.languages.marks import N_

CHILD_8_11 = Journey(
    name="child-8-11",
    slug="three-houses",
    version=3,
    title=N_("Say it with three houses"),
    tab_title=N_("Three houses"),
    lead=N_("For children of 8 to 11. Say what is good, what worries you and what you wish for."),
    minutes=15,
    pages=(
        *WHO_WRITES,
        ABOUT_YOU,
        Page(
            slug="at-home",
            title=N_("How are things at home?"),
            picture="home",
            questions=(
                Faces(
                    name="at_home",
                    label=N_("Choose the face that fits most days"),
                    faces=4,
                    options=(
                        Option("sad", N_("sad")),
                        Option("not-so-good", N_("not so good")),
                        Option("okay", N_("okay")),
                        Option("happy", N_("happy")),
                        Option("not-sure", N_("I am not sure")),
                    ),
                ),
                LongText(name="at_home_more", label=N_("Do you want to say more?")),
            ),
        ),
        Page(
            slug="my-people",
            title=N_("Your people"),
            picture="people",
            questions=(
                LongText(
                    name="lives_with",
                    label=N_("Who do you live with?"),
                    hint=N_("Pets count too."),
                ),
                LongText(
                    name="matters",
                    label=N_("Who else matters to you?"),
                    hint=N_("Family, friends, somebody at school."),
                ),
            ),
        ),
        house(
            "good-things",
            N_("The house of good things"),
            N_("What is good? What do you like? Who helps you?"),
            "house-good",
        ),
        house(
            "my-worries",
            N_("The house of worries"),
            N_("What worries you, or makes you sad or cross?"),
            "house-worries",
        ),
        house(
            "my-dreams",
            N_("The house of dreams"),
            N_("If things were just as you like: what would be different?"),
            "house-dreams",
        ),
        own_words(
            "tell-them",
            N_("What should the people at the meeting know?"),
            N_("What do you want them to do? What should they not do?"),
            "child-speaks",
        ),
        own_words(
            "my-question",
            N_("Do you have a question for the chair?"),
            N_("The chair runs the meeting. You can ask anything."),
            "question",
        ),
        Page(
            slug="with-me",
            title=N_("Who do you want with you?"),
            picture="with-me",
            questions=(
                LongText(
                    name="with_me",
                    label=N_("Who should be with you?"),
                    hint=N_(
                        "At the meeting, or when you talk to the chair. "
                        "It can be an advocate: a helper who is there just for you."
                    ),
                ),
                LongText(
                    name="not_with_me",
                    label=N_("Is there somebody you do not want in the room?"),
                    hint=N_("The chair thinks about it and decides."),
                ),
            ),
        ),
        hearing_back(
            N_("How do you want to hear what came of it?"),
            (
                Option("number", N_("I look it up myself, with my number")),
                Option("person", N_("Somebody I trust tells me")),
            ),
        ),
    ),
    age="8-11",
)
