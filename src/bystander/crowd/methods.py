"""The methods behind what a crowd has to expect, by name: what each assumes, and how a report explains it."""

from __future__ import annotations

from bystander.findings.method import Method

PREDICTIVE = Method(
    "prediction: counts, chance, and days that differ as far as that was measured",
    term="Prediction range",
    explanation=(
        "The number is the counted rate times the looks, and nothing else. The range is an exact prediction: from "
        "the least to the most that the counts allow, with chance in both. How days differ beyond chance is in it "
        "where it was measured. Looks at one person are taken as related by .1 to .5 unless that was measured. A "
        "rate that is only asserted leaves nothing open, and the range holds chance alone."
    ),
    assumes=(
        "the crowd is like the people of the evidence",
        "days differ by chance alone unless their scatter is given",
    ),
    page="crowd.md",
)
COUNTED = Method(
    "range of a chance: Clopper-Pearson limits of the counted rate",
    term="Range of a chance",
    explanation=(
        "What the counts leave open: the chance at the lower and at the upper limit of the rate (Clopper-Pearson). It "
        "covers looks at one person that are related as was measured, or else by .1 to .5. The number is that at the "
        "counted rate, with the least of them."
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
