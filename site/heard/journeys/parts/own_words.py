"""Questions and pages that several forms ask in the same words.

The desk finds a meeting by the names of these questions, so no form asks for the same under
another name.
"""

from heard.journeys.model.audience import Audience
from heard.journeys.model.choices import AnyOf, OneOf, Option
from heard.journeys.model.dates import DateOf
from heard.journeys.model.journey import OnlyIf, Page
from heard.journeys.model.question import Wanted
from heard.journeys.model.questions import Files, LongText, Reach, ShortText
from heard.journeys.model.reaching import Detail, Takes
from heard.journeys.model.roles import ContactWay, Role
from heard.journeys.parts.likely_days import A_BIRTH, A_MEETING
from heard.languages.marks import N_

YOU = Page(
    slug="you",
    title=N_("About you"),
    readers=Audience.TEAM,
    questions=(
        OneOf(
            name="relation",
            role=Role.SENDER_RELATION,
            label=N_("Who are you to the child?"),
            required=N_("Choose who you are to the child."),
            options=(
                Option("mother", N_("Mother")),
                Option("father", N_("Father")),
                Option("partner", N_("Step-parent, or partner of a parent")),
                Option("relative", N_("Grandparent or another relative")),
                Option("carer", N_("Foster carer or another carer")),
                Option("other", N_("Somebody else")),
            ),
        ),
        ShortText(
            name="name",
            role=Role.SENDER_NAME,
            label=N_("Your name"),
            hint=N_("You can leave this out. It helps us find the right meeting."),
        ),
    ),
)


def own_words(slug: str, label: str, hint: str, picture: str = "") -> Page:
    """A page that asks one thing, to be answered in one's own words; who reads it is chosen."""
    words = LongText(name=slug.replace("-", "_"), label=label, hint=hint)
    return Page(slug=slug, title=label, picture=picture, questions=(words,))


#: Which child it is about, for the forms that ask for the days on a page of their own.
WHICH_CHILD = (
    ShortText(
        name="child_first_name",
        role=Role.CHILD_FIRST_NAME,
        label=N_("Your child’s first name"),
        hint=N_("For a baby who is not born yet, write “baby”."),
        required=N_("Write your child’s first name, so that we find the meeting."),
    ),
    ShortText(
        name="child_family_name", role=Role.CHILD_FAMILY_NAME, label=N_("Your child’s family name")
    ),
    DateOf(
        name="child_born",
        role=Role.CHILD_BORN,
        label=N_("Your child’s date of birth"),
        likely=A_BIRTH,
        hint=N_("In numbers, like 27 3 2015"),
    ),
)

MEETING_DATE = DateOf(
    name="meeting_date",
    role=Role.MEETING_DAY,
    label=N_("The day of the meeting"),
    likely=A_MEETING,
    hint=N_("It is in your letter. In numbers, like 27 3 2026"),
)

SOCIAL_WORKER = ShortText(
    name="social_worker", role=Role.SOCIAL_WORKER, label=N_("Your social worker’s name")
)

#: Stands above the questions about the child, in every form.
FILL_IN_WHAT_YOU_KNOW = N_(
    "Fill in what you know. If there is more than one child, write one name here."
)

WHICH_MEETING = Page(
    slug="which-meeting",
    title=N_("Which meeting is it?"),
    readers=Audience.TEAM,
    lead=FILL_IN_WHAT_YOU_KNOW,
    questions=(*WHICH_CHILD, MEETING_DATE, SOCIAL_WORKER),
)

FOR_THE_CHAIR = Page(
    slug="for-the-chair",
    title=N_("Something to say in private?"),
    readers=Audience.CHAIR,
    questions=(
        LongText(
            name="chair_only",
            label=N_("Is there something that you want to tell the chair in private?"),
            hint=N_("For example: you are afraid of somebody who will be there, and why."),
        ),
    ),
)

KEEPING_IN_TOUCH = Page(
    slug="keeping-in-touch",
    title=N_("How can we reach you safely?"),
    readers=Audience.TEAM,
    lead=N_("About this form, we use only the way and the times you give here."),
    questions=(
        OneOf(
            name="contact_way",
            role=Role.CONTACT_WAY,
            label=N_("The safest way to reach you"),
            options=(
                Option(ContactWay.CALL, N_("Phone call")),
                Option(ContactWay.TEXT, N_("Text message")),
                Option(ContactWay.EMAIL, N_("Email")),
                Option(ContactWay.POST, N_("Letter")),
                Option(ContactWay.SOCIAL_WORKER, N_("Through my social worker")),
                Option(ContactWay.NONE, N_("Please do not contact me about this")),
            ),
            wanted=(
                Wanted(
                    "contact_detail",
                    N_("You wrote a number or an address. Which way is safe for you?"),
                ),
            ),
        ),
        Reach(
            name="contact_detail",
            role=Role.CONTACT_DETAIL,
            label=N_("The number or address for that"),
            takes=Takes(
                "contact_way",
                (
                    (ContactWay.CALL, Detail.PHONE),
                    (ContactWay.TEXT, Detail.PHONE),
                    (ContactWay.EMAIL, Detail.EMAIL),
                    (ContactWay.POST, Detail.POST),
                ),
            ),
            wanted=(
                Wanted(
                    "contact_way",
                    N_("Which number is it? Without it we cannot reach you in this way."),
                    (ContactWay.CALL, ContactWay.TEXT),
                ),
                Wanted(
                    "contact_way",
                    N_("Which email is it? Without it we cannot reach you in this way."),
                    (ContactWay.EMAIL,),
                ),
                Wanted(
                    "contact_way",
                    N_("Which address is it? Without it we cannot reach you in this way."),
                    (ContactWay.POST,),
                ),
            ),
        ),
        ShortText(
            name="contact_when",
            role=Role.CONTACT_TIMES,
            label=N_("Days and times that are safe"),
            hint=N_("For example: weekdays, 10:00 to 14:00"),
        ),
        AnyOf(
            name="contact_care",
            role=Role.CONTACT_CARE,
            label=N_("What must we take care of?"),
            options=(
                Option("no-voicemail", N_("Do not leave a voice message")),
                Option("no-council", N_("Do not say that it is the council")),
                Option("shared-phone", N_("Somebody else may look at my phone")),
            ),
        ),
    ),
)


def papers(readers: Audience | None = None, only_if: tuple[OnlyIf, ...] = ()) -> Page:
    """The page on which pictures and papers can be added. The person chooses who sees them, unless
    `readers` says that the council needs them to do its work."""
    return Page(
        slug="papers",
        title=N_("Pictures and papers"),
        readers=readers,
        only_if=only_if,
        questions=(
            Files(
                name="papers",
                label=N_("Do you want to add pictures or papers?"),
                hint=N_(
                    "You can leave this out. It can be a photo of a letter, or a PDF. "
                    "Look first: who can be seen in it, and which address?"
                ),
            ),
        ),
    )
