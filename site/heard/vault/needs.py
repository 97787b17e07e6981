"""The ids of what families ask for: they tell nothing to whoever cannot open the part."""

import hashlib

_PERSON = b"heard need"


def needs_key(part_key: str) -> bytes:
    """Return the 32 bytes from which the ids of a part's needs are made. They open nothing.

    `part_key` is the private key of the part in which they were asked for.
    """
    return hashlib.blake2b(part_key.encode(), digest_size=32, person=_PERSON).digest()


def need_id(needs_key: bytes, name: str) -> str:
    """Return the id (32 hex digits) under which a need of this part is kept.

    `name` says which need of that part it is. The same for everybody who opens the part, and to
    everybody else random.
    """
    return hashlib.blake2b(name.encode(), digest_size=16, key=needs_key, person=_PERSON).hexdigest()
