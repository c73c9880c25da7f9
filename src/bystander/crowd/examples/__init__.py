"""Scenarios that ship with the package, each a TOML file with its sources in it."""

from __future__ import annotations

from importlib.resources import files

from bystander.errors import UsageError

ORDER = (
    "concert", "concert-london", "concert-oxford-circus", "concert-cardiff", "city-day", "province", "billion",
)  # fmt: skip


def names() -> tuple[str, ...]:
    """Return the names, the first being the one that everything opens on."""
    return ORDER


def text(name: str) -> str:
    """Return the text of an example. Raises :class:`UsageError` for a name that is none."""
    if name not in ORDER:
        message = f'there is no example "{name}"; there are: {", ".join(ORDER)}'
        raise UsageError(message)
    return (files(__package__) / f"{name}.toml").read_text("utf-8")
