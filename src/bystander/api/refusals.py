"""How what does not go together is refused: in the names of the library, or in those of the command line.

What both word alike stands once, below; what must differ, as one has parameters and the other options, stands side by
side in two rows of one table.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bystander.api.options.verbs import OF_STUDY

if TYPE_CHECKING:
    from collections.abc import Mapping

NO_GROUPS = (
    "a tally holds pseudonyms, which tell nobody's sex or ethnicity, so errors cannot be told apart by group: evaluate "
    "the evidence itself with --by"
)
NOT_COMPARED = "{name} is a tally, and tallies cannot be compared yet; give the evidence"
READ_ALREADY = "{what} been read already: {names} belongs to {reader}"


@dataclass(frozen=True, kw_only=True)
class Refusals:
    """The wording of one door. ``{option}`` is what was asked, as its users write it."""

    one_tally: str
    settled: str  # when the shards of a tally were tallied
    of_searches: str  # asked of comparisons
    declared_of_searches: str | None  # of comparisons; None: it is passed over in silence
    of_comparisons: str  # asked of searches
    subjects: str
    of_passes: str  # asked of any other evidence
    of_records: str = "{option} is of a record, and this is a trial; leave {option} out"
    of_trials: str = "{option} is of a trial, and this is a record; leave {option} out"
    to_audit: str = "{name} is {what}; bystander.audit audits it"  # given where a trial was asked for
    to_evaluate: str = "{name} is a seeded test; bystander.evaluate evaluates it"  # given where a record was asked for
    options: Mapping[str, str] | None = None  # parameters that are no option with dashes for underscores

    def option(self, name: str) -> str:
        """Return a parameter as the users of this door write it."""
        return name if self.options is None else f"--{self.options.get(name, name.replace('_', '-'))}"


LIBRARY = Refusals(
    one_tally="evaluate one tally; merge_tallies makes one of several",
    settled="what the evidence is was settled when the shards were tallied",
    of_searches="fpir_targets and rank are of searches; give searches=True to search with every probe",
    declared_of_searches="{option} is of searches; give searches=True to search with every probe",
    of_comparisons="targets are false match rates of comparisons; of searches give fpir_targets",
    subjects="subjects says whose the searches of a candidate log are; this is none",
    of_passes="{option} goes with a seeded test; this is none (format='passes' says that it is)",
)
COMMAND = Refusals(
    one_tally="evaluate one tally; bystander merge makes one of several",
    settled="{option} was settled when the shards were tallied",
    of_searches="{option} does not go with comparisons, unless --searches is given",
    declared_of_searches=None,
    of_comparisons="{option} does not go with searches; --target-fpir is a rate of false alerts a search",
    subjects="--subjects says whose the searches of a candidate log are; this is none",
    of_passes="{option} goes with a seeded test; this is none (--format passes says that it is)",
    to_audit="{name} is {what}; use `bystander audit`",
    to_evaluate="{name} is a seeded test; use `bystander evaluate`",
    options={option.name: option.option for options in OF_STUDY.values() for option in options},
)
