"""Requirements that ship with the package, each a TOML file with its source, and what of that was read."""

from __future__ import annotations

from importlib.resources import files

from bystander.errors import UsageError

BLANK = "blank"
NAMES = (
    "eu-2019-329-fnmr", "eu-2019-329-fnir", "common-criteria", "virginia-98", "approved-1-in-6000", BLANK,
)  # fmt: skip


def text(name: str) -> str:
    """Return the text of a file. Raises :class:`UsageError` for a name that is none."""
    if name not in NAMES:
        message = f'no requirement ships under the name "{name}"; there are: {", ".join(NAMES)}'
        raise UsageError(message)
    return (files(__package__) / f"{name}.toml").read_text("utf-8")
