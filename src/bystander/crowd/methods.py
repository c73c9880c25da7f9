"""The methods behind what a crowd has to expect, by name: what each assumes, and how a report explains it."""

from __future__ import annotations

from bystander.findings.method import Method

PREDICTIVE = Method(
    "predictive range: chance and the evidence's doubt",
    term="Predictive range",
    explanation=(
        "The range that holds a number on so many of such days. Two things move it: chance, as no two days are alike, "
        "and the evidence, which leaves the rate itself open (Jeffreys' prior with what was counted). A rate that is "
        "only asserted leaves nothing open, and the range holds chance alone."
    ),
    assumes=("the crowd is like the people of the evidence", "looks at one person are correlated as stated"),
    page="crowd.md",
)
POSTERIOR = Method(
    "posterior range: the evidence's doubt about the rate",
    term="Posterior range",
    explanation=(
        "The range of a chance that the evidence leaves open: what was counted, with Jeffreys' prior. Chance has no "
        "part in it, as a chance is the same on every day."
    ),
    assumes=("the crowd is like the people of the evidence",),
    page="crowd.md",
)
SIMULATED = Method(
    "simulation",
    term="Simulated days",
    explanation=(
        "So many days were drawn at random, with everything that the scenario says of the watchlist, the cameras and "
        "the operators. The number is their mean, and the range holds the stated share of them."
    ),
    assumes=("the scenario's watchlist, cameras and operators",),
    page="crowd.md",
)
