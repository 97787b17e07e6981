"""The ids of what families ask for: they tell nothing to whoever cannot open the part."""

import hashlib

_PERSON = b"heard need"


def need_id(part_key: str, name: str) -> str:
    """Return the id (32 hex digits) under which a need of this part is kept.

    `part_key` is the private key of the part in which it was asked for, `name` says which need of
    that part it is. The same for everybody who opens the part, and to everybody else random.
    """
    key = hashlib.blake2b(part_key.encode(), digest_size=32, person=_PERSON).digest()
    return hashlib.blake2b(name.encode(), digest_size=16, key=key, person=_PERSON).hexdigest()
