"""Your views before the meeting: what a parent or carer wants people to know."""

from heard.journeys.audience import Audience
from heard.journeys.journey import Journey, Page
from heard.journeys.questions import AnyOf, DateOf, LongText, OneOf, Option, Scale, ShortText
from heard.languages.marks import N_

YOUR_VIEWS = Journey(
    name="your-views",
    slug="your-views",
    version=1,
    title=N_("Your views before the meeting"),
    tab_title=N_("Your views"),
    lead=N_("Tell us what you want people to know before the meeting starts."),
    minutes=10,
    pages=(
        Page(
            slug="you",
            title=N_("About you"),
            readers=Audience.TEAM,
            questions=(
                OneOf(
                    name="relation",
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
                    label=N_("Your name"),
                    hint=N_("You can leave this out. It helps us find the right meeting."),
                ),
            ),
        ),
        Page(
            slug="which-meeting",
            title=N_("Which meeting is it?"),
            readers=Audience.TEAM,
            lead=N_("Fill in what you know. If there is more than one child, write one name here."),
            questions=(
                ShortText(
                    name="child_first_name",
                    label=N_("Your child’s first name"),
                    hint=N_("For a baby who is not born yet, write “baby”."),
                    required=N_("Write your child’s first name, so that we find the meeting."),
                ),
                ShortText(name="child_family_name", label=N_("Your child’s family name")),
                DateOf(
                    name="child_born",
                    label=N_("Your child’s date of birth"),
                    hint=N_("In numbers, like 27 3 2015"),
                ),
                DateOf(
                    name="meeting_date",
                    label=N_("The day of the meeting"),
                    hint=N_("It is in your letter. In numbers, like 27 3 2026"),
                ),
                ShortText(name="social_worker", label=N_("Your social worker’s name")),
            ),
        ),
        Page(
            slug="going-well",
            title=N_("What is going well?"),
            questions=(
                LongText(
                    name="going_well",
                    label=N_("What is going well?"),
                    hint=N_(
                        "For your child, for you, at home or at school. Who helps? "
                        "A few words are enough."
                    ),
                ),
            ),
        ),
        Page(
            slug="worries",
            title=N_("What worries you?"),
            questions=(
                LongText(
                    name="worries",
                    label=N_("What worries you?"),
                    hint=N_(
                        "About your child, your family or this meeting. "
                        "You can also say what people have got wrong."
                    ),
                ),
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
        Page(
            slug="for-the-chair",
            title=N_("Something for the chair alone?"),
            readers=Audience.CHAIR,
            questions=(
                LongText(
                    name="chair_only",
                    label=N_("Is there something only the chair should know?"),
                    hint=N_(
                        "For example: you are afraid of somebody who will be there, "
                        "or you need to come at a different time."
                    ),
                ),
            ),
        ),
        Page(
            slug="keeping-in-touch",
            title=N_("How can we reach you safely?"),
            readers=Audience.TEAM,
            lead=N_("About this form, we use only the way and the times you give here."),
            questions=(
                OneOf(
                    name="contact_way",
                    label=N_("The safest way to reach you"),
                    options=(
                        Option("call", N_("Phone call")),
                        Option("text", N_("Text message")),
                        Option("email", N_("Email")),
                        Option("post", N_("Letter")),
                        Option("social-worker", N_("Through my social worker")),
                        Option("none", N_("Please do not contact me about this")),
                    ),
                ),
                ShortText(
                    name="contact_detail",
                    label=N_("The number or address for that"),
                ),
                ShortText(
                    name="contact_when",
                    label=N_("Days and times that are safe"),
                    hint=N_("For example: weekdays, 10:00 to 14:00"),
                ),
                AnyOf(
                    name="contact_care",
                    label=N_("What must we take care of?"),
                    options=(
                        Option("no-voicemail", N_("Do not leave a voice message")),
                        Option("no-council", N_("Do not say that it is the council")),
                        Option("shared-phone", N_("Somebody else may look at my phone")),
                    ),
                ),
            ),
        ),
    ),
)
