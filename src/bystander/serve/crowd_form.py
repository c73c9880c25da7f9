"""The form of a crowd: its fields become the text of a scenario, and an unfinished one blocks only what needs it.

Whether a rate was counted, is asserted or is made up is asked first, as nothing else decides so much what its number is
worth. What the form has no field for (groups, operators, cameras) is written in the scenario itself.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from math import isfinite, nan
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bystander.crowd.scenario import Rate, Scenario

CROWD = (("people", "People"), ("sought", "Wanted people"), ("looks", "Looks at each"), ("hours", "Hours"))
RATES = ("false", "hits")  # as the fields of each begin
TABLES = {"false": "false_alerts", "hits": "hits"}
LEAST = {"people": 0, "sought": 0, "looks": 1}  # whole numbers, and the least that each may be
MOST_DIGITS = 15
OF_A_RATE = ("kind", "events", "trials", "asserted", "invented", "source")
FIELDS = (*(name for name, _ in CROWD), *(f"{rate}_{part}" for rate in RATES for part in OF_A_RATE))
DIGITS = "In digits: 3"
RATE = "As 0.1 %, 0.001 or 1 in 1,000"
_OF = re.compile(r"1 in ([\d.,\s]+)")


@dataclass(frozen=True, kw_only=True)
class Filled:
    """A form as it was filled in. ``wrong``: what to write instead, by field; ``text``: the scenario of the rest.

    ``text`` is empty where too little is said for any answer; ``waits``: for what.
    """

    texts: Mapping[str, str]
    wrong: Mapping[str, str] = field(default_factory=dict)
    text: str = ""
    waits: str = ""


def filled(texts: Mapping[str, str]) -> Filled:
    """Read a form."""
    texts = {name: texts.get(name, "").strip() for name in FIELDS}
    wrong: dict[str, str] = {}
    crowd = {name: found for name in LEAST if (found := _whole(name, texts[name], wrong)) is not None}
    hours = _hours(texts["hours"], wrong)
    tables = {rate: _rate(rate, texts, wrong) for rate in RATES}
    if "people" not in crowd:
        return Filled(texts=texts, wrong=wrong, waits="the number of people")
    if tables["false"] is None:
        return Filled(texts=texts, wrong=wrong, waits="how often somebody is flagged by mistake")
    title = _quoted(f"A crowd of {crowd['people']:,} people")
    lines = [f"title = {title}", "", "[crowd]", *(f"{name} = {value}" for name, value in crowd.items())]
    if hours is not None:
        lines.append(f"hours = {hours}")
    for rate, table in tables.items():
        if table:
            lines += ["", f"[{TABLES[rate]}]", *(f"{name} = {value}" for name, value in table.items())]
    return Filled(texts=texts, wrong=wrong, text="\n".join(lines) + "\n")


def _whole(name: str, text: str, wrong: dict[str, str], *, least: int | None = None) -> int | None:
    """Return a whole number; None where there is none, and then ``wrong`` says what to write."""
    least = LEAST[name] if least is None else least
    plain = text.replace(",", "").replace(" ", "").replace("_", "")
    if not (plain.isascii() and plain.isdigit()):
        wrong[name] = DIGITS
        return None
    value = int(plain[:MOST_DIGITS])
    if value < least:
        wrong[name] = f"{least} or more"
        return None
    return value


def _hours(text: str, wrong: dict[str, str]) -> float | None:
    """Return the hours, which need not be whole; None where they are left out, or cannot be read."""
    if not text:
        return None
    try:
        value = float(text)
    except ValueError:
        value = nan
    if not (isfinite(value) and value > 0):
        wrong["hours"] = DIGITS
        return None
    return value


def _rate(rate: str, texts: Mapping[str, str], wrong: dict[str, str]) -> dict[str, str] | None:
    """Return the table of a rate: empty where nobody knows it, None where it is unfinished."""
    kind = texts[f"{rate}_kind"]
    if kind == "counted":
        events, trials = (
            _whole(name, texts[name], wrong, least=least)
            for name, least in ((f"{rate}_events", 0), (f"{rate}_trials", 1))
        )
        if events is None or trials is None:
            return None
        source = texts[f"{rate}_source"]
        counts = {"events": str(events), "trials": str(trials)}
        return {**counts, "source": _quoted(source)} if source else counts
    if kind in {"asserted", "invented"}:
        value = _chance(texts[f"{rate}_{kind}"])
        if value is None:
            wrong[f"{rate}_{kind}"] = RATE
            return None
        return {"rate": repr(value), "invented": str(kind == "invented").lower()}
    return {} if kind == "unknown" else None


def _chance(text: str) -> float | None:
    """Read a chance: 0.001, 0.1 %, 1 in 1,000; None for anything else."""
    text = text.replace("\u00a0", " ").strip()
    of = _OF.fullmatch(text)
    try:
        if of is not None:
            value = 1 / float(of[1].replace(",", "").replace(" ", ""))
        elif text.endswith("%"):
            value = float(text[:-1].strip()) / 100
        else:
            value = float(text)
    except (ValueError, ZeroDivisionError):
        return None
    return float(f"{value:.12g}") if 0 <= value <= 1 else None  # 0.1 / 100 has a digit too many


def per_cent(rate: float) -> str:
    """Return a rate as it was written, in per cent: no digit is lost, as 99.9997 % is not 100 %."""
    return f"{rate * 100:.12f}".rstrip("0").rstrip(".") + " %"


def _quoted(text: str) -> str:
    """Return a text as TOML writes it: printable characters, in quotation marks."""
    return json.dumps("".join(c for c in text if c.isprintable()), ensure_ascii=False)


def texts_of(scenario: Scenario) -> dict[str, str] | None:
    """Return the fields that hold a scenario; None where it says more than they can."""
    if scenario.groups or scenario.simulation or scenario.operators != type(scenario.operators)():
        return None
    crowd, ours = scenario.crowd, scenario.watchlist
    evidence = ((rate.watchlist_size, rate.threshold) for rate in scenario.rates)
    elsewhere = any(one not in {(None, None), (ours.size, ours.threshold)} for one in evidence)
    if crowd.capture != 1 or elsewhere:
        return None
    texts = {name: "" if (value := getattr(crowd, name)) is None else f"{value:,.12g}" for name, _ in CROWD}
    for rate in RATES:
        told = _texts_of_rate(getattr(scenario, TABLES[rate]))
        if told is None:
            return None
        texts |= {f"{rate}_{part}": text for part, text in told.items()}
    return texts


def _texts_of_rate(rate: Rate | None) -> dict[str, str] | None:
    if rate is None:
        return {"kind": "unknown"}
    if rate.rate is not None:
        kind = "invented" if rate.invented else "asserted"
        return {"kind": kind, kind: per_cent(rate.rate)}
    if rate.invented or rate.deff > 1 or rate.correlation is not None or rate.trials is None:
        return None  # made-up counts, and what an audit measured, have no field
    return {"kind": "counted", "events": f"{rate.events:,}", "trials": f"{rate.trials:,.12g}", "source": rate.source}
