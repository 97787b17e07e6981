"""The getting-ready sheet: questions to ask, a line for each part of the meeting, a card to show.

The page itself is the sheet. Its fields have no name and stand in no form, so nothing that is
typed can be sent; it is kept nowhere, and the browser prints what it shows.
"""

from dataclasses import dataclass

from flask import Blueprint, render_template

from heard.languages.marks import N_
from heard.web.inline import inline_script, inline_style

blueprint = Blueprint("sheet", __name__, url_prefix="/<lang>")

#: This page alone has them, so the frame of all pages stays small.
STYLE = inline_style("sheet.css")
SCRIPT = inline_script("sheet.js")

#: What fits on one printed line in every script.
LONGEST_LINE = 60


@dataclass(frozen=True)
class Part:
    """A part of the meeting, in the order of the guide "On the day", with what to think of."""

    name: str
    line: str


PARTS = (
    Part(N_("Hello"), N_("Your name, and what you want people to call you")),
    Part(N_("Your child’s words"), N_("One thing your child would want people to know")),
    Part(N_("Family and friends"), N_("Two names, and what each one can do")),
    Part(N_("The danger and the goal"), N_("What is right or wrong in these words")),
    Part(N_("The plan so far"), N_("At a review: what you did, and what others still have to do")),
    Part(N_("The worries"), N_("What is true, what is not, and what worries you")),
    Part(N_("The good things"), N_("Two good things, and who has seen them")),
    Part(N_("The chair sums up"), N_("What must not be left out")),
    Part(N_("The decision"), N_("Your number from 0 (very worried) to 10 (safe), and why")),
    Part(N_("The plan"), N_("One thing you will do, and one thing you need")),
    Part(N_("The dates"), N_("Days when you cannot come")),
    Part(N_("How it was for you"), N_("What would help next time")),
)

QUESTIONS = (
    N_("Who will be there, and why each of them?"),
    N_("What will you ask me?"),
    N_("Can we go through the report before we start?"),
    N_("What have you seen that makes you worried?"),
    N_("What is going well, in your view?"),
    N_("What would make your number go up by one?"),
    N_("How did you hear what my child wants?"),
    N_("Who decides, and how?"),
    N_("Why is this the main worry?"),
    N_("What will you do to help us, and by when?"),
    N_("What do you need to see so that the plan can end?"),
    N_("When do I get it in writing, and what can I do if I do not agree?"),
)

#: Big words to hold up. In other languages the English stands below, for those who see the card.
CARD = (N_("Stop, please"), N_("I need a break"), N_("Please say that again"))


@blueprint.get("/sheet")
def sheet() -> str:
    """The sheet, to fill in and print. Not kept by the browser: Back must show nothing."""
    return render_template(
        "tools/sheet.html",
        parts=PARTS,
        questions=QUESTIONS,
        card=CARD,
        longest=LONGEST_LINE,
        sheet_style=STYLE,
        sheet_script=SCRIPT,
    )
