"""Every claim that ships with the package, held against arithmetic done by hand or by another library."""

from __future__ import annotations

import tomllib
from fractions import Fraction

import pytest
from statsmodels.stats.proportion import proportion_confint

from bystander.claims import examples
from bystander.claims.claim_file import read_claim_text
from bystander.claims.exact import implied
from bystander.claims.verdict import judged_against, verdict, verdict_of
from bystander.errors import UsageError
from bystander.findings.claim import VERDICTS

F = Fraction

# name: what the number says of how often it is wrong (low, high), the verdict, and of each denominator with counts:
# wrong, trials, the counts that are printed so (None: none is), the verdict
BY_HAND: dict[str, tuple[tuple[Fraction, Fraction], str, dict[str, tuple[int, int, tuple[int, int] | None, str]]]] = {
    "skynet-99-8": ((F(15, 10_000), F(25, 10_000)), "ill-defined denominator", {}),
    "sainsburys-99-98": ((F(15, 100_000), F(25, 100_000)), "ill-defined denominator", {}),
    "detroit-96": ((F(955, 1000), F(965, 1000)), "ill-defined denominator", {}),
    "met-0-0003": (
        (F(25, 10**7), F(35, 10**7)),
        "consistent but unproven",
        {
            # 3,147,436 x .0000025 = 7.87 and x .0000035 = 11.02; 2,077 x .0000035 = .007
            "faces seen": (10, 3_147_436, (8, 11), "consistent but unproven"),
            "alerts": (10, 2077, None, "contradicted"),
        },
    ),
    "essex-99-9997": (
        (F(25, 10**7), F(35, 10**7)),
        "ill-defined denominator",
        {
            # 383,356 x .0000025 = .958 and x .0000035 = 1.34
            "faces seen": (1, 383_356, (1, 1), "consistent but unproven"),
            "alerts": (1, 61, None, "contradicted"),
        },
    ),
    "essex-none-of-30": (
        (F(0), F(0)), "consistent but unproven", {"alerts": (0, 30, (0, 0), "consistent but unproven")}
    ),
    "essex-four-of-six": (
        (F(235, 1000), F(245, 1000)),
        "consistent but unproven",
        {"false positives": (4, 6, None, "consistent but unproven")},  # 6 x .235 = 1.41, 6 x .245 = 1.47
    ),
    "south-wales-none": (
        (F(0), F(0)), "consistent but unproven", {"faces seen": (0, 2_500_000, (0, 0), "consistent but unproven")}
    ),
    "npl-1-in-6000": ((F(1, 6500), F(1, 5500)), "not testable from what is published", {}),
    "fbi-86-of-50": ((F(135, 1000), F(145, 1000)), "not testable from what is published", {}),
    "cbp-98": ((F(15, 1000), F(25, 1000)), "not testable from what is published", {}),
    "suedkreuz-hits-80": ((F(0), F(20, 100)), "not testable from what is published", {}),
    "suedkreuz-false-0-1": ((F(0), F(1, 1000)), "not testable from what is published", {}),
    "foodstuffs-1208": (
        (F(534, 1742), F(534, 1742)), "consistent but unproven",
        {"alerts": (9, 1742, (534, 534), "consistent but unproven")},
    ),
    "cardiff-92": (
        (F(915, 1000), F(925, 1000)), "consistent but unproven",
        {"alerts": (2297, 2470, (2261, 2284), "consistent but unproven")},  # 2,260.05 to 2,284.75: it was cut off
    ),
    "cardiff-90": (  # 2,223 are 90 %, and not more
        (F(9, 10), F(1)), "supported", {"alerts": (2297, 2470, (2224, 2470), "supported")}
    ),
    "met-trials-81": (
        (F(805, 1000), F(815, 1000)), "consistent but unproven",
        {
            "alerts": (0, 42, (34, 34), "consistent but unproven"),  # 33.81 to 34.23
            "people stopped": (14, 22, None, "consistent but unproven"),  # 17.71 to 17.93
        },
    ),
    "met-98": (
        (F(975, 1000), F(985, 1000)), "consistent but unproven",
        {"alerts": (102, 104, (102, 102), "consistent but unproven")},  # 101.4 to 102.44
    ),
    "oxford-circus-86": (
        (F(855, 1000), F(865, 1000)), "consistent but unproven",
        {"alerts": (7, 8, None, "consistent but unproven")},  # 6.84 to 6.92, and 7 of 8 is 87.5 %
    ),
    "clearview-100": (
        (F(0), F(0)), "consistent but unproven",  # all: one that was missed refutes it
        {"mated searches": (0, 834, (0, 0), "consistent but unproven")},
    ),
    "smart-sampa-98-14": (
        (F(1855, 100_000), F(1865, 100_000)), "ill-defined denominator",
        {
            "people taken in": (23, 1235, (23, 23), "consistent but unproven"),  # 22.91 to 23.03
            "people approached": (34, 1246, None, "contradicted"),  # 23.11 to 23.24: no whole number
        },
    ),
    "congress-5": (
        (F(45, 1000), F(55, 1000)), "consistent but unproven",
        {"non-mated searches": (28, 535, (25, 29), "consistent but unproven")},  # 24.08 to 29.43
    ),
}  # fmt: skip


def test_every_claim_that_ships_was_done_by_hand() -> None:
    assert set(examples.names()) == set(BY_HAND)
    assert len(BY_HAND) >= 12


@pytest.mark.parametrize("name", sorted(BY_HAND))
def test_a_claim_that_ships_gives_what_was_done_by_hand(name: str) -> None:
    (low, high), whole, by_denominator = BY_HAND[name]
    claim = read_claim_text(examples.text(name), name=name)
    assert (claim.wrong.low, claim.wrong.high) == (low, high)
    assert verdict(claim, level=0.95) == whole
    counted = {one.what.name: one for one in claim.possible if judged_against(claim)[one]}
    assert set(counted) == set(by_denominator)
    for of, (wrong, trials, printed_so, verdict_on_it) in by_denominator.items():
        counts = judged_against(claim)[counted[of]][0]
        assert (counts.wrong, counts.trials) == (wrong, trials)
        assert implied(claim.wrong, trials) == printed_so
        assert verdict_of(claim, counted[of], level=0.95) == verdict_on_it == _judged(claim.charge, (low, high), counts)


def _judged(charge: bool, ends: tuple[Fraction, Fraction], counts: object) -> str:  # noqa: FBT001
    """Return the verdict as the methods page has it, by the limits of another library."""
    wrong, trials = int(getattr(counts, "wrong")), int(getattr(counts, "trials"))  # noqa: B009
    most = wrong + int(getattr(counts, "unverified"))  # noqa: B009
    low, high = proportion_confint(wrong, trials, method="beta")[0], proportion_confint(most, trials, method="beta")[1]
    cautious_low = proportion_confint(wrong / 2, trials / 2, method="beta")[0]
    cautious_high = proportion_confint(most / 2, trials / 2, method="beta")[1]
    if charge:
        bad, good = high < ends[0], cautious_low >= ends[0]
    else:
        bad, good = low > ends[1], cautious_high <= ends[1]
    return "contradicted" if bad else "supported" if good else "consistent but unproven"


@pytest.mark.parametrize("name", examples.names())
def test_a_claim_that_ships_has_its_source_its_date_and_few_words_of_others(name: str) -> None:
    keys = tomllib.loads(examples.text(name))
    assert keys["source"]
    assert "2026-11-30" in keys["read"]
    assert len(keys["text"].split()) <= 20


def test_the_verdicts_that_ship_are_of_every_kind() -> None:
    assert {whole for _, whole, _ in BY_HAND.values()} == set(VERDICTS) - {"contradicted"}
    assert any(row[3] == "contradicted" for _, _, found in BY_HAND.values() for row in found.values())


def test_a_name_that_is_none_is_answered_with_those_that_are() -> None:
    with pytest.raises(UsageError, match="essex-99-9997"):
        examples.text("essex")
