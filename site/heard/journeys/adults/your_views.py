"""Your views before the meeting: what a parent or carer wants people to know."""

from heard.journeys.model.journey import Journey, Page
from heard.journeys.model.questions import LongText, Scale
from heard.journeys.parts.own_space import own_space
from heard.journeys.parts.own_words import (
    FOR_THE_CHAIR,
    KEEPING_IN_TOUCH,
    WHICH_MEETING,
    YOU,
    own_words,
)
from heard.languages.marks import N_

YOUR_VIEWS = Journey(
    name="your-views",
    slug="your-views",
    version=3,
    title=N_("Your views before the meeting"),
    tab_title=N_("Your views"),
    lead=N_("Tell us what you want people to know before the meeting starts."),
    minutes=10,
    pages=(
        YOU,
        WHICH_MEETING,
        own_words(
            "going-well",
            N_("What is going well?"),
            N_("For your child, for you, at home or at school. Who helps? A few words are enough."),
        ),
        own_words(
            "worries",
            N_("What worries you?"),
            N_(
                "About your child, your family or this meeting. "
                "You can also say what people have got wrong."
            ),
        ),
        Page(
            slug="what-would-help",
            title=N_("What would help?"),
            questions=(
                LongText(
                    name="would_help",
                    label=N_("What would help?"),
                    hint=N_("What could you do, what could your family do, what could we do?"),
                ),
            ),
        ),
        Page(
            slug="your-number",
            title=N_("Your number today"),
            questions=(
                Scale(
                    name="number",
                    label=N_("How safe is your child today?"),
                    hint=N_("There is no right number. Other people give their own."),
                    low=N_("very worried"),
                    high=N_("safe and well"),
                ),
                LongText(
                    name="one_higher",
                    label=N_("What would make it one number higher?"),
                    hint=N_("Something small is fine."),
                ),
            ),
        ),
        own_space(N_("Would you like to be apart from somebody?")),
        FOR_THE_CHAIR,
        KEEPING_IN_TOUCH,
    ),
)
