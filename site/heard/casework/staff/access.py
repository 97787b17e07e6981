"""Who may do what: one table of roles and permissions, and the proof that a person may.

Two things have to agree before anything opens. The role's permissions are rules, which this module
holds. The keys that a person holds are cryptography: without them nothing opens, whatever the rules
say. `require` asks for both, and only it makes an `Access`. `docs/roles.md` prints the table.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from heard.casework.errors import HoldsNoKey, NotPermitted
from heard.casework.staff.sessions import SignedIn
from heard.records.scope import EVERYTHING, Scope
from heard.vault.parts import APART, KIND_OF_PART


class Permission(StrEnum):
    """Everything that can be done at the desk, in words that follow "may"."""

    SIGN_OUT = "sign out"
    LIST = "see the list of what families sent"
    OPEN = "open what the team may read"
    OPEN_FOR_CHAIRS = "open, and answer, what only the chairs may read"
    MARK_READ = "mark something as read"
    REPLY = "answer a family"
    COUNT = "see what people chose after the meeting, as numbers"


_EVERYBODY = frozenset({Permission.SIGN_OUT})
_READER = _EVERYBODY | {
    Permission.LIST,
    Permission.OPEN,
    Permission.MARK_READ,
    Permission.REPLY,
    Permission.COUNT,
}

#: The table. What a role is not given here it may not do.
PERMISSIONS: Mapping[str, frozenset[Permission]] = {
    "administrator": _READER,
    "chair": _READER | {Permission.OPEN_FOR_CHAIRS},
    "complaints-manager": _READER - {Permission.COUNT},
    "translator": _EVERYBODY,
    "auditor": _EVERYBODY,
    "operator": _EVERYBODY,
}

#: The council's key without which a permission is worth nothing to the team; a permission that is
#: not named here needs none.
KEY_NEEDED: Mapping[Permission, str] = {
    Permission.LIST: "unit",
    Permission.OPEN: "unit",
    Permission.OPEN_FOR_CHAIRS: "chairs",
    Permission.MARK_READ: "unit",
    Permission.REPLY: "unit",
    Permission.COUNT: "unit",
}


#: Of whom a role reads what: one part that everything in their list has. Who deals with complaints
#: about chairs has a list of their own, with a key that chairs and administrators lack.
LISTED: Mapping[str, str] = {
    "administrator": "unit",
    "chair": "unit",
    "complaints-manager": APART,
}


def key_needed(role: str, permission: Permission) -> str | None:
    """The kind of the council's key without which a role can do nothing with a permission."""
    needed = KEY_NEEDED.get(permission)
    return KIND_OF_PART[APART] if needed and LISTED.get(role) == APART else needed


@dataclass(frozen=True)
class Access:
    """A proven right: who may do what, and over which submissions. Made by `require` alone."""

    person: SignedIn
    permission: Permission
    scope: Scope

    def to(self, permission: Permission) -> SignedIn:
        """Return who it is, for what this right was proven for; NotPermitted for anything else."""
        if self.permission is not permission:
            raise NotPermitted(permission)
        return self.person


def require(person: SignedIn, permission: Permission) -> Access:
    """Prove a right. NotPermitted where the role lacks it, HoldsNoKey where the person's keys do.

    A role that the table does not know may do nothing.
    """
    if permission not in PERMISSIONS.get(person.role, frozenset()):
        raise NotPermitted(permission)
    needed = key_needed(person.role, permission)
    if needed is not None and needed not in person.holds:
        raise HoldsNoKey
    return Access(person, permission, scope_of(person))


def allows(person: SignedIn, permission: Permission) -> bool:
    """Whether `require` would prove it."""
    try:
        require(person, permission)
    except (NotPermitted, HoldsNoKey):
        return False
    return True


def scope_of(person: SignedIn) -> Scope:
    """Over which submissions a person's rights reach: all that has the part which their role reads,
    as long as there are no conferences."""
    return replace(EVERYTHING, part=LISTED.get(person.role))
