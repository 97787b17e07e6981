"""What can go wrong in casework. No message holds a word that a family wrote."""

from heard.records.taken_back import TakenBack as Left


class CaseworkError(Exception):
    """Something could not be done."""


class AlreadyFounded(CaseworkError):
    """The council's keys are there already, in whole or in part; nothing was touched."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} is there already: keys are never written over")


class NotFounded(CaseworkError):
    """The council has no keys yet: `heard init` makes them."""

    def __init__(self) -> None:
        super().__init__("the council has no keys yet: run `heard init`")


class KeysDiffer(CaseworkError):
    """The list of public keys that the desk signed is not the one that the database knows."""

    def __init__(self) -> None:
        super().__init__("the desk's recipients.json is not the list that the database knows")


class NotVouchedFor(CaseworkError):
    """Somebody's public key in the database was not put there by the desk's commands."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"the public key of {name} was not put into the database by `heard staff`: find out "
            f"who changed it, then `heard staff reset {name}`. Nothing was renewed."
        )


class NotASecret(CaseworkError):
    """A file that should hold a secret is missing or holds something else."""


class NotRecoveryKey(CaseworkError):
    """The recovery key is not this council's."""


class BadName(CaseworkError):
    """A sign-in name that cannot be used."""


class NameTaken(CaseworkError):
    """Somebody has, or had, this sign-in name."""


class UnknownRole(CaseworkError):
    """There is no such role."""


class NoSuchStaff(CaseworkError):
    """Nobody has this sign-in name."""


class WeakPassword(CaseworkError):
    """A password that is too easy to guess; the message says what to do."""


class MissingCouncilKey(CaseworkError):
    """The role needs a key of the council that was not given, or that is not the council's."""


class SignInRefused(CaseworkError):
    """The sign-in did not succeed. Why is not said, to nobody."""

    def __init__(self) -> None:
        super().__init__("sign-in refused")


class SessionEnded(CaseworkError):
    """There is no such session, or not any more; its half of the key is gone."""


class NoSuchSubmission(CaseworkError):
    """There is no submission with this reference, or its time has passed."""


class TakenBack(NoSuchSubmission):
    """The family took it back before anybody had opened it; `left` is what is still known."""

    def __init__(self, left: Left) -> None:
        super().__init__(left.reference)
        self.left = left


class NothingOpened(CaseworkError):
    """Nobody can say of what they have not opened themselves that it was read."""


class NoSuchFile(CaseworkError):
    """What was sent holds no such file, or none that this person may open."""


class NotPermitted(CaseworkError):
    """This person's role may not do this; the message says what."""


class HoldsNoKey(CaseworkError):
    """The role would allow it, but this person does not hold the council's key that it needs."""


class CannotRead(CaseworkError):
    """A submission does not open although the person holds the key for it: it was changed."""


class DoesNotAgree(CaseworkError):
    """What stands in the clear is not what was sealed inside; `differs` names what.

    Nothing is sealed to a key that stands in such a row.
    """

    def __init__(self, reference: str, differs: frozenset[str]) -> None:
        super().__init__(f"{reference} does not agree with what was sealed inside it")
        self.reference = reference
        self.differs = differs


class AnsweredMeanwhile(CaseworkError):
    """Somebody has answered, or the family has written, since the writer opened the page."""


class CannotReply(CaseworkError):
    """A reply is without words, or too long."""


class CannotSay(CaseworkError):
    """What is said of a need is too long, or in no state that there is, or was taken back."""


class SaidMeanwhile(CaseworkError):
    """Somebody else has said something of this need since the page was shown."""


class NoSuchNeed(CaseworkError):
    """A submission asks for nothing of this id, or for nothing that this person can open."""


class OnlyForChairs(CannotReply):
    """Only who can open what is for the chairs may answer this child, or tick that off."""


class NothingUnderNumber(CaseworkError):
    """Nothing is kept under this receipt number: never given, past its time, or taken back."""


class CannotAdd(CaseworkError):
    """What a family wants to add is without words, too long, or one too many."""


class CannotTakeBack(CaseworkError):
    """The family's wish does not count: a false wish stands in its place."""


class OpenedMeanwhile(CaseworkError):
    """Somebody has opened it since the family was told that nobody had; nothing was done."""
