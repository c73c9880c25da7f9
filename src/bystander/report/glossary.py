"""The terms that a page uses, each in a sentence or two.

Why they are looked for in the finished page, and how, says :mod:`bystander.findings.term`. A quantity declares its own
term; those that belong to no single quantity are here.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from bystander.findings import Term
from bystander.findings.term import Words
from bystander.report.conventions import Entry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from bystander.findings import Quantity

TERMS = (
    Term(
        "Alert",
        "The system says that a face resembles somebody on its watchlist.",
        ("alert", "alerts", "alerted"),
    ),
    Term("Candidate", "One of those whom a search returns.", ("candidate", "candidates")),
    Term(
        "Cluster",
        "Errors that belong together, such as several of one person, and so tell less.",
        ("cluster", "clusters", "clustered", "clustering"),
    ),
    Term("Comparison", "Two images held against each other, giving one score.", ("comparison", "comparisons")),
    Term(
        "Deployment",
        "One use of the system in a place, from switching on to switching off.",
        ("deployment", "deployments"),
    ),
    Term(
        "Design effect",
        "How many times as many trials clusters make necessary.",
        ("design effect", "design effects"),
    ),
    Term(
        "False alert",
        "An alert on somebody who is not the person on the watchlist.",
        ("false alert", "false alerts"),
    ),
    Term("False match", "The system takes two different people for one.", ("false match", "false matches")),
    Term(
        "Faces seen",
        "Faces that the system detected: one person who passes twice is two.",
        ("face seen", "faces seen", "faces counted"),
    ),
    Term(
        "Mated",
        "Of one person. Non-mated: of two, or of somebody not listed.",
        ("mated", "non-mated"),
    ),
    Term(
        "Cannot be shown",
        "The evidence cannot answer the question. It does not mean zero.",
        ("cannot be shown", "not estimable"),
    ),
    Term("Range", "The true rates that fit the evidence; an interval.", ("range", "ranges", "interval", "intervals")),
    Term(
        "Threshold",
        "The score from which on the system calls two images a match.",
        ("threshold", "thresholds"),
    ),
    Term("Watchlist", "The people whom the system looks for.", ("watchlist", "watchlists")),
)

# a style, and what is typed and not said
_UNSAID = re.compile(r"<(style|code|title)\b.*?</\1>", re.DOTALL)
_ELEMENT = re.compile(r"<[^>]*>")


def said(page: str) -> str:
    """Return what a page says, its elements apart; commands and names of columns are left out."""
    body = page.partition("</head>")[2] or page
    return html.unescape(_ELEMENT.sub(" | ", _UNSAID.sub(" | ", body)))


def glossary(text: str, catalogue: Iterable[Quantity] = ()) -> list[Entry]:
    """Return the terms that stand in a text, and in the meanings of those, in alphabetical order.

    ``catalogue``: the quantities whose terms may stand there too.
    """
    left = {*TERMS, *(quantity.term for quantity in catalogue if quantity.term is not None)}
    found: set[Term] = set()
    words = Words(text)
    while new := {term for term in left if term.stands_in(words)}:
        found |= new
        left -= new
        words = Words("\n".join(term.meaning for term in new))
    return [Entry(term.name, term.meaning) for term in sorted(found, key=lambda term: term.name.casefold())]


def explained(page: Callable[..., str], catalogue: Iterable[Quantity] = ()) -> str:
    """Return a page with its ``glossary``, the terms that stand on it; it is made twice, first without them."""
    return page(glossary=glossary(said(page(glossary=[])), catalogue))
