"""What a question means beside its words, for whoever works with its answer.

A role stands on the question and is sealed with the answer. Nothing is guessed from the spelling
of a question's name, so names can change and old records are still understood.
"""

from enum import StrEnum


class Role(StrEnum):
    """What an answer is used for. A form has each role once at most."""

    # Which child and which meeting it is, because who writes is not checked.
    CHILD_FIRST_NAME = "child-first-name"
    CHILD_FAMILY_NAME = "child-family-name"
    CHILD_BORN = "child-born"
    MEETING_DAY = "meeting-day"
    SOCIAL_WORKER = "social-worker"
    SENDER_NAME = "sender-name"
    SENDER_RELATION = "sender-relation"

    # How the sender can be reached without putting them at risk; the ways are those of ContactWay.
    CONTACT_WAY = "contact-way"
    CONTACT_DETAIL = "contact-detail"
    CONTACT_TIMES = "contact-times"
    CONTACT_CARE = "contact-care"

    # Who wrote down what somebody else says.
    PEN = "pen"
    PEN_NAME = "pen-name"
    PEN_RELATION = "pen-relation"
    PEN_GROUP = "pen-group"
    PEN_REACH = "pen-reach"

    # How a child wants to hear what came of it; the answers are those of `Through`.
    ANSWER_THROUGH = "answer-through"
    ANSWER_PERSON = "answer-person"

    # How a child for whom somebody else writes wants to hear: one of ChildHears.
    CHILD_HEARS = "child-hears"

    # That staff typed it in from a form filled in by hand.
    FROM_PAPER = "from-paper"
    PAPER_TYPED_BY = "paper-typed-by"
    PAPER_CAME = "paper-came"

    # What a page works out ways and days from.
    LETTER_DAY = "letter-day"
    RECORD_DAY = "record-day"
    CONCERNS = "concerns"
    COMPLAINT_ABOUT = "complaint-about"
    COMPLAINT_AGENCY = "complaint-agency"
    COMPLAINED_BEFORE = "complained-before"

    # Within what kind of people answers are counted.
    KIND_OF_PERSON = "kind-of-person"


#: What helps to find the right child, in the order in which a person compares it.
MATCHING = (
    Role.CHILD_FIRST_NAME,
    Role.CHILD_FAMILY_NAME,
    Role.CHILD_BORN,
    Role.MEETING_DAY,
    Role.SOCIAL_WORKER,
    Role.SENDER_NAME,
)

#: Which child it is.
WHICH_CHILD = frozenset({Role.CHILD_FIRST_NAME, Role.CHILD_FAMILY_NAME, Role.CHILD_BORN})

#: Which meeting it is, and its days.
WHICH_MEETING = frozenset({Role.MEETING_DAY, Role.SOCIAL_WORKER, Role.LETTER_DAY, Role.RECORD_DAY})

#: Who sends it, and how they can be reached.
WHO_SENDS = frozenset(
    {
        Role.SENDER_NAME,
        Role.SENDER_RELATION,
        Role.CONTACT_WAY,
        Role.CONTACT_DETAIL,
        Role.CONTACT_TIMES,
        Role.CONTACT_CARE,
    }
)

#: Who holds the pen for somebody else.
WHO_WRITES = frozenset({Role.PEN_NAME, Role.PEN_RELATION, Role.PEN_GROUP, Role.PEN_REACH})

#: What one person answers alike in every form about one child's meeting.
SAME_MEETING = WHICH_CHILD | WHICH_MEETING | WHO_SENDS | WHO_WRITES


#: All that says how somebody can be reached about what they sent, in the order in which it is read.
REACHING = (
    Role.CONTACT_WAY,
    Role.CONTACT_DETAIL,
    Role.CONTACT_TIMES,
    Role.CONTACT_CARE,
    Role.ANSWER_THROUGH,
    Role.ANSWER_PERSON,
    Role.CHILD_HEARS,
    Role.PEN_REACH,
)


class ContactWay(StrEnum):
    """The answers to the question with the role CONTACT_WAY."""

    CALL = "call"
    TEXT = "text"
    EMAIL = "email"
    POST = "post"
    SOCIAL_WORKER = "social-worker"
    NONE = "none"


class ChildHears(StrEnum):
    """The answers to the question with the role CHILD_HEARS."""

    FROM_WRITER = "me"
    SOCIAL_WORKER = "social-worker"
    CHAIR = "chair"
    NONE = "none"
    UNKNOWN = "unknown"


class Through(StrEnum):
    """The answers to the question with the role ANSWER_THROUGH."""

    NUMBER = "number"
    PERSON = "person"
    CHAIR = "chair"


class Care(StrEnum):
    """Answers to the question with the role CONTACT_CARE that the program itself acts upon."""

    SHARED_PHONE = "shared-phone"
