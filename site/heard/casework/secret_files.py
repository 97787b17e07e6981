"""The files of both processes' folders.

What is secret is made once, readable by its owner only, and never written over.
"""

import os
import secrets
from pathlib import Path

from heard.casework.errors import AlreadyFounded, NotASecret

SECRET_BYTES = 32

#: In both folders. The recipients are made in the desk's, the family's has a copy.
COOKIE_FILE = "cookie.key"
RECIPIENTS_FILE = "recipients.json"
#: In the family's folder. The second is public, and is all that this folder has of the first below.
RECEIPT_FILE = "receipt.key"
VERIFY_FILE = "verify.key"
#: In the desk's folder: what signs the recipients, and the key of the log's chain.
SIGNING_FILE = "signing.key"
LOG_FILE = "log.key"


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
    return as_line(secrets.token_bytes(SECRET_BYTES))


def as_line(secret: bytes) -> str:
    """Return bytes as `read_secret` reads them: one line of hex digits."""
    return secret.hex() + "\n"


def read_secret(path: Path) -> bytes:
    """Return the 32 bytes of a secret file. NotASecret names the file that is missing or wrong."""
    try:
        secret = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except (OSError, ValueError):
        raise NotASecret(f"{path} is missing or cannot be read: see `heard init`") from None
    if len(secret) != SECRET_BYTES:
        raise NotASecret(f"{path} does not hold {SECRET_BYTES} bytes: see `heard init`")
    return secret
