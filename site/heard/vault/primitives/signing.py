"""Signing with one private key what others check with its public half (Ed25519, by libsodium)."""

from nacl.exceptions import CryptoError
from nacl.signing import SigningKey, VerifyKey


def verify_key_of(signing_key: bytes) -> bytes:
    """Return the 32 public bytes that belong to 32 private ones."""
    return bytes(SigningKey(signing_key).verify_key)


def sign(signing_key: bytes, message: bytes) -> bytes:
    """Return the 64 bytes of the signature."""
    return SigningKey(signing_key).sign(message).signature


def is_signed(verify_key: bytes, message: bytes, signature: bytes) -> bool:
    """Say whether the message was signed with the private half of this key, and not changed."""
    try:
        VerifyKey(verify_key).verify(message, signature)
    except (CryptoError, ValueError, TypeError):
        return False
    return True
