"""How scripts, style and data become one file that allows nothing but itself.

The scripts are plain ES modules that a browser could load one by one; from a file they cannot, so they are joined
into one module: imports between them are dropped, ``export`` is taken off, and top-level names are unique.
"""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_IMPORT = re.compile(r"^import .*?;\n", re.MULTILINE | re.DOTALL)
_EXPORT = re.compile(r"^export ", re.MULTILINE)
_COMMENT = re.compile(r"^ *//[^\n]*\n|^ */\*\*.*?\*/\n", re.MULTILINE | re.DOTALL)


def joined(modules: Iterable[str]) -> str:
    """Return modules as one, each after those that it imports from."""
    parts = (_COMMENT.sub("", _EXPORT.sub("", _IMPORT.sub("", text))) for text in modules)
    return "\n".join(part.strip() for part in parts) + "\n"


def policy(styles: Iterable[str], scripts: Iterable[str]) -> str:
    """Allow exactly these styles and scripts, pictures of the page's own making, and nothing else."""
    return (
        f"default-src 'none'; script-src {_hashes(scripts)}; style-src {_hashes(styles)}; img-src data: blob:; "
        "base-uri 'none'; form-action 'none'"
    )


def inert(text: str) -> str:
    """Keep JSON from ending the element that it stands in."""
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _hashes(texts: Iterable[str]) -> str:
    return " ".join(f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in texts)
