"""The terms that a page uses, each in a sentence or two."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bystander.report.conventions import Entry

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bystander.findings import Quantity

# term, what to look for in the page (a regular expression, in lower case), and what it means
_TERMS = (
    (
        "Alert",
        r"\balert",
        "The system says that a face resembles somebody on its watchlist. An alert is not yet a stop.",
    ),
    (
        "Clustering",
        "cluster|same people appear|deff",
        (
            "Errors that belong together, as the same person causes several. Ten errors of one person tell less "
            "than ten errors of ten people."
        ),
    ),
    (
        "Comparison",
        "comparison",
        ("Two images held against each other, giving one score. Mated: of one person. Non-mated: of two."),
    ),
    (
        "Deployment",
        r"deployment(?! record)",
        "One occasion on which the system was used in a place, from switching on to switching off.",
    ),
    (
        "False alert",
        "false alert",
        "An alert on somebody who is not the person on the watchlist.",
    ),
    (
        "Faces seen",
        "faces? seen|faces counted",
        (
            "How many faces the system detected. One person who passes twice is two faces; most operators publish "
            "an estimate."
        ),
    ),
    (
        "Interval",
        "interval",
        "The range of true rates that fit the evidence.",
    ),
    (
        "Not estimable",
        "not estimable",
        "The evidence cannot answer the question. It does not mean zero.",
    ),
    (
        "Threshold",
        "threshold",
        ("The score from which on the system calls two images a match."),
    ),
    (
        "Watchlist",
        "watchlist",
        "The people whom the system looks for.",
    ),
)


def glossary(page_text: str, quantities: Iterable[Quantity] = (), catalogue: Iterable[Quantity] = ()) -> list[Entry]:
    """Return the terms that a page uses, in alphabetical order.

    Those of ``quantities`` that it has, and of others in the ``catalogue`` those whose name or abbreviation occurs in
    its text.
    """
    lowered = page_text.lower()
    found = {term: text for term, pattern, text in _TERMS if re.search(pattern, lowered)}
    terms = [quantity.term for quantity in quantities if quantity.term is not None]
    terms += [q.term for q in catalogue if q.term is not None and _named(q.term.name, page_text, lowered)]
    found |= {term.name: term.meaning for term in terms}
    return [Entry(term, text) for term, text in sorted(found.items())]


def _named(term: str, page_text: str, lowered: str) -> bool:
    """Return whether a text has a term such as "False match rate (FMR)": its name, or the abbreviation as a word."""
    name, _, abbreviation = term.rstrip(")").partition(" (")
    short = bool(abbreviation) and re.search(rf"\b{re.escape(abbreviation)}\b", page_text) is not None
    return short or (bool(abbreviation) and name.lower() in lowered)
