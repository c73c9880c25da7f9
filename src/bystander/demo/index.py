"""The first page of the demo: each report's own sentence, its picture in small, and the files behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.report.cards import card
from bystander.report.html import File, index

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bystander.findings import Study

HEADINGS = {
    "audit": "What published counts support",
    "evaluate": "What a trial supports",
    "search": "What searches of a watchlist do",
    "crowd": "What that means for a crowd",
    "claim": "What a printed number stands for",
    "approval": "Whether a record shows what an approval asks",
}
FILES = (
    File("published_counts.csv", "published counts, keyed by hand, each with its source", "bystander audit"),
    File("synthetic_trial.csv.gz", "270,000 made-up comparisons of 300 invented people", "bystander evaluate"),
    File("second_system.csv.gz", "the same comparisons, scored by another invented system", "bystander compare"),
    File("people.csv", "who of these people is of which invented family", "bystander evaluate --cluster family"),
    File("concert.toml", "the crowd of 60,000, its rates invented", "bystander crowd"),
    File("made_up_record.csv", "a deployment record by group", "bystander audit --groups"),
    File("made_up_seeded_test.csv", "a test with volunteers who are on the list", "bystander evaluate"),
    File("made_up_searches.csv", "a record of searches, as an agency might publish it", "bystander audit"),
)


def page(studies: Mapping[str, Study], *, crowd: str) -> str:
    """Return the page, which loads nothing and needs no script.

    ``studies``: by the folder that they are in. ``crowd``: the address of the page that shows the crowd.
    """
    cards = [
        card(study, heading=HEADINGS[folder], address=f"{folder}/report.html") for folder, study in studies.items()
    ]
    return index(cards, FILES, crowd=crowd)
