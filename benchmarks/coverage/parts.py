"""What was measured, a file a part: its figures, with how many trials, which seed and versions, and which code."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.coverage.criteria import ALL
from benchmarks.coverage.criteria.check import Check

MEASURED = Path(__file__).parent / "measured"
STATISTICS = ("tally", "intervals", "differentials", "crowd")  # packages that figures hang on; words are elsewhere
LETTERS = 10


@dataclass(frozen=True)
class Part:
    """A part as it was measured; ``code``: the fingerprint of the statistics, None where it was not kept.

    ``made_by``: the version of this package, of numpy and of scipy. ``reps``: trials a setting, of which some parts
    take a share.
    """

    name: str
    reps: int
    seed: int
    made_by: dict[str, str]
    code: str | None
    checks: tuple[Check, ...]

    def same_effort(self, other: Part) -> bool:
        """Say whether both were asked of the same people, by the same code and versions."""
        mine, others = ((p.name, p.reps, p.seed, p.made_by, p.code) for p in (self, other))
        return mine == others


def present(name: str, *, reps: int, seed: int, checks: tuple[Check, ...] = ()) -> Part:
    """Return a part as it is measured now."""
    made_by = {"version": version("bystander"), "numpy": version("numpy"), "scipy": version("scipy")}
    return Part(name, reps, seed, made_by, fingerprint(), checks)


def fingerprint() -> str:
    """Return the first letters of the SHA-256 of the sources that figures hang on, whatever their place."""
    import bystander

    root = Path(bystander.__file__).parent
    every = sorted(path for name in STATISTICS for path in (root / name).rglob("*.py"))
    text = "\0".join(f"{path.relative_to(root).as_posix()}\0{path.read_text('utf-8')}" for path in every)
    return sha256(text.encode()).hexdigest()[:LETTERS]


def written(folder: Path = MEASURED) -> dict[str, Part]:
    """Return the parts of a folder by name, in the order of the criteria."""
    return {name: _read(folder / f"{name}.json") for name in ALL if (folder / f"{name}.json").exists()}


def write(part: Part, folder: Path = MEASURED) -> None:
    """Write a part to its file."""
    folder.mkdir(parents=True, exist_ok=True)
    document = {
        "part": part.name, "reps": part.reps, "seed": part.seed, "made_by": part.made_by, "code": part.code,
        "checks": [_told(check) for check in part.checks],
    }  # fmt: skip
    text = json.dumps(document, indent=1, allow_nan=False) + "\n"
    (folder / f"{part.name}.json").write_text(text, encoding="utf-8")


def take(path: Path, folder: Path = MEASURED) -> list[str]:
    """Take figures of several parts from one file into their files, and return the parts.

    The file holds ``made_by``, ``reps``, ``seed`` and ``checks``, each with its ``criterion``, as earlier versions of
    this command wrote them. Raises ``ValueError`` for a part that there is not.
    """
    document = json.loads(path.read_text(encoding="utf-8"))
    rows = document["checks"]
    names = list(dict.fromkeys(row["criterion"] for row in rows))
    if unknown := [name for name in names if name not in ALL]:
        message = f"no such part: {', '.join(unknown)}"
        raise ValueError(message)
    for name in names:
        checks = tuple(_check(row) for row in rows if row["criterion"] == name)
        made_by, code = document["made_by"], document.get("code")
        write(Part(name, document["reps"], document["seed"], made_by, code, checks), folder)
    return names


def _read(path: Path) -> Part:
    document = json.loads(path.read_text(encoding="utf-8"))
    checks = tuple(_check(row | {"criterion": document["part"]}) for row in document["checks"])
    return Part(document["part"], document["reps"], document["seed"], document["made_by"], document["code"], checks)


def _told(check: Check) -> dict[str, Any]:
    """Return a figure without what stands in every one, and without what is not known."""
    return {key: value for key, value in asdict(check).items() if key != "criterion" and value is not None}


def _check(row: dict[str, Any]) -> Check:
    return Check(**{key: value for key, value in row.items() if key != "passed"})
