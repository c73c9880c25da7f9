"""Small made-up evidence of every kind, as columns; drawn once from seeds, so that every law sees the same."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

Columns = dict[str, list[Any]]


def columns(names: str, rows: Iterable[Sequence[Any]]) -> Columns:
    """Return rows as columns."""
    return {name: list(column) for name, column in zip(names.split(), zip(*rows, strict=True), strict=True)}


def rows(table: Columns) -> list[dict[str, Any]]:
    """Return columns as rows."""
    return [dict(zip(table, row, strict=True)) for row in zip(*table.values(), strict=True)]


def table(each: list[dict[str, Any]]) -> Columns:
    """Return rows as columns again."""
    return {name: [row[name] for row in each] for name in each[0]}


def mapped(evidence: Columns, changes: dict[str, Callable[[Any], Any]]) -> Columns:
    """Return columns of which some went through a function; what is empty stays empty."""
    return {
        name: [None if value is None else changes[name](value) for value in column] if name in changes else column
        for name, column in evidence.items()
    }


def comparisons(people: int = 24, images: int = 2, *, seed: int = 3) -> Columns:
    """Return comparisons of probes with a reference of everybody; some people resemble many, some are seldom matched.

    People on even places are of group e, the others of group o. Scores have two decimals, so many are tied.
    """
    random = Random(seed)
    looks = [random.gauss(0, 0.5) for _ in range(people)]
    steady = [random.gauss(2.6, 0.6) for _ in range(people)]
    found = []
    for p in range(people):
        for image in range(images):
            for r in range(people):
                score = random.gauss(0, 1) + (steady[p] if p == r else looks[p] + looks[r])
                found.append((f"p{p:02d}", f"p{r:02d}", f"p{p:02d}-{image}", f"p{r:02d}-r", round(score, 2)))
    made = columns("probe_subject reference_subject probe_id reference_id score", found)
    for side in ("probe", "reference"):
        made[f"{side}_kind"] = ["eo"[int(name[1:]) % 2] for name in made[f"{side}_subject"]]
    return made


def searches(people: int = 30, strangers: int = 30, looks: int = 2, *, seed: int = 5) -> Columns:
    """Return candidate lists of three, from a watchlist on which everybody enrolled is; a row a candidate."""
    random = Random(seed)
    enrolled = [f"e{k:02d}" for k in range(people)]
    found = []
    for k in range(people + strangers):
        who = enrolled[k] if k < people else f"s{k:02d}"
        own = random.gauss(0, 0.6)
        for look in range(looks):
            scored = {name: random.gauss(0, 1) + own * (name != who) + 3.2 * (name == who) for name in enrolled}
            best = sorted(scored, key=lambda name: -scored[name])[:3]
            found += [
                (f"{who}-{look}", who, k < people, name, place, round(scored[name], 3), "eo"[k % 2])
                for place, name in enumerate(best, 1)
            ]
    return columns("search subject enrolled candidate rank score kind", found)


def passes(volunteers: int = 30, each: int = 3, *, seed: int = 7) -> Columns:
    """Return a seeded test, a row a pass."""
    random = Random(seed)
    found = []
    for v in range(volunteers):
        own = random.uniform(0.3, 0.95)
        for j in range(each):
            detected = random.random() < 0.9
            alerted = detected and random.random() < own
            found.append((f"v{v:02d}", j, int(detected), int(alerted), "eo"[v % 2], "gate"))
    return columns("volunteer pass detected alerted kind place", found)


def record(deployments: int = 12, *, seed: int = 11) -> Columns:
    """Return a deployment record, with counts of two groups; every count is even."""
    random = Random(seed)
    found = []
    for k in range(deployments):
        faces = 2 * random.randint(2_000, 20_000)
        false = [2 * sum(random.random() < part * 1.5e-4 for _ in range(faces // 2)) for part in (1, 2)]
        right = 2 * random.randint(1, 5)
        stops = 2 * random.randint(0, 2), 2 * random.randint(0, 1)
        found.append(
            (f"2024-{k % 12 + 1:02d}-03", f"Square {k}", faces, sum(false) + right, right, sum(false), *false,
             faces // 4 * 2, faces - faces // 4 * 2, sum(stops), *stops, 2 * random.randint(2, 4))
        )  # fmt: skip
    return columns(
        "date place faces_seen alerts true_alerts false_alerts false_alerts_a false_alerts_b faces_seen_a faces_seen_b "
        "stops true_stops false_stops hours",
        found,
    )


def search_record() -> Columns:
    """Return a record of searches, by quarter and group."""
    found = [
        ("2024-Q1", "a", 62, 58, 14, 4), ("2024-Q1", "b", 230, 220, 58, 16), ("2024-Q2", "a", 70, 68, 16, 6),
        ("2024-Q2", "b", 246, 238, 62, 18), ("2024-Q3", "a", 64, 60, 14, 2), ("2024-Q3", "b", 252, 240, 66, 18),
    ]  # fmt: skip
    return columns("date group searches lists_returned followed_up confirmed", found)
