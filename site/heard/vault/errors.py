"""What can go wrong in the vault.

No message here ever holds a key, a receipt number or a word that somebody wrote, because errors
end in logs.
"""

from enum import StrEnum


class VaultError(Exception):
    """Something could not be sealed or opened."""


class SealFault(StrEnum):
    """Why nothing can be sealed, in words for the operator. Families are given a phone number."""

    MISSING = "the file of recipients is missing"
    UNREADABLE = "the file of recipients cannot be read"
    UNKNOWN_FORMAT = "the file of recipients is of a format that this version does not know"
    FORGED = "the file of recipients is not signed by the council's own key"
    MALFORMED = "a recipient is missing or malformed"
    NOT_DISTINCT = "two recipients are the same key"
    EXPIRED = "the recipients have expired"
    REDIRECTED = "the recipients are not those that the database knows, or older ones"
    WRONG_COUNCIL = "the recipients belong to another council"
    NO_DATABASE = "the database does not answer"
    NO_ROOM = "the disk is nearly full"
    NOT_JSON = "an answer is of a kind that JSON cannot hold"
    NOT_A_RECEIPT = "a receipt number has twenty digits"


class CannotSeal(VaultError):
    """Nothing was sealed, so nothing may be stored; `reason` says why."""

    def __init__(self, reason: SealFault) -> None:
        super().__init__(str(reason))
        self.reason = reason


class CannotOpen(VaultError):
    """The key is not the right one, or what was to be opened is not what was sealed.

    Which of the two is not said: whoever tampers learns nothing from the answer.
    """

    def __init__(self, what: str = "this does not open") -> None:
        super().__init__(what)
