"""The questions that lead to the right door. Nothing of what is chosen is kept."""

from datetime import date

from flask_babel import gettext
from wtforms import Form

from heard.journeys.model.choices import OneOf, Option
from heard.journeys.model.dates import DateOf
from heard.journeys.parts.likely_days import A_MEETING, CAME
from heard.languages.marks import N_
from heard.library.rules.appeal_routes import (
    About,
    Circumstances,
    Complained,
    CourtLetter,
    LocalSteps,
    When,
)
from heard.web.forms.fields import QuestionField, question_field
from heard.web.forms.kinds import field_for

_LEAVE_OUT = N_("You can leave this out. With it we can work out the last day.")


class Asked(Form):
    """The questions. Only the first two need an answer."""

    about = field_for(
        OneOf(
            name="about",
            label=N_("What is it about?"),
            required=N_("Choose what it is about."),
            options=(
                Option(About.REPORT, N_("The report for the meeting")),
                Option(About.RECORD, N_("A wrong fact in the record of the meeting")),
                Option(About.DECISION, N_("What was decided, or may be decided")),
                Option(About.CATEGORY, N_("The main worry that is named (the category)")),
                Option(About.PLAN, N_("Something in the plan")),
                Option(About.MEETING, N_("How the meeting is run")),
                Option(About.WORKER, N_("How one worker or one service treats me")),
                Option(About.LEFT_OUT, N_("I was not told, or not asked to come")),
                Option(About.INFORMATION, N_("What is held about me, or who was told")),
            ),
        )
    )
    when = field_for(
        OneOf(
            name="when",
            label=N_("Has the meeting been?"),
            required=N_("Choose if the meeting has been."),
            options=(
                Option(When.BEFORE, N_("No, it is still to come")),
                Option(When.AFTER, N_("Yes")),
            ),
        )
    )
    meeting = field_for(
        DateOf(
            name="meeting", label=N_("Which day is the meeting?"), hint=_LEAVE_OUT, likely=A_MEETING
        )
    )
    letter = field_for(
        DateOf(
            name="letter",
            label=N_("If you have had the letter with the decision: which day did it come?"),
            hint=_LEAVE_OUT,
            likely=CAME,
        )
    )
    record = field_for(
        DateOf(
            name="record",
            label=N_("If you have had the record of the meeting: which day did it come?"),
            hint=_LEAVE_OUT,
            likely=CAME,
        )
    )
    complained = field_for(
        OneOf(
            name="complained",
            label=N_("Have you made a complaint about it?"),
            hint=N_("If you leave this out, we take it as a no."),
            options=(
                Option(Complained.NO, N_("No")),
                Option(Complained.BEGUN, N_("Yes, and it is not over")),
                Option(Complained.ENDED, N_("Yes, and I have the council’s last answer")),
            ),
        )
    )
    court = field_for(
        OneOf(
            name="court",
            label=N_("Do you have a letter that speaks of court?"),
            hint=N_("If you leave this out, we take it as a no."),
            options=(
                Option(CourtLetter.NO, N_("No")),
                Option(CourtLetter.YES, N_("Yes")),
                Option(CourtLetter.UNSURE, N_("I am not sure what the letter means")),
            ),
        )
    )

    def shown(self, steps: LocalSteps) -> list[QuestionField]:
        """The questions that matter here: of the later days, the one that this council counts."""
        hidden = {"letter", "record"} - {steps.counted_from}
        return [question_field(self, name) for name in self.data if name not in hidden]

    def answers(self, today: date) -> Circumstances | None:
        """The answers, or None where something needs another look."""
        if not self.validate():
            return None
        days = {name: _day(question_field(self, name)) for name in ("meeting", "letter", "record")}
        answers = Circumstances(
            about=About(self.about.text),
            when=When(self.when.text),
            complained=Complained(self.complained.text or Complained.NO),
            court=CourtLetter(self.court.text or CourtLetter.NO),
            **days,
        )
        for name, problem in _wrong_days(answers, today):
            self[name].errors = [problem]
        return None if self.errors else answers


def _day(field: QuestionField) -> date | None:
    return date.fromisoformat(field.text) if field.text else None


def _wrong_days(answers: Circumstances, today: date) -> list[tuple[str, str]]:
    found = []
    meeting = answers.meeting
    if meeting and answers.when is When.BEFORE and meeting < today:
        found.append(("meeting", gettext("This day is over. Has the meeting been?")))
    if meeting and answers.when is When.AFTER and meeting > today:
        found.append(("meeting", gettext("This day is still to come. Check the date.")))
    for name in ("letter", "record"):
        came = getattr(answers, name)
        if came and came > today:
            found.append((name, gettext("This day is still to come. Check the date.")))
        elif came and meeting and came < meeting:
            found.append((name, gettext("This is before the meeting. Check both dates.")))
    return found
