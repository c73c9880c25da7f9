"""Read requirements from TOML: every mistake at once, each with its line, what was meant and what to do (RQ01 to RQ06).

What ships with the package is read by its name.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bystander.errors import RequirementError
from bystander.requirements import shipped
from bystander.requirements.requirement import Requirement, RequirementFile
from bystander.toml_file import TomlFile

if TYPE_CHECKING:
    from collections.abc import Iterable


FILE = TomlFile(RequirementFile, "RQ", "requirement", RequirementError, lines=True)


def read_requirements(source: str | Path) -> tuple[Requirement, ...]:
    """Read the requirements of a file, or of one that ships with the package by its name.

    A file of that name comes first. Raises :class:`RequirementError` with every mistake.
    """
    path = Path(source)
    if not path.is_file() and str(source) in shipped.NAMES:
        return read_requirements_text(shipped.text(str(source)), name=f"{source}.toml")
    if not path.exists() and path.suffix == "":
        found = f'there is no file "{path.name}", and no requirement of that name ships with bystander'
        do = f"name a file, or one of: {', '.join(shipped.NAMES)}"
        raise RequirementError(path.name, [FILE.problem(1, found, do=do)])
    return read_requirements_text(FILE.text_of(path), name=path.name)


def read_requirements_text(text: str, *, name: str = "requirement") -> tuple[Requirement, ...]:
    """Read requirements from their text. Raises :class:`RequirementError`."""
    return FILE.parsed(text, name).requirement


def all_of(sources: Iterable[str | Path | Requirement]) -> tuple[Requirement, ...]:
    """Return the requirements of several sources. Raises RequirementError with the mistakes of all of them."""
    found: list[Requirement] = []
    wrong: list[RequirementError] = []
    for source in sources:
        if isinstance(source, Requirement):
            found.append(source)
            continue
        try:
            found += read_requirements(source)
        except RequirementError as error:
            wrong.append(error)
    if wrong:
        raise RequirementError(" and ".join(e.name for e in wrong), [p for e in wrong for p in e.problems])
    return tuple(found)
