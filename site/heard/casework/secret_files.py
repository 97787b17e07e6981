"""Files that hold a secret: made once, readable by their owner only, never written over."""

import os
import secrets
from pathlib import Path

from heard.casework.errors import AlreadyFounded, NotASecret

SECRET_BYTES = 32

#: Names of the files, in the family's folder or (the first) in both.
COOKIE_FILE = "cookie.key"
RECEIPT_FILE = "receipt.key"
RECIPIENTS_FILE = "recipients.json"


def write_secret_file(path: Path, text: str) -> None:
    """Write a new file with mode 0600. AlreadyFounded when there is one."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise AlreadyFounded(str(path)) from None
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def new_secret() -> str:
    """Return 32 random bytes as one line of hex digits."""
    return secrets.token_hex(SECRET_BYTES) + "\n"


def read_secret(path: Path) -> bytes:
    """Return the 32 bytes of a secret file. NotASecret names the file that is missing or wrong."""
    try:
        secret = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except (OSError, ValueError):
        raise NotASecret(f"{path} is missing or cannot be read: see `heard init`") from None
    if len(secret) != SECRET_BYTES:
        raise NotASecret(f"{path} does not hold {SECRET_BYTES} bytes: see `heard init`")
    return secret
