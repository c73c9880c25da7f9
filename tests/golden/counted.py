"""What a page says of counts, held against the evidence: every "x of y", the rate behind it, and its range.

Allowed is what some finding counted, what a row of a record holds and nobody withheld, how many
rows were used, and what a chart was drawn from. A number that none of these has is made of numbers that may not meet.
"""

from __future__ import annotations

import html
import re
from itertools import permutations
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq

from bystander.findings import wording

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NUMBER = r"(?<![\d.,])\d+(?:,\d{3})*(?:\.\d+)?"
COUNTED = re.compile(rf"({NUMBER}) (?:of|in) ({NUMBER})(?! %|[.,]?\d)")
SAID = re.compile(rf"(?:[, :(]{{1,2}}| [a-z' -]{{1,70}}: )({NUMBER}) (%|in a million)(?: \(([^)]+)\))?")
MODEL = {(95.0, 100.0), (99.0, 100.0), (4.0, 5.0)}  # of a level or a power: such trials, such days
NEAR = 1e-4  # rates have ten digits
THOUSAND = 1000.0  # marks of an icon array
NOT_COUNTED = re.compile(r"rows are shown|of \d+ rows that give| rows used| such (?:trials|days)")
_MARKUP = re.compile(r"</?(?:b|span|strong|small|code)\b[^>]*>")

Pair = tuple[float, float]


def words(page: str) -> str:
    """Return the words of a page, its parts apart."""
    body = re.sub(r'<svg class="ticks".*?</svg>', " ", page.split("</style>", 1)[1], flags=re.DOTALL)
    text = re.sub(r"<[^>]+>", " | ", _MARKUP.sub("", body))
    return re.sub(r"\s+", " ", html.unescape(text)).replace("\u00a0", " ")


def number(text: str) -> float:
    """Return a number as it is written."""
    return float(text.replace(",", ""))


def known(findings: dict[str, Any], curves: Path | None, given: str) -> set[Pair]:
    """Return all that may stand as "x of y" on the page of a document; ``given``: the text of a claim's counts."""
    pairs: set[Pair] = set()
    for finding in findings["findings"]:
        e = finding["estimate"]
        if e is not None and e["events"] is not None and e["trials"] is not None:
            pairs.add((e["events"], e["trials"]))
    for note in findings["evidence"]:
        pairs.add((note["rows_used"], note["rows_read"]))
        for row in note.get("rows") or ():
            withheld = {w["column"] for w in row["withheld"]}
            held = [count for column, count in row["counts"].items() if column not in withheld]
            pairs |= set(permutations(map(float, held), 2))
    written = [float(text.replace("_", "")) for text in re.findall(r"\b\d[\d_]*\b", given)]
    return pairs | set(permutations(written, 2)) | (set() if curves is None else set(_drawn(curves)))


def _attained(curves: Path | None) -> set[float]:
    """Return the rates at which two systems stand, of which their findings tell the difference alone."""
    rows = [] if curves is None else pq.read_table(curves).to_pylist()
    return {row["number"] for row in rows if row["series"] == "system_points" and row["number"] is not None}


def _drawn(curves: Path) -> Iterator[Pair]:
    """Return the counts in a row of a chart's table, each with each."""
    rows: dict[tuple[str, int], list[float]] = {}
    for cell in pq.read_table(curves).to_pylist():
        if cell["number"] is not None and float(cell["number"]).is_integer():
            rows.setdefault((cell["series"], cell["row"]), []).append(cell["number"])
    for held in rows.values():
        if len(held) <= 12:
            yield from permutations(held, 2)


def false_sentences(page: str, findings: dict[str, Any], curves: Path | None = None, *, given: str = "") -> list[str]:
    """Return what a page says that its evidence does not, each with the words around it."""
    text, pairs, found = words(page), known(findings, curves, given), []
    attained = _attained(curves)
    for match in COUNTED.finditer(text):
        around = text[max(match.start() - 60, 0) : match.end() + 60]
        pair = number(match[1]), number(match[2])
        if _said_otherwise(text, match, pair):
            continue
        if any(abs(rate * pair[1] - pair[0]) < NEAR for rate in attained):
            pairs.add(pair)
        if pair not in pairs and not _expected(pair, findings) and not _is_a_range(text, match, findings):
            found.append(f"nobody counted {match[0]}: {around}")
        elif pair in pairs and (wrong := _wrong_rate(text, match, pair)):
            found.append(f"{wrong}: {around}")
    return found


def _said_otherwise(text: str, match: re.Match[str], pair: Pair) -> bool:
    """Return whether it is no count: "1 in 1,000" that somebody wrote, a level, a number of rows."""
    quoted = text.rfind("“", 0, match.start()) > text.rfind("”", 0, match.start())
    return (
        pair[0] == 1 or pair in MODEL or quoted or NOT_COUNTED.search(text, match.start(), match.end() + 24) is not None
    )


def _expected(pair: Pair, findings: dict[str, Any]) -> bool:
    """Return whether it is an expected number: marks of a thousand, or people of a crowd, of a value that was found."""
    if pair[1] != THOUSAND and findings["study"] not in {"crowd", "claim"}:
        return False
    values = [f["estimate"]["value"] for f in findings["findings"] if f["estimate"] is not None]
    return any(pair[0] in {round(v * pair[1]), round(v)} for v in values)


def _is_a_range(text: str, match: re.Match[str], findings: dict[str, Any]) -> bool:
    """Return whether it is the end of "0.71 to 1.4 in 1,000", where one and the same estimate has both ends."""
    ends = re.search(rf"({NUMBER} to {NUMBER}) in 1,000$", text[: match.end()])
    ranges = [(e["low"], e["high"]) for f in findings["findings"] if (e := f["estimate"]) is not None and e["low"] > 0]
    said = [" to ".join(wording.significant(end * THOUSAND) for end in both) for both in ranges]
    return ends is not None and ends[1] in said


def _wrong_rate(text: str, match: re.Match[str], pair: Pair) -> str:
    """Return what is wrong with the rate and the range that stand right behind a count; nothing where nothing is."""
    said = SAID.match(text, match.end())
    if said is None or pair[1] == 0:
        return ""
    often, rate = said[2] == "%", pair[0] / pair[1]
    right = {wording.frequency(rate, often=often), wording.frequency(1 - rate, often=often)}
    given = f"{said[1]} {said[2]}"
    if given not in right and not any(_near(number(said[1]), r) for r in right):
        return f"{given} is not {match[0]}"
    ends = said[3]
    if ends is None or not re.fullmatch(rf"{NUMBER} to {NUMBER}(?: %)?", ends):
        return ""
    low, high = (number(part.removesuffix(" %")) for part in ends.split(" to "))
    return "" if low <= number(said[1]) <= high else f"{given} is outside {ends}"


def _near(value: float, said: str) -> bool:
    """Return whether a value is said with more or fewer digits."""
    other = number(said.partition(" ")[0])
    return abs(value - other) <= 0.06 * max(abs(value), abs(other)) and abs(value - other) < 0.6
