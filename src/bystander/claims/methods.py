"""The methods behind what is said of a claim, by name: what each assumes, and how a report explains it."""

from __future__ import annotations

from bystander.findings.method import Method

ROUNDING = Method(
    "rounding range of the printed number",
    term="Rounding range",
    levelled=False,
    explanation=(
        "All numbers that are printed as this one is: half a step of the last digit to both sides. It is no doubt "
        "about the system, only about what the printed number stands for."
    ),
    assumes=("the number was rounded, not cut off",),
    page="claims.md",
)
DOUBLING = Method(
    "exact binomial test, by doubling",
    term="Exact test of the printed number",
    explanation=(
        "If the printed number were true, chance would give counts at least so far from it this often. It is twice the "
        "smaller of both tails."
    ),
    assumes=("events are independent of each other",),
    page="claims.md",
)
CONDITIONAL = Method(
    "exact conditional binomial",
    term="Comparison of two counts",
    explanation=(
        "How many times as large one counted rate is as another. Given all events, those of one side are "
        "binomial. The limits are Clopper and Pearson's of that; the test doubles the smaller tail."
    ),
    assumes=("events are independent of each other",),
    page="claims.md",
)
