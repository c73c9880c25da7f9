"""Write the measured figures as a page for readers; no date, no path, no machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.coverage import holds, parts
from benchmarks.coverage.page_words import HEAD, NOTES, TITLES, WHERE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from benchmarks.coverage.criteria import Check
    from benchmarks.coverage.parts import Part


def coverage_page() -> str:
    """Return docs/coverage.md, from what was measured."""
    return markdown(parts.written())


def markdown(measured: Mapping[str, Part]) -> str:
    """Return the page of parts by name."""
    checks = [check for part in measured.values() for check in part.checks]
    where = _rows("figure", "parts", rows=list(WHERE.items()))
    pages = [
        HEAD.format(where=where, parts=_measured(measured), holds=holds.table(checks)),
        "## In short\n\n" + _summary(checks),
    ]
    for name, title in TITLES.items():
        if name in measured:
            note = NOTES.get(name)
            pages.append(f"## {title}\n\n" + (f"{note}\n\n" if note else "") + _details(list(measured[name].checks)))
    return "\n".join(pages)


def _measured(measured: Mapping[str, Part]) -> str:
    """Say how each part was measured, and which are not."""
    missing = [name for name in TITLES if name not in measured]
    rows = [
        (name, f"{part.reps:,}", str(part.seed), *(part.made_by[of] for of in ("version", "numpy", "scipy")),
         part.code or "not kept")
        for name, part in measured.items()
    ]  # fmt: skip
    told = _rows("part", "trials", "seed", "bystander", "numpy", "scipy", "code", rows=rows)
    return told + (f"\nNot measured: {', '.join(missing)}.\n" if missing else "")


def _rows(*names: str, rows: list[tuple[str, ...]]) -> str:
    head = f"| {' | '.join(names)} |\n|{'---|' * len(names)}\n"
    return head + "".join(f"| {' | '.join(cells)} |\n" for cells in rows)


def line(check: Check) -> str:
    """Return one check as one line for the terminal."""
    people = "" if check.median_df is None else f", df {check.median_df:.1f}"
    return (
        f"{_verdict(check):6} {check.criterion:6} {check.measured:.4f} +- {check.error:.4f}  "
        f"{_required(check):18} {check.what}: {check.setting}{people}"
    )


def _summary(checks: list[Check]) -> str:
    rows = ["| criterion | figure | settings | required | lowest | highest | |", "|---|---|---|---|---|---|---|"]
    for key in dict.fromkeys((c.criterion, c.what, c.low, c.high) for c in checks if c.passed is not None):
        mine = [c for c in checks if (c.criterion, c.what, c.low, c.high) == key]
        values = [c.measured for c in mine]
        verdict = "pass" if all(c.passed for c in mine) else "**FAIL**"
        cells = [*key[:2], str(len(mine)), _required(mine[0]), f"{min(values):.4f}", f"{max(values):.4f}", verdict]
        rows.append("| " + " | ".join(cells) + " |")
    return "\n".join(rows) + "\n"


def _details(checks: list[Check]) -> str:
    """Return one row a setting, one column a figure; what is required stands with the figure."""
    columns = list(dict.fromkeys(c.what for c in checks))
    people = any(c.median_df is not None for c in checks)
    rows = ["| setting |" + (" df |" if people else "") + "".join(f" {c} |" for c in columns)]
    rows.append("|---|" + ("---|" if people else "") + "---|" * len(columns))
    for setting in dict.fromkeys(c.setting for c in checks):
        mine = {c.what: c for c in checks if c.setting == setting}
        df = next(iter(mine.values())).median_df
        cells = "".join(f" {_cell(mine[c]) if c in mine else ''} |" for c in columns)
        rows.append(f"| {setting} |" + (f" {df:.0f} |" if people and df is not None else "") + cells)
    return "\n".join(rows) + "\n"


def _cell(check: Check) -> str:
    text = f"{check.measured:.4f} ± {check.error:.4f}" if check.error else f"{check.measured:.4f}"
    if check.passed is None:
        return text
    return f"{text}; {'pass' if check.passed else '**FAIL**'}"


def _required(check: Check) -> str:
    if check.low is not None and check.high is not None:
        return f"{check.low:g} to {check.high:g}"
    if check.low is not None:
        return f"at least {check.low:g}"
    return "" if check.high is None else f"at most {check.high:g}"


def _verdict(check: Check) -> str:
    return {True: "pass", False: "FAIL", None: ""}[check.passed]
