"""The terms that a page uses, each in a sentence or two."""

from __future__ import annotations

import re

from bystander.report.conventions import Entry

# term, what to look for in the page (a regular expression, in lower case), and what it means
_TERMS = (
    ("Alert", r"\balert", "The system says that a face resembles somebody on its watchlist. An alert is not yet a stop."),
    ("Clustering", r"cluster|same people appear|deff", "Errors that belong together, as the same person causes several. "
     "Ten errors of one person tell less than ten errors of ten people."),
    ("Comparison", r"comparison", "Two images held against each other, giving one score. Mated: both show one person. "
     "Non-mated: they show different people."),
    ("Deployment", r"deployment", "One occasion on which the system was used in a place, from switching on to switching off."),
    ("Effective trials", r"effective|worth as much", "How many independent trials would tell as much as the trials at hand, "
     "in which the same people appear again and again."),
    ("Equal error rate", r"equal error rate|\beer\b", "The error rate at the one threshold where both kinds of error are "
     "equally frequent. It serves comparisons with older reports; hardly any system is used there."),
    ("False alert", r"false alert", "An alert on somebody who is not the person on the watchlist."),
    ("False match rate (FMR)", r"\bfmr\b|false match|taken? .{0,24}different people", "The share of comparisons of two different people in "
     "which the system takes them for one."),
    ("False non-match rate (FNMR)", r"fnmr|false non-match|not recognised", "The share of comparisons of a person with "
     "themself in which the system does not recognise them."),
    ("Faces seen", r"faces? seen|faces counted", "How many faces the system detected. One person who passes twice is two faces; most "
     "operators publish an estimate."),
    ("Interval", r"interval", "The range of true rates that fit the evidence. A rate without one claims a certainty that "
     "nobody has."),
    ("Not estimable", r"not estimable", "The evidence cannot answer the question, and the reason is given. It does not "
     "mean zero."),
    ("Threshold", r"threshold", "The score from which on the system calls two images a match. A stricter one spares "
     "bystanders and misses more of those looked for."),
    ("Watchlist", r"watchlist", "The people whom the system looks for."),
)  # fmt: skip


def glossary(page_text: str) -> list[Entry]:
    """Give the terms that occur in a page's text, in alphabetical order."""
    lowered = page_text.lower()
    return [Entry(term, text) for term, pattern, text in _TERMS if re.search(pattern, lowered)]
