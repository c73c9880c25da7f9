"""The key of pseudonyms: the user's, or random and thrown away; never stored, not even scrambled.

A tally file tells only which key it is not: a fingerprint, from which the key cannot be found where it is long enough.
"""

from __future__ import annotations

from hashlib import blake2b
from secrets import token_bytes
from typing import TYPE_CHECKING

from bystander.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

SHORTEST = 16  # bytes of a key file: 128 bits that nobody guesses, if they are random


def read_key(file: Path | None) -> bytes:
    """Return the key in a file, or a random one. Raises UsageError where the file is missing or too short."""
    if file is None:
        return token_bytes(32)
    try:
        content = file.read_bytes().strip()
    except OSError as error:
        raise UsageError(f"--key-file {file.name}: {error.strerror or 'cannot be read'}") from error
    if len(content) < SHORTEST:
        raise UsageError(
            f"--key-file {file.name}: {len(content)} bytes are too few for a key, {SHORTEST} are needed; "
            "make one with: python3 -c 'import secrets; print(secrets.token_hex(32))' > key.txt"
        )
    return blake2b(content, digest_size=32, person=b"bystander key").digest()


def fingerprint(key: bytes) -> str:
    """Return what tells one key from another."""
    return blake2b(b"", digest_size=8, key=key, person=b"bystander which").hexdigest()
