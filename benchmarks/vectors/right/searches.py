"""Cases of searches: thresholds, ranks, ties, failures, lists that are cut, units."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from benchmarks.vectors.right import identification as rules
from benchmarks.vectors.right.values import Case, Value, exact, none

Search = dict[str, Any]
NIST = "NISTIR 8271, FNIR(N, R, T) and FPIR(N, T)"


def search(person: str, *candidates: tuple[str, float], enrolled: bool = True, **more: Any) -> Search:
    """Return a search with its list."""
    return {"person": person, "enrolled": enrolled, "candidates": [list(c) for c in candidates], **more}


FIVE = [
    search("A", ("A", 9), ("C", 3), ("B", 1)),
    search("B", ("C", 6), ("B", 5), ("D", 0)),
    search("C", ("D", 4), ("A", 2), ("B", 1)),
    search("d", ("B", 7), ("D", 5), ("A", 1), enrolled=False),
    search("e", ("C", 2), ("A", 1.5), ("D", 1), enrolled=False),
]
HAND = [  # bob.measure's test_cmc, as lists
    search("A", ("C", 1.1), ("A", 0.7), ("D", 0.5), ("B", 0.3)),
    search("A", ("B", 1.4), ("D", 0.6), ("A", 0.2), ("C", -1.3)),
    search("A", ("A", 1.8), ("D", 1.5), ("B", 0.8), ("C", 0)),
    search("A", ("A", 2.4), ("B", 2), ("D", 1.6), ("C", 1.3), ("E", 0.9)),
]
TIED = [
    search("A", ("B", 8), ("A", 8), ("C", 1), ("D", 0)),
    search("B", ("B", 8), ("A", 8), ("C", 8), ("D", 0)),
    search("C", ("C", 5), ("A", 4), ("B", 4), ("D", 0)),
    search("D", ("A", 3), ("D", 2), ("B", 2), ("C", 0)),
]
SEVERAL = [
    search("A", ("C", 9), ("C", 8), ("A", 7)),
    search("B", ("B", 9), ("B", 6), ("C", 5)),
    search("d", ("B", 7), ("B", 6), ("C", 1), enrolled=False),
]
FAILED = [
    search("A", ("A", 9), ("B", 1)),
    search("B", failed=True),
    search("C", ("C", 6), ("B", 5)),
    search("d", ("B", 7), ("C", 1), enrolled=False),
    search("e", enrolled=False, failed=True),
    search("f", ("A", 2), ("B", 1), enrolled=False),
]
MISSING = [
    *FAILED[:3],
    search("d", ("B", 7), ("C", 1), enrolled=False),
    search("e", enrolled=False, failed=True),
    search("f", ("A", 5), ("B", 1), enrolled=False),
    search("g", ("A", 2), ("C", 1), enrolled=False),
    search("h", ("C", 1), ("B", 0.5), enrolled=False),
]
CUT = [
    search("A", ("A", 9), ("B", 7)),
    search("B", ("C", 8), ("D", 6)),
    search("C", ("C", 9), ("A", 2)),
    search("D", ("E", 3), ("A", 2)),
    search("x", ("A", 7), ("B", 6.5), enrolled=False),
    search("y", ("C", 5), ("D", 1), enrolled=False),
]
PASSAGES = [
    search("A", ("A", 4), passage="p1"),
    search("A", ("A", 9), passage="p1"),
    search("B", ("B", 3), passage="p2"),
    search("B", ("C", 6), passage="p2"),
    search("x", ("A", 7), enrolled=False, passage="p3"),
    search("x", ("B", 6), enrolled=False, passage="p3"),
    search("x", ("B", 1), enrolled=False, passage="p3"),
    search("y", ("B", 1), enrolled=False, passage="p4"),
]


SHORT = [
    search("A", ("A", 9), ("B", 6)),
    search("B", ("B", 8)),
    search("x", ("C", 7), enrolled=False),
    search("y", ("A", 6), ("C", 5.5), enrolled=False),
    search("z", enrolled=False),
]


def _case(
    name: str, shows: str, data: list[Search], expected: dict[str, Value], rule: str, *, watchlist: int, length: int,
    standing: str = "definition", reference: tuple[str, ...] = (NIST, "METHODS D.1"), **settings: Any,
) -> Case:  # fmt: skip
    return Case(
        id=f"searches/{name}", shows=shows, standing=standing, reference=reference, rule=rule, expected=expected,
        input={"watchlist": watchlist, "list_length": length, "searches": data},
        settings={"accept": ">=", "failures": "fold", "unit": "search", **settings},
    )  # fmt: skip


def _first() -> list[Case]:
    ranks = [1, 2]
    small: dict[str, Any] = {"watchlist": 4, "length": 3}
    strict = rules.at(FIVE, 5, accept=">")
    first = {k: v for k, v in rules.at(FIVE, 5, rank=1).items() if k in ("fnir", "tpir")}
    hand = {k: v for k, v in rules.cmc(HAND, [1, 2, 3, 4, 5]).items() if "optimistic" not in k}
    tied: dict[str, Any] = {"watchlist": 4, "length": 4, "ranks": [1, 2, 3]}
    several = {**rules.at(SEVERAL, 5), **rules.cmc(SEVERAL, ranks)}
    return [
        _case(
            "at-threshold",
            "FPIR, FNIR, selectivity, and wrong candidates of mated searches",
            FIVE,
            rules.at(FIVE, 5),
            "FPIR counts searches, not candidates: one event however many pass. A wrong person who passes in a mated "
            "search is in no FPIR and is told apart. Selectivity counts candidates.",
            threshold=5,
            **small,
        ),
        _case(
            "strict",
            "the same with >: candidates that score the threshold do not pass",
            FIVE,
            strict,
            "With > a score that equals the threshold does not pass.",
            threshold=5,
            **{**small, "accept": ">"},
        ),
        _case(
            "rank-one",
            "the right person passes, but stands second",
            FIVE,
            first,
            "FNIR(N, R, T) misses where the right person is not among the first R, or does not pass T.",
            threshold=5,
            rank=1,
            **small,
        ),
        _case(
            "cmc",
            "the hand case of bob.measure",
            HAND,
            hand,
            "CMC(R) = 1 - FNIR(N, R, no threshold), of mated searches alone.",
            watchlist=5,
            length=5,
            ranks=[1, 2, 3, 4, 5],
            reference=("METHODS D.3, part III", "bob.measure, test_cmc (published values)"),
        ),
        _case(
            "cmc-ties",
            "wrong people who score exactly as much as the right one",
            TIED,
            rules.cmc(TIED, [1, 2, 3]),
            "Equal scores stand before the right person (pessimistic); what the other order gives is told beside it.",
            standing="convention",
            reference=("METHODS D.2, D.3",),
            **tied,
        ),
        _case(
            "several-references",
            "a person listed twice takes one place, with their best score",
            SEVERAL,
            several,
            "Ranks and selectivity count people, not templates.",
            threshold=5,
            ranks=ranks,
            watchlist=3,
            length=3,
            reference=("METHODS D.3",),
        ),
    ]


def _rest() -> list[Case]:
    small: dict[str, Any] = {"watchlist": 4, "length": 2}
    five: dict[str, Any] = {"watchlist": 5, "length": 2}
    strangers = [
        search(f"x{k}", ("A", value), ("B", value - 1), enrolled=False)
        for k, value in enumerate([1, 2, 3, 4, 5, 6, 7, 7, 7, 9])
    ]
    chosen = [search("A", ("A", 8), ("B", 1)), search("B", ("B", 7), ("A", 7)), *strangers]
    whole = rules.at(CUT, 6)
    cut = rules.at(CUT, 3)
    reason = "at this threshold more people pass than the lists hold"
    bracket = {
        "fnir": cut["fnir"],
        "fnir_least": exact(Fraction(1, 4)),
        "fpir": cut["fpir"],
        "selectivity": none(reason),
    }
    passage = rules.at(PASSAGES, 5, unit="passage")
    folded = "A failed search is a miss if mated and no alert if not, and stays in both denominators."
    return [
        _case(
            "failures-folded",
            "searches that failed, counted",
            FAILED,
            rules.at(FAILED, 5),
            folded,
            threshold=5,
            reference=("METHODS D.4 (practice of NIST)",),
            standing="convention",
            watchlist=3,
            length=2,
        ),
        _case(
            "failures-excluded",
            "searches that failed, left out",
            FAILED,
            rules.at(FAILED, 5, failures="exclude"),
            "A failed search is in no rate; how many failed is told beside them.",
            standing="convention",
            threshold=5,
            reference=("METHODS D.4",),
            watchlist=3,
            length=2,
            failures="exclude",
        ),
        _case(
            "target",
            "the threshold for a target FPIR",
            chosen,
            rules.at_target(chosen, Fraction(2, 5)),
            "The smallest best wrong score of a non-mated search, or just above the largest, whose FPIR is at or below "
            "the target; nothing is interpolated.",
            target_fpir=0.4,
            standing="convention",
            reference=("METHODS D.2",),
            **small,
        ),
        _case(
            "target-tied",
            "a target within a step of tied best scores",
            chosen,
            rules.at_target(chosen, Fraction(3, 10)),
            "Three of ten best scores are tied at 7: at 7 four alert, so a target of 0.3 leads to 9.",
            target_fpir=0.3,
            standing="convention",
            reference=("METHODS D.2",),
            **small,
        ),
        _case(
            "target-failures-folded",
            "a target of two in five, of five searches of which one failed",
            MISSING,
            rules.at_target(MISSING, Fraction(2, 5)),
            "A failed search of somebody who is not enrolled alerts nobody, and stays in the denominator.",
            target_fpir=0.4,
            standing="convention",
            reference=("METHODS D.2, D.4",),
            watchlist=3,
            length=2,
        ),
        _case(
            "target-failures-excluded",
            "the same without the search that failed: two of four are above two in five",
            MISSING,
            rules.at_target(MISSING, Fraction(2, 5), failures="exclude"),
            "A failed search is in no rate, so the target's denominator lacks it too.",
            target_fpir=0.4,
            standing="convention",
            reference=("METHODS D.2, D.4",),
            watchlist=3,
            length=2,
            failures="exclude",
        ),
        _case(
            "cut-lists-ranks",
            "lists of two from a watchlist of five: ranks within the lists, and behind their end",
            CUT,
            {
                **{name: share for name, share in rules.cmc(CUT, [1, 2]).items() if "optimistic" not in name},
                "cmc_3": none("lists hold two: nobody knows who stands third"),
            },
            "CMC(R) is exact as far as lists reach. Behind their end the right person may stand anywhere, so there is "
            "no number: not the one of the last rank, and not 1.",
            ranks=[1, 2, 3],
            reference=("METHODS D.3: R <= L",),
            **five,
        ),
        _case(
            "cut-lists-enough",
            "lists of two from a watchlist of five: rates that need no more",
            CUT,
            {k: whole[k] for k in ("fpir", "fnir", "tpir")},
            "FPIR needs the first candidate only, FNIR(N, 2, T) the list: both are exact, however much was cut.",
            threshold=6,
            **five,
        ),
        _case(
            "cut-lists-too-short",
            "lists of two from a watchlist of five, threshold below their last scores",
            CUT,
            bracket,
            "FNIR(N, 2, T) counts who is not listed as missed; without the cut it could be as low as fnir_least, as "
            "the right person may stand behind the end and pass. Selectivity is no number: nobody knows how many pass.",
            threshold=3,
            reference=("METHODS D.1, last line",),
            **five,
        ),
        _case(
            "short-lists",
            "lists that the system cut at a threshold it does not tell",
            SHORT,
            {"fpir": none("below 5.5, the lowest score that was listed, nobody knows whom the system left out")},
            "Where lists are shorter than others, the system left out who scored below a threshold of its own, which "
            "was at most the lowest score that it ever listed: below that, the FPIR is not known.",
            threshold=3,
            watchlist=5,
            length=2,
            standing="method",
            reference=("METHODS D.1, last line",),
        ),
        _case(
            "per-passage",
            "several searches of one passage are one trial",
            PASSAGES,
            passage,
            "A passage alerts where any of its searches does, and is missed where all of them miss: FPIR 1 of 2, where "
            "the searches give 2 of 4.",
            threshold=5,
            unit="passage",
            watchlist=3,
            length=1,
            reference=("METHODS D.1 (live systems)",),
        ),
        _case(
            "per-search",
            "the same, every search a trial",
            PASSAGES,
            {k: v for k, v in rules.at(PASSAGES, 5).items() if k != "selectivity"},
            "The denominator is the search.",
            threshold=5,
            watchlist=3,
            length=1,
        ),
    ]


def cases() -> list[Case]:
    """Return the cases."""
    return [*_first(), *_rest()]
