"""What is said about each line of the calendar: a name, the rule, and words to use if it is late.

Sentences are marked here and put into the reader's language where they are shown. Their gaps:
`%(days)s` the council's number of days, `%(day)s` the day on which it happened.
"""

from collections.abc import Mapping

from heard.languages.marks import N_
from heard.library.rules.timetable import Entry, State, Step
from heard.library.sources.front_matter import Source

NAMES: Mapping[Step, str] = {
    Step.FIRST_MEETING: N_("The first meeting"),
    Step.REPORT: N_("You get the social worker’s report"),
    Step.MEETING: N_("Your meeting"),
    Step.LETTER: N_("A letter with the decision is sent to you"),
    Step.CORE_GROUP: N_("If there is a plan: the first core group"),
    Step.RECORD: N_("The full record of the meeting is sent to you"),
    Step.COMPLAINT: N_("Last day to start a complaint"),
    Step.BABY: N_("Reviews, with a baby on the way"),
    Step.FIRST_REVIEW: N_("If there is a plan: the first review"),
    Step.NEXT_REVIEW: N_("If there is still a plan: the next review"),
    Step.LATER_REVIEW: N_("If there is still a plan: the review after that"),
}

_SIX_MONTHS = N_(
    "National guidance: no more than 6 months after the review before it. It can be sooner. "
    "Then this day is sooner too."
)

#: The rule behind a line.
RULES: Mapping[Step, str] = {
    Step.FIRST_MEETING: N_("National guidance: within 15 working days of the day workers talked."),
    Step.REPORT: N_("Your council’s rule: %(days)s before the meeting."),
    Step.MEETING: "",
    Step.LETTER: N_("Your council’s rule: %(days)s after the meeting."),
    Step.CORE_GROUP: N_(
        "National guidance: within 10 working days of the first meeting. You are part of this "
        "small team. How often it meets after that differs by area."
    ),
    Step.RECORD: N_("Your council’s rule: %(days)s after the meeting."),
    Step.COMPLAINT: "",
    Step.BABY: N_(
        "If the baby was not born yet at the meeting, the first review is often soon after the "
        "birth. Each area has its own rule. So we cannot work out the days."
    ),
    Step.FIRST_REVIEW: N_("National guidance: within 3 months of the first meeting."),
    Step.NEXT_REVIEW: _SIX_MONTHS,
    Step.LATER_REVIEW: _SIX_MONTHS,
}

#: The rule of a complaint, by the day from which the council counts.
COMPLAINT_RULES: Mapping[str, str] = {
    "conference": N_("Your council’s rule: %(days)s from the day of the meeting."),
    "letter": N_("Your council’s rule: %(days)s from the day the letter came."),
    "record": N_("Your council’s rule: %(days)s from the day the record came."),
}

_PASSED = N_("This day has passed. If it has not happened, it is late.")
_ASK = N_("Your council has not told us its rule. Please ask.")

#: How a line stands. For what a line does not need, nothing is said.
STANDING: Mapping[State, str] = {
    State.AHEAD: "",
    State.TODAY: N_("This is today."),
    State.KEPT: N_("This was in time."),
    State.LATE: N_("This is late."),
    State.PASSED: _PASSED,
    State.ASK: _ASK,
}

#: Where the words above do not fit.
_STANDING_OF: Mapping[tuple[Step, State], str] = {
    (Step.FIRST_MEETING, State.KEPT): N_("Your meeting is in time."),
    (Step.FIRST_MEETING, State.LATE): N_("Your meeting is after this day. It is late."),
    (Step.REPORT, State.LATE): N_("It came after this day. It was late."),
    (Step.LETTER, State.LATE): N_("It came after this day. The post can take a few days."),
    (Step.RECORD, State.LATE): N_("It came after this day. The post can take a few days."),
    (Step.MEETING, State.PASSED): N_("This day has passed."),
    (Step.COMPLAINT, State.PASSED): N_("This day has passed. You can still ask."),
    (Step.COMPLAINT, State.AHEAD): N_("Try not to wait for the last day."),
    (Step.COMPLAINT, State.TODAY): N_("This is today. If you want to complain, do it now."),
    (Step.BABY, State.ASK): "",
}

#: Once the meeting has been.
_STANDING_AFTERWARDS: Mapping[tuple[Step, State], str] = {
    (Step.FIRST_MEETING, State.KEPT): N_("Your meeting was in time."),
    (Step.FIRST_MEETING, State.LATE): N_("Your meeting was after this day. It was late."),
    (Step.REPORT, State.PASSED): N_("This day has passed, and so has the meeting."),
}

#: A complaint whose days begin with a paper that has not come yet.
_WAITING: Mapping[str, str] = {
    "conference": N_("Put in the day of the meeting to see the last day."),
    "letter": N_("Put in the day the letter came to see the last day."),
    "record": N_("Put in the day the record came to see the last day."),
}

#: What a parent can say. Nothing where all is well.
SAY: Mapping[tuple[Step, State], str] = {
    (Step.FIRST_MEETING, State.LATE): N_(
        "Why is the meeting later than 15 working days? What is the plan for my child until then?"
    ),
    (Step.FIRST_MEETING, State.PASSED): N_(
        "When is the first meeting? It should be within 15 working days. What is the plan for my "
        "child until then?"
    ),
    (Step.REPORT, State.LATE): N_(
        "The report came on %(day)s. That was late. I need more time to read it. Please write "
        "down that it was late."
    ),
    (Step.REPORT, State.PASSED): N_(
        "I have not had the report. Please get it to me today. I need time to read it before the "
        "meeting."
    ),
    (Step.REPORT, State.ASK): N_("How many days before the meeting will I get the report?"),
    (Step.LETTER, State.LATE): N_("The letter came on %(day)s. When was it sent?"),
    (Step.LETTER, State.PASSED): N_(
        "I have not had the letter with the decision. Please send it to me."
    ),
    (Step.LETTER, State.ASK): N_("When will I get the decision in writing?"),
    (Step.CORE_GROUP, State.PASSED): N_(
        "Has the core group met? I am part of it. What day is it, and where?"
    ),
    (Step.RECORD, State.LATE): N_("The record came on %(day)s. When was it sent?"),
    (Step.RECORD, State.PASSED): N_("I have not had the record of the meeting. When will it come?"),
    (Step.RECORD, State.ASK): N_("When will I get the record of the meeting?"),
    (Step.COMPLAINT, State.TODAY): N_(
        "I want to make a complaint. Please write down that I told you today."
    ),
    (Step.COMPLAINT, State.PASSED): N_(
        "I know that the time is over. Please tell me in writing if you will still look at it."
    ),
    (Step.COMPLAINT, State.ASK): N_(
        "Please tell me in writing which steps apply to me, and the last day I can use them."
    ),
    (Step.BABY, State.ASK): N_(
        "When is the first review after the birth? What is the latest day for it?"
    ),
    (Step.FIRST_REVIEW, State.PASSED): N_(
        "When is the first review? It should be within 3 months of the first meeting."
    ),
    (Step.NEXT_REVIEW, State.PASSED): N_(
        "When is the next review? It should be no more than 6 months after the last one."
    ),
    (Step.LATER_REVIEW, State.PASSED): N_(
        "When is the next review? It should be no more than 6 months after the last one."
    ),
}

#: What a parent can say once the meeting has been: time to get ready is not asked for any more.
SAY_AFTERWARDS: Mapping[tuple[Step, State], str] = {
    (Step.FIRST_MEETING, State.LATE): N_("Why was the meeting later than 15 working days?"),
    (Step.REPORT, State.LATE): N_(
        "The report came on %(day)s. That was late, so I did not have the time that I should have "
        "had before the meeting. Please write that down."
    ),
    (Step.REPORT, State.PASSED): N_(
        "I did not get the report before the meeting. Please write that down, and send it to me."
    ),
    (Step.REPORT, State.ASK): N_(
        "How many days before the meeting should I have had the report? Please write down when it "
        "came."
    ),
}

#: What an entry in a phone's calendar is called: it must tell nothing to whoever looks at it.
CALENDAR_NAMES: Mapping[Step, str] = {
    Step.FIRST_MEETING: N_("Meeting, latest day"),
    Step.REPORT: N_("Papers, latest day"),
    Step.MEETING: N_("Meeting"),
    Step.LETTER: N_("Letter, latest day"),
    Step.CORE_GROUP: N_("Meeting, latest day"),
    Step.RECORD: N_("Papers, latest day"),
    Step.COMPLAINT: N_("Last day to write"),
    Step.FIRST_REVIEW: N_("Meeting, latest day"),
    Step.NEXT_REVIEW: N_("Meeting, latest day"),
    Step.LATER_REVIEW: N_("Meeting, latest day"),
}

#: What the rules rest on. Nobody has compared them with the guidance of 2026 yet.
SOURCES = (
    Source(
        "Working Together to Safeguard Children",
        "2018 and 2023, as set out in published local procedures. "
        "The 2026 edition has not been compared yet.",
    ),
    Source("The council’s own settings", "report, letter, record and complaint"),
    Source("Bank holidays of England", "from the program library holidays"),
)

#: Outside the fictional council the page opens in a language only when two people checked these.
LEGAL_WORDS = tuple(
    sorted(
        {
            words
            for table in (
                NAMES,
                RULES,
                COMPLAINT_RULES,
                STANDING,
                _STANDING_OF,
                _WAITING,
                _STANDING_AFTERWARDS,
                SAY,
                SAY_AFTERWARDS,
            )
            for words in table.values()
            if words
        }
    )
)


def rule(entry: Entry) -> str:
    """The rule behind a line; empty where there is none to tell."""
    if entry.step is Step.COMPLAINT:
        return COMPLAINT_RULES.get(entry.counted_from, "")
    if entry.state is State.ASK and entry.step is not Step.BABY:
        return ""
    return RULES[entry.step]


def standing(entry: Entry) -> str:
    """How a line stands today; empty where nothing needs saying."""
    if entry.state is State.ASK and entry.counted_from:
        return _WAITING[entry.counted_from]
    known = (entry.step, entry.state)
    afterwards = _STANDING_AFTERWARDS.get(known) if entry.meeting_over else None
    return afterwards or _STANDING_OF.get(known, STANDING[entry.state])


def say(entry: Entry) -> str:
    """What a parent can say about a line; empty where all is well."""
    if entry.state is State.ASK and (entry.counted_from or _has_come(entry)):
        return ""
    known = (entry.step, entry.state)
    afterwards = SAY_AFTERWARDS.get(known) if entry.meeting_over else None
    return afterwards or SAY.get(known, "")


def _has_come(entry: Entry) -> bool:
    """Whether a paper is there already, so that nobody asks when it will come."""
    return entry.step is not Step.BABY and entry.happened is not None
