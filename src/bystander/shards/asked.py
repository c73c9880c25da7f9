"""What every shard is asked for, and what is declared of it."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from bystander.errors import UsageError
from bystander.evidence.provenance import sha256_of
from bystander.evidence.searches.not_enrolled import ABSENT, NOBODY
from bystander.evidence.searches.read import LEAVE_MATE_OUT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MOST = 2**27  # comparisons kept one by one: two gigabytes
FILES = ("non_mated", "truth", "probe_ids", "reference_ids")  # of what is declared, those that may be files
OF_SEARCHES = {
    "left_out": "non-mated leave-mate-out", "unit": "unit", "subjects": "subjects",
    "non_mated_subjects": "non-mated-subject",
}  # fmt: skip
OF_COMPARISONS = {"accept": "accept", "failures": "failures", "thresholds": "threshold", "tail": "tail"}
WHOLE = (
    f"a shard does not know whom the lists of other shards hold, so --non-mated {ABSENT} and {NOBODY} are not for "
    "shards. Leave the subject of people who are not enrolled empty, or name what stands for them with "
    "--non-mated-subject"
)
ONE_SHARD = (
    "--non-mated FILE goes with one shard: with several, its scores would count once for each of them. Tally it as a "
    "shard of its own, in a table with a column mated"
)
WHOLE_SQUARE = (
    "--square itself goes with one shard. Only the whole square shows which comparison stands there a second time, as "
    "the mirror image of another. Tally it in one piece, or name the images and leave one half out"
)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """See ``bystander tally --help``; ``declared``: as ``read_trial`` names and types it."""

    searches: bool = False
    accept: Literal["ge", "gt"] = "ge"
    failures: Literal["fold", "exclude"] = "fold"
    thresholds: tuple[float, ...] = ()
    tail: int = 2**20
    left_out: bool = False
    unit: str = "search"
    subjects: Path | None = None
    non_mated_subjects: tuple[str, ...] = ()
    threads: int | None = None
    one_scale: bool = False
    declared: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, said: Mapping[str, Any], **asked: Any) -> Asked:  # noqa: ANN401 - the other fields
        """Return what is asked, given what was said of the shards. Raises UsageError for what only the whole tells."""
        own = {name: said[name] for name in ("unit", "subjects", "non_mated_subjects") if name in said}
        declared = {name: value for name, value in said.items() if name not in own}
        if str(declared.get("non_mated")) == LEAVE_MATE_OUT:
            own["left_out"] = bool(declared.pop("non_mated"))
        elif str(declared.get("non_mated")) in {ABSENT, NOBODY}:
            raise UsageError(WHOLE)
        # under the same paths wherever a shard is tallied
        placed = {n: Path(v).absolute() if n in FILES and v is not None else v for n, v in declared.items()}
        return cls(declared=placed, **own, **asked)

    def check(self, *, searches: bool) -> None:
        """Raise UsageError for what would do nothing here."""
        if not 1 <= self.tail <= MOST:
            raise UsageError(f"--tail lies between 1 and {MOST:,}, so {self.tail:,} cannot be it")
        usual = Asked()
        of_others = OF_COMPARISONS if searches else OF_SEARCHES
        idle = [option for name, option in of_others.items() if getattr(self, name) != getattr(usual, name)]
        if idle:
            where = (
                "comparisons; of searches, say it when they are evaluated" if searches else "searches; give --searches"
            )
            raise UsageError(f"--{idle[0]} is of {where}")

    def check_shards(self, shards: Sequence[Path]) -> None:
        """Raise UsageError where what was said cannot be said of so many shards."""
        if len(shards) > 1 and self.declared.get("non_mated") is not None:
            raise UsageError(ONE_SHARD)
        if len(shards) > 1 and self.declared.get("square") == "itself":
            raise UsageError(WHOLE_SQUARE)

    @property
    def inputs(self) -> tuple[Path, ...]:
        """Return the files that come with the shards."""
        beside = [self.declared.get(name) for name in FILES]
        return tuple(Path(file) for file in (*beside, self.subjects) if file is not None)

    def settled(self) -> list[tuple[str, str]]:
        """Return all that a tally depends on, beside shard and key; files by what is in them.

        Raises EvidenceError for a file that is not there.
        """
        from bystander.evidence.tables.text import ensure_file

        for file in self.inputs:
            ensure_file(file)
        every = {
            f.name: getattr(self, f.name) for f in fields(self) if f.name not in {"threads", "declared", "one_scale"}
        }
        every |= {f"declared {name}": value for name, value in self.declared.items()}
        return sorted((n, sha256_of(v) if isinstance(v, Path) else repr(v)) for n, v in every.items())
