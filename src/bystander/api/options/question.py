"""What may be asked of a trial, beside what is usual; of a record, the level alone."""

from __future__ import annotations

from bystander.api.options.option import Choice, Option

QUESTION = "What is asked"

THRESHOLDS = Option(
    name="thresholds", kind="number", group=QUESTION, many=True, metavar="T", written="threshold",
    help="A threshold that the system is used with; may be repeated.",
    label="Threshold in use", hint="several with spaces between",
)  # fmt: skip
OPERATING: tuple[Option, ...] = (
    Option(
        name="targets", kind="rate", group=QUESTION, many=True, metavar="X", written="target-fmr",
        help="A false match rate that must not be exceeded; may be repeated. "
        "[default: 0.01, 0.001 and so on, as far as the trial can speak]",
        label="Highest false match rate", hint="of comparisons, such as 0.001",
    ),
    Option(
        name="fpir_targets", kind="rate", group=QUESTION, many=True, metavar="X", written="target-fpir",
        help="Of searches: a rate of false alerts that must not be exceeded; may be repeated. "
        "[default: 0.1, 0.01 and so on, as far as the trial can speak]",
        label="Highest rate of false alerts", hint="of searches, such as 0.01",
    ),
    Option(
        name="rank", kind="count", group=QUESTION, metavar="R",
        help="Of searches: how many candidates are looked at. [default: all that are listed]",
        label="Candidates that are looked at", hint="of searches",
    ),
)  # fmt: skip
ACCEPTANCE: tuple[Option, ...] = (
    Option(
        name="accept", kind="choice", group=QUESTION, default="ge",
        help="A comparison is accepted when its score is at or above (ge), or only above (gt), the threshold.",
        label="A score is accepted",
        choices=(Choice("ge", "at or above the threshold"), Choice("gt", "above the threshold")),
    ),
    Option(
        name="failures", kind="choice", group=QUESTION, default="fold",
        help="A comparison whose image could not be used counts as never accepted (fold), or is left out "
        "and reported (exclude).",
        label="Comparisons whose image could not be used",
        choices=(Choice("fold", "count as never accepted"), Choice("exclude", "are left out, and reported")),
    ),
)  # fmt: skip
LEVEL = Option(
    name="level", kind="share", group=QUESTION, metavar="P", default=0.95,
    help="Level of the intervals.", label="Level of the intervals", hint="more than 0.5, less than 1",
)  # fmt: skip
DRAWING: tuple[Option, ...] = (
    Option(
        name="replicates", kind="count", group=QUESTION, metavar="B", least=0, default=2000,
        help="How often the people of the trial are drawn again, for numbers that rest on a whole curve. 0: never, "
        "which is quicker and leaves these intervals out.",
        label="How often people are drawn again", hint="for numbers that rest on a whole curve; 0: never",
    ),
    Option(
        name="seed", kind="count", group=QUESTION, metavar="N", least=0, default=1,
        help="Where random draws start: the same seed gives the same findings.",
        label="Seed of random draws", hint="the same seed gives the same findings",
    ),
)  # fmt: skip

ASKED: tuple[Option, ...] = (THRESHOLDS, *OPERATING, *ACCEPTANCE, LEVEL)
