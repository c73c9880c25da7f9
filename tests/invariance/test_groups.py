"""Groups of people: merged, joined by an attribute that says nothing, exchanged, asked for in another order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import bystander as by
from tests.invariance import changes, worlds
from tests.invariance.law import same
from tests.invariance.seen import Seen, label, seen

if TYPE_CHECKING:
    from bystander.findings import Finding

QUARTERS = {"a": "even", "b": "odd", "c": "even", "d": "odd"}


def quarter(side: str) -> Any:
    """Return the column of one of four groups, by the number in a name."""
    return lambda row: "abcd"[int(row[f"{side}_subject"][1:]) % 4]


EVIDENCE = changes.with_columns(probe_quarter=quarter("probe"), reference_quarter=quarter("reference"))(
    worlds.comparisons(40)
)
ASKED: dict[str, Any] = {"targets": [0.1], "thresholds": [1.5], "small_cell": 5, "replicates": 0}


def study(evidence: Any = EVIDENCE, **asked: Any) -> by.Findings:
    return by.evaluate(evidence, **{**ASKED, **asked})


def counts(found: by.Findings, name: str) -> dict[str, tuple[int, float, int]]:
    """Return errors, trials and people of each group."""
    told: list[Finding] = found.document.find(name)
    return {
        next(iter(f.group.values())): (f.estimate.events, f.estimate.trials, f.estimate.people)  # type: ignore[misc]
        for f in told
        if f.group and f.estimate
    }


def apart_from_groups(found: by.Findings) -> Seen:
    return {key: fields for key, fields in seen(found).items() if "group" not in label(key) and key[0] != "document"}


def test_what_is_of_everybody_does_not_depend_on_groups() -> None:
    alone, apart = apart_from_groups(study()), apart_from_groups(study(by="quarter"))
    assert len(alone) >= 6
    assert alone == apart


def test_counts_of_merged_groups_are_added() -> None:
    merged = changes.group_renamed("quarter", QUARTERS)(EVIDENCE)
    four, two = (study(given, by="quarter") for given in (EVIDENCE, merged))
    for name in ("fnmr-by-group", "fmr-by-group"):
        before, after = counts(four, name), counts(two, name)
        assert set(after) == {"even", "odd"}
        for group, told in after.items():
            parts = [before[part] for part, whole in QUARTERS.items() if whole == group]
            added = tuple(sum(column) for column in zip(*parts, strict=True))
            assert added[2] == told[2]
            if name == "fnmr-by-group":
                assert added == told
            else:  # comparisons across the two parts are within the group now
                assert added[0] < told[0]
                assert added[1] < told[1]
    assert apart_from_groups(four) == apart_from_groups(two)


def test_an_attribute_that_says_nothing_changes_nothing_of_the_other() -> None:
    def hat(side: str) -> Any:
        return lambda row: "red" if int(row[f"{side}_subject"][1:]) % 3 else "blue"

    both = changes.with_columns(probe_hat=hat("probe"), reference_hat=hat("reference"))(EVIDENCE)
    alone, beside = seen(study(by="quarter")), seen(study(both, by="quarter,hat"))
    reversed_ = seen(study(both, by="hat,quarter"))
    of_quarter = [key for key in alone if key[0] != "document"]
    assert all(same(alone[key][name], beside[key][name]) for key in of_quarter for name in alone[key])
    # in the other order the same answers stand in other places
    assert sorted(map(repr, (beside[key] for key in beside if key[0] != "document"))) == sorted(
        map(repr, (reversed_[key] for key in reversed_ if key[0] != "document"))
    )


def test_people_in_a_table_are_people_in_columns() -> None:
    names = sorted({*EVIDENCE["probe_subject"]})
    people = {"subject": names, "quarter": ["abcd"[int(name[1:]) % 4] for name in names]}
    bare = {name: column for name, column in EVIDENCE.items() if not name.endswith("_quarter")}
    import pyarrow as pa

    told = study(bare, by="quarter", people=pa.table(people))
    assert told.document.findings == study(by="quarter").document.findings
