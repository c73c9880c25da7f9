"""Every convention and every method of a study, in words: what was decided before the numbers were computed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bystander.findings import wording

if TYPE_CHECKING:
    from bystander.findings import Conventions, Document

_ACCEPT = {
    ">=": "A comparison matches when its score is the threshold or higher.",
    ">": "A comparison matches only when its score is higher than the threshold; a score equal to it does not match.",
    "<=": "The scores are distances: a comparison matches when its distance is the threshold or smaller.",
    "<": "The scores are distances: a comparison matches only when its distance is smaller than the threshold.",
}
_RETURNED = {
    ">=": "A candidate is returned when its score is the threshold or higher.",
    ">": "A candidate is returned only when its score is higher than the threshold, not when it is equal to it.",
    "<=": "The scores are distances: a candidate is returned when its distance is the threshold or smaller.",
    "<": "The scores are distances: a candidate is returned only when its distance is smaller than the threshold.",
}
_FAILED_SEARCHES = {
    "fold": (
        "A search that failed counts as one that returned nobody. Of a person on the watchlist that is a miss; of "
        "anybody else it is no mistake. It stays in both totals."
    ),
    "exclude": "Searches that failed are left out of every rate and counted on their own.",
}
_RANKS = (
    "A person with several references stands in the list once, with the best of them. Candidates that score exactly as "
    "much as the right person are taken to stand before them."
)
_FAILURES = {
    "fold": (
        "A comparison that could not be made counts as one that did not match. Of a person with themself that "
        "is a failure to recognise them; of two different people it is no mistake. It stays in both totals."
    ),
    "exclude": ("Comparisons that could not be made are left out of every rate and counted on their own."),
}
# The key is looked for in the name of the method that an estimate carries.
_METHODS = (
    (
        "KG-t",
        "KG-t interval",
        (
            "The default interval. Errors come in clusters, because the same people appear in many comparisons. "
            "Their exact contribution to the variance is computed person by person; the number of comparisons is "
            "divided by it, which gives the effective trials; a beta interval (Korn and Graubard 1998) is taken on "
            "those, widened by Student's t when few people drive the errors."
        ),
    ),
    (
        "resamples of people",
        "Interval where the threshold was chosen on the same searches",
        (
            "Another trial would have led to another threshold. So people are drawn at random from those of the trial, "
            "with replacement, again and again, and the threshold is chosen anew each time. How far the results spread "
            "is stretched to what the default interval says of the same people; the interval holds the middle of them."
        ),
    ),
    (
        "ICC floor",
        "Floor of the clustering",
        (
            "With few errors, how strongly they cluster cannot be seen; then at least the stated correlation "
            "within a person is assumed, so that the interval does not come out too narrow by luck."
        ),
    ),
    (
        "Z1",
        "Assumption-free limit (Z1)",
        (
            "A limit that holds however the trials of one person depend on each other, because it counts people, not "
            "trials. It takes different people to be independent of each other, and nothing else. It is wide."
        ),
    ),
    (
        "Z2",
        "Limit at zero errors (Z2)",
        (
            "With no error seen there is an upper limit only. How strongly errors cluster is measured at a lower "
            "threshold, where there are some, and carried over; this errs on the side of caution."
        ),
    ),
    (
        "Clopper-Pearson",
        "Clopper-Pearson interval",
        (
            "The exact interval for a share of independent events. Where the evidence does not say how events "
            "cluster, rows beside it show what the interval would be if each event stood for several."
        ),
    ),
    (
        "paired on people",
        "Difference of two systems, paired",
        (
            "What both systems got right, or both wrong, says nothing about which is better and cancels. The "
            "difference is what only one of them got wrong less what only the other did; each of the two has its KG-t "
            "interval, and they are put together with their correlation (square-and-add)."
        ),
    ),
    (
        "people in common",
        "Difference of two systems, people in common",
        (
            "The two rates' own intervals are put together, and how much they vary together is computed from the "
            "people whom both trials share."
        ),
    ),
    (
        "unpaired",
        "Difference of two systems, unpaired",
        (
            "The two rates' own intervals are put together as those of unrelated trials, so their variances add. A "
            "test of both systems on the same people would show smaller differences."
        ),
    ),
    (
        "side by side",
        "Difference of two systems, side by side",
        "Each system has its assumption-free limits at half the error, and the difference lies between their ends.",
    ),
    (
        "rechosen",
        "Thresholds chosen on the same trial",
        (
            "Each system's threshold was set where the trial shows the wanted rate, so it would come out elsewhere in "
            "another trial. How far, and how much the other rate moves with it, is taken from the slope of the "
            "system's own curve, and added to the variance (delta method) with everything that varies together."
        ),
    ),
    (
        "log scale",
        "Ratio of two systems",
        "How many times as large one rate is as the other; the interval is computed on the logarithm of the ratio.",
    ),
    (
        "all pairs, exact conditional",
        "Ratio of the highest to the lowest rate",
        (
            "Which group is highest and which lowest was seen in the same evidence, so the interval allows for every "
            "pair that could have been picked: each pair has its exact interval, at a level divided by the number of "
            "pairs. Counts are divided by the design effect of each group, as errors of the same people tell less."
        ),
    ),
    (
        "contrast of log rates",
        "Ratio to the typical rate",
        (
            "The rate of a group divided by the geometric mean of all groups, which no large group dominates. The "
            "limits are those values that a likelihood ratio test does not reject, for all groups together. A group "
            "without an error enters the mean, and only the mean, with its upper limit."
        ),
    ),
    (
        "simultaneous Clopper-Pearson",
        "Difference of the highest and the lowest rate",
        "The limits of all groups hold together; the difference is bounded by the ends that lie furthest apart.",
    ),
    (
        "Garwood",
        "Garwood interval",
        "The exact interval for a count of independent events over an amount of time or of occasions.",
    ),
    (
        "hull",
        "Interval of the equal error rate",
        "The range that covers the intervals of both error rates at the threshold where they cross.",
    ),
    (
        "Pearson's chi-square",
        "Spread between deployments",
        (
            "How much more the deployments differ from each other than chance alone would have it: 1 times is what "
            "chance gives. The interval takes counts to be negative binomial, that is with rates that differ from "
            "deployment to deployment, and is rough where deployments are few."
        ),
    ),
    (
        "Hodges-Lehmann",
        "Change of what is counted",
        (
            "By how much the typical deployment after a date differs from the typical one before it. The date is "
            "the one that parts the record best (Pettitt), checked against random orderings of the record."
        ),
    ),
    (
        "vertex bootstrap",
        "People drawn again",
        (
            "The people of the trial are drawn again, many times, some of them twice and some not at all, and the "
            "whole curve with them: each time the threshold is chosen anew, as it was in the trial. What is told is "
            "the range of the results, after bringing them to the size that the variance behind KG-t has."
        ),
    ),
    (
        "order statistics",
        "Interval of a median",
        "The deployments are put in order; the interval is cut from the middle of that order.",
    ),
)


@dataclass(frozen=True)
class Entry:
    """A term with the sentence that explains it."""

    term: str
    text: str


def conventions(document: Document) -> list[Entry]:
    """Return the conventions of a study that apply to it, in the order in which they took effect."""
    c = document.conventions
    entries = []
    searches = any(e.kind == "searches" for e in document.evidence)
    if c.accept is not None:
        said = _RETURNED if searches else _ACCEPT
        entries.append(Entry(f"{'Alert' if searches else 'Match'}: score {c.accept} threshold", said[c.accept]))
    if c.failures is not None:
        said = _FAILED_SEARCHES if searches else _FAILURES
        entries.append(Entry(f"Failures: {c.failures}", said[c.failures]))
    if searches:
        entries.append(Entry("Ranks: by person", _RANKS))
    entries += _always(c)
    if document.study in {"evaluate", "compare"}:
        entries.append(
            Entry(
                "Thresholds: never interpolated",
                "For a target rate, the threshold is the lowest attainable one whose rate is at or below the target. "
                "The "
                "rate it really attains is printed beside it, and so is the next one above.",
            )
        )
    if c.cluster is not None:
        entries.append(
            Entry(
                f"Counted as one: people with the same {c.cluster.replace('_', ' ')}",
                "They may err together, so every interval takes them for one person; where the page says how many "
                "people are behind a number, it counts them so.",
            )
        )
    if c.replicates:
        entries.append(
            Entry(
                f"Replicates: {wording.count(c.replicates)}",
                "How often the people of the trial were drawn again, for numbers that rest on a whole curve.",
            )
        )
    if c.seed is not None:
        entries.append(
            Entry(f"Seed: {c.seed}", "Random numbers were drawn from this seed; the same seed gives the same page.")
        )
    return entries


def methods(document: Document) -> list[Entry]:
    """Explain the methods that the estimates of a study name; each once."""
    named = " | ".join(f.estimate.method for f in document.findings if f.estimate is not None)
    entries = [Entry(term, text) for key, term, text in _METHODS if key.lower() in named.lower()]
    bounds = [f.bounds for f in document.findings]
    if any(b.assumption_free_upper is not None for b in bounds) and "Z1" not in named:
        entries += [Entry(term, text) for key, term, text in _METHODS if key == "Z1"]
    if any(b.compliance_upper is not None for b in bounds):
        entries.append(
            Entry(
                "Limit for a claim of compliance",
                "The limit to use when somebody asks whether a rate stays below an approved one. It is one-sided, "
                "and takes "
                "a more cautious view of the variance than the interval does.",
            )
        )
    if any(b.naive_upper is not None for b in bounds):
        entries.append(
            Entry(
                "Naive limit",
                "What counting every trial (comparison, search or face) as independent would claim. It is shown as a "
                "warning, because others publish such figures, and must not be relied on.",
            )
        )
    return entries


def _always(c: Conventions) -> list[Entry]:
    return [
        Entry(
            f"Level: {c.level * 100:g} %",
            f"If the same kind of evidence were gathered again and again, {c.level * 100:g} % of such intervals "
            "should hold the true rate; caveats name those that may hold it less often. Limits called one-sided should "
            "hold it below them as often.",
        ),
        Entry(
            f"One crowd: {wording.count(c.crowd)}",
            "Rates are also said as so many in one crowd of always the same size, so that they can be compared by eye.",
        ),
        Entry(
            f"Small groups: fewer than {c.small_cell} people",
            "Groups of fewer people are named and not estimated, for their sake and because the number would mean "
            "nothing.",
        ),
    ]
