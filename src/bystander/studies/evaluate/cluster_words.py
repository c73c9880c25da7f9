"""What is said where people count as one because they share something, such as a family."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.findings import wording

if TYPE_CHECKING:
    from bystander.evidence.people.clusters import Clusters


def counted_as(clusters: Clusters | None) -> str:
    """Say as how many people count: put behind their number."""
    return "" if clusters is None else f", who count as {wording.count(clusters.number)} by {_name(clusters)}"


def caveat(clusters: Clusters | None) -> tuple[str, ...]:
    """Say what counting them as one does, and of whom it is not known."""
    if clusters is None:
        return ()
    name = _name(clusters)
    said = (
        f"People with the same {name} may err together. They count as one: "
        f"{wording.plural(len(clusters.codes), 'person', 'people')} as {wording.count(clusters.number)}."
    )
    if clusters.unrecorded:
        whose = wording.plural(clusters.unrecorded, "person has", "people have")
        said += f" {whose} no {name} recorded and {'counts' if clusters.unrecorded == 1 else 'count'} alone."
    return (said,)


def named(clusters: Clusters | None) -> str:
    """Return what people count as one by: "family"; nothing where everybody counts."""
    return "" if clusters is None else _name(clusters)


def _name(clusters: Clusters) -> str:
    return clusters.name.replace("_", " ")
