"""Changes of evidence that say what they do: rows in another order, other names, everybody twice, ..."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Any

from tests.invariance.worlds import mapped, rows, table

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.invariance.worlds import Columns

SUBJECTS = ("probe_subject", "reference_subject", "subject", "candidate", "volunteer")
SAMPLES = ("probe_id", "reference_id", "search")


def in_another_order(evidence: Columns) -> Columns:
    """Shuffle the rows."""
    each = rows(evidence)
    Random(1).shuffle(each)
    return table(each)


def renamed(evidence: Columns) -> Columns:
    """Give everybody another name; the new ones stand in another alphabetical order."""
    return mapped(evidence, dict.fromkeys((*SUBJECTS, *SAMPLES), _other_name))


def _other_name(name: str) -> str:
    return f"{Random(name).getrandbits(40):x}-{name}"


def with_columns(**more: Callable[[dict[str, Any]], Any]) -> Callable[[Columns], Columns]:
    """Add columns, each worked out from its row."""
    return lambda evidence: evidence | {name: [of(row) for row in rows(evidence)] for name, of in more.items()}


def with_column(name: str, of: Callable[[Any], Any]) -> Callable[[Columns], Columns]:
    """Let one column go through a function."""
    return lambda evidence: mapped(evidence, {name: of})


def every_row_twice(evidence: Columns) -> Columns:
    """List each row again, with samples of its own: the same people, tried twice with the same outcome."""
    return joined(evidence, mapped(evidence, dict.fromkeys((*SAMPLES, "pass"), _again)))


def everybody_twice(evidence: Columns) -> Columns:
    """List a second crowd that did just what the first did."""
    return joined(evidence, mapped(evidence, dict.fromkeys((*SUBJECTS, *SAMPLES), _again)))


def _again(name: Any) -> Any:
    return name + 1000 if isinstance(name, int) else f"{name}-again"


def joined(first: Columns, second: Columns) -> Columns:
    """Put one table below the other."""
    return {name: [*first[name], *second[name]] for name in first}


def sides_exchanged(evidence: Columns) -> Columns:
    """Exchange probes and references."""
    other = {"probe": "reference", "reference": "probe"}
    return {
        "_".join([other.get(name.split("_")[0], name.split("_")[0]), *name.split("_")[1:]]): column
        for name, column in evidence.items()
    }


def in_both_orders(evidence: Columns) -> Columns:
    """List each row again with its sides exchanged, as a double loop over one set of images writes them."""
    return joined(evidence, sides_exchanged(evidence))


def each_in_an_order_of_its_own(evidence: Columns) -> Columns:
    """Exchange the sides of every second row."""
    both = zip(rows(evidence), rows(sides_exchanged(evidence)), strict=True)
    return table([{name: pair[at % 2][name] for name in evidence} for at, pair in enumerate(both)])


def group_renamed(column: str, names: dict[str, str]) -> Callable[[Columns], Columns]:
    """Call groups by other names."""
    return lambda evidence: mapped(
        evidence,
        {name: lambda group: names.get(group, group) for name in (column, f"probe_{column}", f"reference_{column}")},
    )
