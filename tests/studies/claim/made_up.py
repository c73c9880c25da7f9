"""Claims to hold the rules against: all that ship, and made-up ones of every kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bystander.claims import examples
from bystander.claims.claim_file import claim_of, read_claim_text

if TYPE_CHECKING:
    from bystander.claims.claim import Claim

CROWD = {"people": 52_000, "sought": 30, "tpir": 0.9}


def of(name: str, wrong: int | None = None, trials: int | None = None, **more: Any) -> dict[str, Any]:
    """Return counts as a claim file has them; without what was not counted."""
    counted = {"wrong": wrong, "trials": trials}
    return {"of": name, **{key: value for key, value in counted.items() if value is not None}, **more}


MADE_UP: dict[str, dict[str, Any]] = {
    "without a denominator": {"text": "99.9 % accurate"},
    "one in so many": {"text": "1 in 6,000 falsely matched"},
    "none of so many": {"text": "no false alerts", "value": "none", "counts": "wrong",
                        "denominator": [of("faces seen", 0, 48_000)]},
    "one that contradicts none": {"text": "no false alerts", "value": "none", "counts": "wrong",
                                  "denominator": [of("alerts", 1, 40)]},
    "alerts alone": {"text": "95 % of alerts were correct", "denominator": [of("alerts", 3, 118)]},
    "faces and a watchlist": {"text": "false alerts", "value": "below 0.1 %", "crowd": CROWD,
                              "denominator": [of("faces seen", 20, 52_000)], "at": {"n": 800, "threshold": 0.64}},
    "several denominators": {"text": "99.95 % accurate", "crowd": CROWD, "denominator": [
        of("faces seen", 26, 52_000), of("alerts", 26, 180), of("people judged")]},
    "contradicted": {"text": "false alerts", "value": "below 1 %", "denominator": [of("alerts", 14, 118)]},
    "a charge without counts": {"text": "98 % false"},
    "a charge of alerts": {"text": "more than 60 % false", "denominator": [of("alerts", 180, 200)]},
    "a charge that is not shown": {"text": "70 % false", "denominator": [of("alerts", 14, 20)]},
    "all of so many": {"text": "all were found", "value": "100 %", "denominator": [of("mated searches", 0, 834)]},
    "all were wrong": {"text": "99 % false", "denominator": [of("alerts", 12, 12)]},
    "comparisons": {"text": "a false match rate of 0.001 %", "counts": "wrong", "at": {"n": 500},
                    "denominator": [of("comparisons", 4, 2_000_000)]},
    "judged by somebody": {"text": "2 % false", "judged_by": "an auditor", "denominator": [of("alerts", 4, 200)]},
    "some not verified": {"text": "10 % false", "denominator": [of("alerts", 4, 200, unverified=60)]},
    "counts from elsewhere": {"text": "1 in 6,000 falsely flagged", "denominator": [of("faces seen")], "evidence": [
        of("faces seen", 7, 8_600, source="a test", elsewhere=True)]},
    # sentences of the kinds that were printed, with nothing given beside them
    "a share of what the sentence names": {"text": "91% of the matches were of the wrong people"},
    "counts in the sentence": {"text": "8 of 42 alerts were false"},
    "counts of right ones in the sentence": {"text": "34 out of 42 alerts were correct"},
    "one in so many faces": {"text": "1 in 6,000 faces falsely matched"},
    "one of a kind in so many": {"text": "only one subject in 100 is falsely linked"},
    "in words": {"text": "four out of five are innocent"},
    "with pc": {"text": "identification is wrong in 90 pc of cases"},
    "failing to do right": {"text": "failed to correctly identify workers 53 percent of the time"},
    "not more than": {"text": "not more than 1 in 1,000 wrong", "denominator": [of("faces seen", 0, 10_000)]},
    "denied": {"text": "99 % of alerts were not false", "denominator": [of("alerts", 10, 1_000)]},
    "less than what was counted": {"text": "less than 1 % wrong", "denominator": [of("alerts", 1, 100)]},
    "at most what was counted": {"text": "at most 1 % wrong", "denominator": [of("alerts", 1, 100)]},
    "all, of which one is wrong": {"text": "100 % accurate", "denominator": [of("faces seen", 1, 10_000)]},
    "none, of which all are wrong": {"text": "0 % accurate", "denominator": [of("alerts", 12, 12)]},
    "a power of ten": {"text": "a false alert rate of 1e-5 %", "denominator": [of("faces seen", 2, 10_000_000)]},
    "more nines than a float has": {"text": "99.99999999999999999 % accurate", "counts": "wrong",
                                    "denominator": [of("mated searches", 5, 1_000)]},
    "none in words": {"text": "no false alerts", "crowd": CROWD, "denominator": [of("faces seen", 0, 48_000)]},
    "so many in so many": {"text": "12 false alerts in 1,000 faces", "denominator": [of("faces seen", 12, 1_000)]},
    "a word that is not known": {"text": "98 % correct", "denominator": [of("people taken in", 23, 1_235)]},
}  # fmt: skip
ALL = (*examples.names(), *MADE_UP)


def claim_named(name: str) -> Claim:
    """Return a claim that ships, or one that was made up."""
    return claim_of(MADE_UP[name]) if name in MADE_UP else read_claim_text(examples.text(name), name=name)
