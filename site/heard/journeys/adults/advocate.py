"""For somebody else: an advocate or helper writes down what a parent or a child says.

It says whose words these are, who agreed and how they were gathered, and then asks what the
person's own form asks. One form is about one person: what helpers write of themselves and of the
meeting is taken along for the next, but never whether that person agreed.
"""

from dataclasses import replace

from heard.journeys.adults.your_views import YOUR_VIEWS
from heard.journeys.model.audience import Audience
from heard.journeys.model.choices import AnyOf, OneOf, Option
from heard.journeys.model.dates import DateOf
from heard.journeys.model.journey import Journey, OnlyIf, Page
from heard.journeys.model.questions import LongText, Reach, ShortText
from heard.journeys.model.reaching import Detail
from heard.journeys.model.roles import Role
from heard.journeys.parts.about_the_child import ABOUT_THE_CHILD
from heard.journeys.parts.likely_days import A_BIRTH, HAPPENED
from heard.journeys.parts.own_words import MEETING_DATE, WHICH_MEETING, YOU, papers
from heard.languages.marks import N_

_A_PARENT = (OnlyIf("person", ("parent",)),)

_WHO_YOU_ARE = (
    Page(
        slug="who-writes",
        title=N_("About you, who write this"),
        readers=Audience.TEAM,
        questions=(
            ShortText(
                name="advocate_name",
                role=Role.PEN_NAME,
                label=N_("Your own name"),
                required=N_("Write your name, so that people know who wrote this."),
            ),
            ShortText(
                name="advocate_group",
                role=Role.PEN_GROUP,
                label=N_("Who you work for"),
                hint=N_("A charity, a school or a firm. Leave it out if this is not your job."),
            ),
            Reach(
                name="advocate_reach",
                role=Role.PEN_REACH,
                label=N_("How we can reach you"),
                hint=N_("A number or an email. We use it only for this."),
                detail=Detail.PHONE_OR_EMAIL,
            ),
        ),
    ),
    Page(
        slug="who-you-are",
        title=N_("Who are you to them?"),
        readers=Audience.TEAM,
        questions=(
            OneOf(
                name="advocate_relation",
                role=Role.PEN_RELATION,
                label=N_("Who are you to them?"),
                hint=N_("So that people know how you know them."),
                options=(
                    Option("advocate", N_("Their advocate")),
                    Option("friend", N_("A friend of the family")),
                    Option("relative", N_("One of the family")),
                    Option("carer", N_("A carer")),
                    Option("worker", N_("A teacher or another worker")),
                    Option("solicitor", N_("A solicitor")),
                    Option("other", N_("Somebody else")),
                ),
            ),
        ),
    ),
    Page(
        slug="which-meeting",
        title=WHICH_MEETING.title,
        readers=Audience.TEAM,
        questions=(
            MEETING_DATE,
            ShortText(
                name="social_worker", role=Role.SOCIAL_WORKER, label=N_("The social worker’s name")
            ),
        ),
    ),
)

_WHOSE_WORDS = (
    Page(
        slug="which-child",
        title=N_("Which child is the meeting about?"),
        lead=N_("If you write for a child, this is that child. One form is for one child."),
        readers=Audience.TEAM,
        questions=(
            ShortText(
                name="child_first_name",
                role=Role.CHILD_FIRST_NAME,
                label=N_("The child’s first name"),
                hint=N_("For a baby who is not born yet, write “baby”."),
                required=N_("Write the child’s first name, so that we find the meeting."),
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
                likely=A_BIRTH,
                hint=N_("In numbers, like 27 3 2015"),
            ),
        ),
    ),
    Page(
        slug="if-they-agree",
        title=N_("First ask them"),
        lead=N_(
            "First tell them who may read it. Tell them too that you cannot keep it all private."
        ),
        readers=Audience.TEAM,
        questions=(
            OneOf(
                name="permission",
                label=N_("Do they want you to write?"),
                required=N_("Choose one, so that people know if they agreed."),
                options=(
                    Option("asked", N_("They asked me to")),
                    Option("agreed", N_("I asked them, and they said yes")),
                    Option("too-young", N_("It is a child who is too young to say")),
                    Option("not-asked", N_("I could not ask them")),
                ),
            ),
            LongText(name="not_asked_why", label=N_("If you could not ask them: why not?")),
        ),
    ),
    Page(
        slug="how-you-know",
        title=N_("How you know"),
        readers=Audience.TEAM,
        questions=(
            AnyOf(
                name="gathered",
                label=N_("How do you know what they want?"),
                hint=N_("Choose all that fit."),
                options=(
                    Option("told", N_("They told me, and I wrote it down")),
                    Option("wrote", N_("They wrote it")),
                    Option("play", N_("They drew or played")),
                    Option("visits", N_("I came more than once")),
                    Option("interpreter", N_("An interpreter was there")),
                    Option("watched", N_("I watched how they were")),
                ),
            ),
            DateOf(
                name="gathered_on",
                label=N_("When was it?"),
                likely=HAPPENED,
                hint=N_("The last day, if it was more than one. In numbers, like 27 3 2026"),
            ),
            ShortText(name="gathered_with", label=N_("Who else was there?")),
        ),
    ),
    Page(
        slug="whose-words",
        title=N_("Whose words are these?"),
        readers=Audience.TEAM,
        questions=(
            OneOf(
                name="whose_words",
                label=N_("Whose words are these?"),
                hint=N_("Put their own words in marks, like this: “I want to stay.”"),
                required=N_("Choose one, so that people know whose words they read."),
                options=(
                    Option("theirs", N_("They are all their own words")),
                    Option("mostly", N_("They are mostly their own words")),
                    Option("summary", N_("I say in my own words what they told me")),
                ),
            ),
        ),
    ),
)

_ABOUT_THE_PARENT = replace(
    YOU,
    title=N_("About the parent or carer"),
    lead=N_("From here on, “you” is the person you write for. Write what they say."),
)

#: The parent's own form, but for what has been asked above.
_FOR_A_PARENT = tuple(
    replace(page, only_if=_A_PARENT)
    for page in (_ABOUT_THE_PARENT, *YOUR_VIEWS.pages)
    if page not in (YOU, WHICH_MEETING)
)


ADVOCATE = Journey(
    name="advocate",
    slug="for-someone",
    version=5,
    title=N_("Write for somebody else"),
    tab_title=N_("For someone else"),
    lead=N_("For an advocate, or for somebody else who helps a parent or a child to be heard."),
    minutes=15,
    pages=(
        Page(
            slug="for-whom",
            title=N_("Who do you write for?"),
            readers=Audience.TEAM,
            questions=(
                OneOf(
                    name="person",
                    label=N_("Who do you write for?"),
                    required=N_("Choose who you write for."),
                    options=(
                        Option("parent", N_("A parent or carer")),
                        Option("child", N_("A child or young person")),
                    ),
                ),
            ),
        ),
        *_WHO_YOU_ARE,
        *_WHOSE_WORDS,
        *_FOR_A_PARENT,
        *ABOUT_THE_CHILD,
        papers(),
    ),
)
