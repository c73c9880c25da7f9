"""Claims that ship with the package: sentences that were printed, with their sources, each a TOML file."""

from __future__ import annotations

from importlib.resources import files

from bystander.errors import UsageError


def names() -> tuple[str, ...]:
    """Return the names, in alphabetical order."""
    return tuple(
        sorted(file.name.removesuffix(".toml") for file in files(__package__).iterdir() if _is_claim(file.name))
    )


def text(name: str) -> str:
    """Return the text of a claim. Raises :class:`UsageError` for a name that is none."""
    if name not in names():
        message = f'no claim called "{name}" ships with the package; there are: {", ".join(names())}'
        raise UsageError(message)
    return (files(__package__) / f"{name}.toml").read_text("utf-8")


def _is_claim(file: str) -> bool:
    return file.endswith(".toml")
