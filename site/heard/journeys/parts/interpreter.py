"""An interpreter, and papers in one's own language: pages of the form for help to take part.

Children never interpret, and family and friends do not either: published local procedures in
England say so. They may help to ask.
"""

from heard.journeys.model.audience import Audience
from heard.journeys.model.choices import AnyOf, OneOf, Option
from heard.journeys.model.journey import OnlyIf, Page
from heard.journeys.model.questions import ShortText
from heard.languages.marks import N_

_INTERPRETER = (OnlyIf("needs", ("interpreter",)),)
_IN_MY_LANGUAGE = (OnlyIf("needs", ("interpreter", "papers")),)

#: For those who chose `interpreter` or `papers` at the question `needs`.
INTERPRETER_AND_PAPERS = (
    Page(
        slug="language",
        title=N_("Which language?"),
        readers=Audience.TEAM,
        only_if=_IN_MY_LANGUAGE,
        questions=(
            ShortText(
                name="language",
                label=N_("Your language"),
                hint=N_("The one that you know best"),
                required=N_("Write your language, so that we ask for the right one."),
            ),
            ShortText(
                name="dialect",
                label=N_("Your dialect, or the place you come from"),
                hint=N_("A language is not the same in every place."),
            ),
        ),
    ),
    Page(
        slug="interpreter",
        title=N_("Who would be right for you?"),
        lead=N_("An interpreter says all of it in your language. It is free."),
        readers=Audience.TEAM,
        only_if=_INTERPRETER,
        questions=(
            OneOf(
                name="interpreter_gender",
                label=N_("Do you want a woman or a man?"),
                options=(
                    Option("woman", N_("A woman")),
                    Option("man", N_("A man")),
                    Option("either", N_("Both are fine")),
                ),
            ),
            OneOf(
                name="interpreter_community",
                label=N_("May it be somebody from your community or faith?"),
                options=(
                    Option("not", N_("Please not someone from my community")),
                    Option("either", N_("Yes, that is fine")),
                ),
            ),
            ShortText(
                name="interpreter_unwanted",
                label=N_("Is there an interpreter you do not want?"),
                hint=N_("Their name, if you know it. You do not have to say why."),
            ),
            AnyOf(
                name="interpreter_for",
                label=N_("What do you need the interpreter for?"),
                options=(
                    Option("report", N_("To go through the report")),
                    Option("chair", N_("To talk to the chair before the day")),
                    Option("meeting", N_("For the meeting")),
                    Option("after", N_("For the meetings after that")),
                ),
            ),
        ),
    ),
    Page(
        slug="who-interprets",
        title=N_("Somebody to interpret"),
        readers=Audience.TEAM,
        only_if=_INTERPRETER,
        questions=(
            OneOf(
                name="interpreter_in_mind",
                label=N_("Do you have somebody in mind to interpret?"),
                options=(
                    Option("no", N_("No. Please ask for somebody")),
                    Option("trained", N_("Yes, a trained interpreter")),
                    Option(
                        "friend",
                        N_("Yes, a friend"),
                        refused=N_(
                            "A friend cannot interpret here. They may know the people it is "
                            "about, and it is hard to leave nothing out. They can help you to "
                            "ask for somebody, and they can sit with you. Please choose again."
                        ),
                    ),
                    Option(
                        "family",
                        N_("Yes, somebody from my family"),
                        refused=N_(
                            "Family cannot interpret here. It touches them too, so it is hard to "
                            "say every word for you. They can help you to ask for somebody, and "
                            "they can sit with you. Please choose again."
                        ),
                    ),
                    Option(
                        "child",
                        N_("Yes, my child"),
                        refused=N_(
                            "A child can never interpret here. They would have to hear and say "
                            "things that are too hard for them. A trained interpreter is free. "
                            "Please choose again."
                        ),
                    ),
                ),
            ),
            ShortText(
                name="interpreter_name",
                label=N_("If it is a trained interpreter: their name"),
                hint=N_("We may have to ask for somebody else."),
            ),
        ),
    ),
    Page(
        slug="papers-in-your-language",
        title=N_("Which papers do you need in your language?"),
        readers=Audience.TEAM,
        only_if=_IN_MY_LANGUAGE,
        questions=(
            AnyOf(
                name="papers_in_language",
                label=N_("Which papers do you need in your language?"),
                hint=N_("You should have them as early as other parents do."),
                options=(
                    Option("report", N_("The report for the meeting")),
                    Option("letters", N_("Letters")),
                    Option("plan", N_("The plan, if there is one")),
                    Option("record", N_("The record of the meeting")),
                    Option("aloud", N_("Please read them to me, I do not read it well")),
                ),
            ),
        ),
    ),
)
