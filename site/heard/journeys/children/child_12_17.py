"""Twelve to seventeen years: straight questions, and what they want to say for themselves."""

from heard.journeys.children.shared_pages import ABOUT_YOU, WHO_WRITES, hearing_back, pictures
from heard.journeys.model.audience import Audience
from heard.journeys.model.choices import OneOf, Option, Request
from heard.journeys.model.journey import Journey, Page
from heard.journeys.model.questions import LongText, Reach, Scale, ShortText
from heard.journeys.model.roles import Role
from heard.journeys.parts.own_words import own_words
from heard.languages.marks import N_

CHILD_12_17 = Journey(
    name="child-12-17",
    slug="my-say",
    version=3,
    title=N_("Have your say"),
    tab_title=N_("My say"),
    lead=N_("For young people of 12 to 17. What you think belongs in the meeting about you."),
    minutes=15,
    pages=(
        *WHO_WRITES,
        ABOUT_YOU,
        Page(
            slug="my-number",
            title=N_("Your number today"),
            questions=(
                Scale(
                    name="my_number",
                    label=N_("How safe do you feel at the moment?"),
                    hint=N_("There is no right number. It is yours, and others give their own."),
                    low=N_("not safe at all"),
                    high=N_("very safe"),
                ),
                LongText(
                    name="one_higher",
                    label=N_("What would make it one number higher?"),
                    hint=N_("Something small is fine."),
                ),
            ),
        ),
        own_words(
            "change",
            N_("What should change?"),
            N_("At home, at school, or in what people do to help."),
        ),
        own_words(
            "stay",
            N_("What should stay as it is?"),
            N_("What works for you. Who helps. What nobody should take away."),
        ),
        Page(
            slug="in-the-meeting",
            title=N_("What you want to say at the meeting"),
            questions=(
                LongText(
                    name="say_myself",
                    label=N_("What do you want to say there yourself?"),
                    hint=N_("Write it as you would say it. Others can read it out, if you want."),
                ),
                OneOf(
                    name="take_part",
                    label=N_("How do you want to take part?"),
                    hint=N_("You do not have to come. The chair decides what is possible."),
                    options=(
                        Option("all", N_("I want to be there")),
                        Option("part", N_("I want to be there for a part of it")),
                        Option("before", N_("I want to talk to the chair before")),
                        Option("someone", N_("Somebody should speak for me")),
                        Option("written", N_("I want to say it in writing only")),
                        Option("not-sure", N_("I am not sure")),
                    ),
                ),
                LongText(
                    name="not_with_me",
                    label=N_("Is there somebody you do not want in the room?"),
                    hint=N_("The chair thinks about it and decides."),
                ),
            ),
        ),
        Page(
            slug="advocate",
            title=N_("Do you want an advocate?"),
            readers=Audience.TEAM,
            lead=N_(
                "An advocate is there just for you. They help you say what you want, "
                "or say it for you."
            ),
            questions=(
                OneOf(
                    name="advocate",
                    label=N_("Choose one"),
                    options=(
                        Request("yes", N_("Yes, please ask one for me")),
                        Request("tell-me", N_("Tell me more about it first")),
                        Option("have", N_("I have one already")),
                        Option("no", N_("No")),
                    ),
                ),
                ShortText(name="advocate_name", label=N_("If you have one: their name")),
            ),
        ),
        Page(
            slug="more",
            title=N_("Anything else?"),
            questions=(
                LongText(
                    name="more",
                    label=N_("You can write it here"),
                    hint=N_("Something nobody asked about, or a question for the chair."),
                ),
                pictures("more_pictures"),
            ),
        ),
        hearing_back(
            N_("How do you want to hear back?"),
            (
                Option("number", N_("I look it up myself, with my number")),
                Option("person", N_("Somebody I trust tells me")),
                Option("chair", N_("The chair tells me face to face")),
            ),
            Reach(
                name="contact_detail",
                role=Role.CONTACT_DETAIL,
                label=N_("If we should reach you: how is it safe?"),
                hint=N_("A number or an address, and when. Think about who looks at your phone."),
            ),
        ),
    ),
    age="12-17",
)
