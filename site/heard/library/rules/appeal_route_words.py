"""The doors of `ways` in words: what each can change and cannot, and what to say there.

Nowhere is another decision promised: no national rule gives a right to one.
"""

from collections.abc import Mapping
from dataclasses import astuple, dataclass

from heard.languages.marks import N_
from heard.library.rules.appeal_routes import Door
from heard.library.sources.front_matter import Source

_PROCEDURES = Source(
    "Published local procedures in England: disagreeing with a conference",
    "read as stored copies in 2026. Steps and times differ by area.",
)
_GUIDANCE = Source(
    "Working Together to Safeguard Children",
    "2018 and 2023, as set out in published local procedures. "
    "The 2026 edition has not been compared yet.",
)
_TAKING_PART = Source(
    "Published local procedures in England: family members at a conference",
    "read as stored copies in 2026",
)
_LEAFLETS = Source("Parent leaflets from councils in England", "undated and 2023")
_OMBUDSMAN = Source(
    "Local Government and Social Care Ombudsman: child protection issues",
    "read as a stored copy in 2026",
    "https://www.lgo.org.uk",
)
_DATA = Source("Data Protection Act 2018 and UK GDPR", "as set out on public pages, read in 2026")
_JUDGE = Source(
    "Public self-help guide for families: judicial review", "read as a stored copy in 2026"
)
_SOLICITORS = Source(
    "Solicitors' public pages: a letter before court, and free help",
    "read as stored copies in 2026",
)


@dataclass(frozen=True)
class Leaf:
    """A door in words. `contact` is the id of whom to call; `sources` are what this rests on."""

    title: str
    how: str
    can: str
    cannot: str
    say: str
    contact: str
    sources: tuple[Source, ...]


LEAVES: Mapping[Door, Leaf] = {
    Door.COURT: Leaf(
        N_("See a solicitor at once"),
        N_(
            "Show them the letter today. Does it say that the council may go to court? Then a "
            "solicitor is free for parents, whatever they earn. If you are not sure what the "
            "letter means, let a solicitor read it."
        ),
        N_("A solicitor can tell you what the letter means, and help you to answer it."),
        N_("A court is something else. It does not change what the meeting decided."),
        N_("I have a letter from the council about court. Please see me now. Is it free for me?"),
        "family-rights-group",
        (_SOLICITORS,),
    ),
    Door.TELL_CHAIR: Leaf(
        N_("Tell the chair before the meeting"),
        N_("Call or write to the team that sets up the meeting. Ask for a talk with the chair."),
        N_("The chair can tell you how the day will go, and help you to take part in it."),
        N_("The chair does not decide before the day. A worry of yours may not stop the meeting."),
        N_("I want to talk to the chair before the day. What worries me is…"),
        "conference_team",
        (_GUIDANCE,),
    ),
    Door.REPORT: Leaf(
        N_("Ask for the report to be put right"),
        N_(
            "Write to the person who wrote it. Mark what is true, what is not, and what is left "
            "out. Send the chair a copy."
        ),
        N_("A wrong fact can be put right. If not, your own words can be kept with the report."),
        N_("What a worker thinks is not changed just because you see it in another way."),
        N_("This is not right. Please change it, or keep my words with it. Tell me which you did."),
        "conference_team",
        (_PROCEDURES, _DATA),
    ),
    Door.ASK_TO_COME: Leaf(
        N_("Ask to be part of the meeting"),
        N_(
            "Call the team that sets up the meeting. Say who you are to the child. Ask for the "
            "day, the report and a talk with the chair. Are you afraid of someone who will come? "
            "Say that too."
        ),
        N_("You may be asked to come, to come at another time, or to send your views."),
        N_(
            "The chair may still ask you to miss a part, or all of it. Then ask why, and how else "
            "you can give your views."
        ),
        N_("I was not told about the meeting. When is it, and how can I be heard?"),
        "conference_team",
        (_TAKING_PART,),
    ),
    Door.NOTED: Leaf(
        N_("Have your view put in the record"),
        N_(
            "Tell the chair that you do not agree, and why. Say it at the meeting. Or write to the "
            "chair soon after."
        ),
        N_("Your view stands in the record. All who read it later can see it."),
        N_("It does not change what was decided."),
        N_("I do not agree, and I will still work with you. Please read back what you wrote down."),
        "conference_team",
        (_LEAFLETS,),
    ),
    Door.RECORD: Leaf(
        N_("Ask the chair to put the record right"),
        N_("Write to the chair. Say what is wrong, and what it should say."),
        N_(
            "A wrong date or name can be put right, or words you did not say. If not, your own "
            "words can be kept with the record."
        ),
        N_("It does not change what was decided."),
        N_("The record says this, and it should say that. Please change it, or keep my words."),
        "conference_team",
        (_PROCEDURES,),
    ),
    Door.TALK_TO_CHAIR: Leaf(
        N_("Talk to the chair"),
        N_("Call the team that sets up the meeting. Ask for a talk with the chair."),
        N_(
            "The chair can give you the reasons, and put small things right. In some areas this is "
            "the first step of a complaint."
        ),
        N_("A talk does not undo the decision. It stands for now, so keep to the plan."),
        N_("Please tell me the reasons. What would need to be different?"),
        "conference_team",
        (_PROCEDURES, _OMBUDSMAN),
    ),
    Door.CORE_GROUP: Leaf(
        N_("Say it in the core group"),
        N_(
            "Talk to the social worker, and to the small team that carries out the plan. You are "
            "part of that team."
        ),
        N_("The team can ask if the plan works, and sort out who does what, and when."),
        N_("It cannot end the plan. Only a review meeting can decide that."),
        N_("This part of the plan does not work for us. Can we do it in another way?"),
        "social_care",
        (_LEAFLETS, _GUIDANCE),
    ),
    Door.LOCAL_FIRST: Leaf(
        N_("Make a complaint to the council"),
        N_("Call or write to the complaints team. Someone may help you. Ask which steps apply."),
        N_(
            "In many areas the meeting can be held again with a new chair, or the next review can "
            "be sooner. Or it all stays as it is."
        ),
        N_(
            "It cannot change the decision by itself. The decision stands while you wait, so keep "
            "to the plan."
        ),
        N_("Please tell me in writing which steps apply to me, and the last day I can use them."),
        "complaints",
        (_PROCEDURES,),
    ),
    Door.LOCAL_NEXT: Leaf(
        N_("Go on with the council’s steps"),
        N_("Write to the complaints team. Ask where your complaint is now, and what comes next."),
        N_(
            "In many areas the meeting can be held again with a new chair, or the next review can "
            "be sooner. Or it all stays as it is."
        ),
        N_(
            "It cannot change the decision by itself. The decision stands while you wait, so keep "
            "to the plan."
        ),
        N_(
            "Please tell me in writing when I will have an answer, what the next step is, and its "
            "last day."
        ),
        "complaints",
        (_PROCEDURES,),
    ),
    Door.ASK_IN_WRITING: Leaf(
        N_("Ask in writing which steps apply"),
        N_(
            "We do not know the steps in your area. Write to the complaints team, or ask someone "
            "to write for you. Keep a copy."
        ),
        N_("You learn which steps are for you, and how long you have."),
        N_("To ask does not change the decision. It stands for now, so keep to the plan."),
        N_("Please tell me in writing which steps apply to me, and the last day I can use them."),
        "complaints",
        (_PROCEDURES,),
    ),
    Door.SERVICE: Leaf(
        N_("Write to that service"),
        N_(
            "The school, the police and the health service each have their own way to complain. "
            "Is it a social worker? Then write to the council’s complaints team."
        ),
        N_("The service can look into it, and say what it will do now."),
        N_("It does not change what the meeting decided."),
        N_("This is what happened, and when. What will you do, and by what day?"),
        "complaints",
        (_PROCEDURES,),
    ),
    Door.INFORMATION: Leaf(
        N_("Ask the council about your information"),
        N_("You can ask out loud or in writing. You may have to show who you are."),
        N_(
            "You can ask for a copy of what is held about you. You can ask for a wrong fact to be "
            "put right. The council should answer within one month. If it is a lot, it can take "
            "up to two months more."
        ),
        N_("By law, some things can be kept back. What a worker thinks will stay as it is."),
        N_("I want to see what you hold about me. When will I get it?"),
        "data_protection",
        (_DATA,),
    ),
    Door.REGULATOR: Leaf(
        N_("Tell the Information Commissioner"),
        N_(
            "First write to the council. If you are not happy with its answer, go to the "
            "site ico.org.uk."
        ),
        N_("They can look at how the council used what it holds about you."),
        N_("They do not look at what the meeting decided."),
        N_("I asked the council to put this right. Here is what I sent, and its answer."),
        "data_protection",
        (_DATA, _OMBUDSMAN),
    ),
    Door.OMBUDSMAN: Leaf(
        N_("Go to the ombudsman"),
        N_(
            "Call, or use their site. It is free, and not part of the council. Most people need "
            "the council’s last answer first."
        ),
        N_("They can look at how the council ran the meeting, and say what it did wrong."),
        N_(
            "They cannot undo a decision that was made in the right way, or what a court decided. "
            "They do not often look at schools, police or health."
        ),
        N_("I have the council’s last answer. I think it did not do this in the right way."),
        "ombudsman",
        (_OMBUDSMAN,),
    ),
    Door.JUDGE: Leaf(
        N_("Ask a solicitor about a judge’s check"),
        N_(
            "See a solicitor at once. This is called judicial review. It can cost a lot, so ask "
            "about help to pay."
        ),
        N_("A judge can check if the decision was made by the rules of law."),
        N_("The judge does not say if the decision was the best one for your child."),
        N_("Was this decided by the rules of law? How long do I have, and what will it cost?"),
        "family-rights-group",
        (_JUDGE,),
    ),
}

#: Outside the fictional council the tool speaks a language only when two people have checked these.
LEGAL_WORDS = tuple(words for leaf in LEAVES.values() for words in astuple(leaf)[:5])
