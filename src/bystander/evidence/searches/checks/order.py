"""The checks of searches, in the order in which they are told.

A new check is a file of this folder and its name here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bystander.evidence.checks import ev11_not_finite as ev11
from bystander.evidence.comparisons.checks import ev27_written_alike as ev27
from bystander.evidence.searches.checks import ev50_searches as ev50
from bystander.evidence.searches.checks import ev51_list_order as ev51
from bystander.evidence.searches.checks import ev52_watchlist_size as ev52
from bystander.evidence.searches.checks import ev53_own_reference as ev53
from bystander.evidence.searches.checks import ev54_subject_file as ev54
from bystander.evidence.searches.checks import ev56_uneven as ev56
from bystander.evidence.searches.checks import ev57_vectors as ev57
from bystander.evidence.searches.checks import ev68_not_enrolled as ev68
from bystander.evidence.searches.checks import ev69_no_empty_list as ev69

if TYPE_CHECKING:
    from bystander.evidence.checks.check import Check
    from bystander.evidence.comparisons.trial import Trial
    from bystander.evidence.searches.checks.ev56_uneven import Compared
    from bystander.evidence.searches.list_rows import ListRows
    from bystander.evidence.searches.vectors_seen import CopiesSeen, SideSeen, VectorsSeen

# of the rows of candidate lists
LISTS: tuple[Check[ListRows], ...] = (
    ev53.CHECK, ev11.CHECK.within(lambda seen: seen.odd_scores), ev50.CHECK, ev51.CHECK, ev50.FAILED, ev52.CHECK,
    ev68.CHECK, ev27.CHECK.within(lambda seen: seen.written),
)  # fmt: skip

# of how long the lists are
LENGTHS_OF_LISTS: tuple[Check[ev69.ListsSeen], ...] = (ev69.CHECK,)

# of comparisons of which every probe is taken as a search: before they are read, and after
NAMES: tuple[Check[Trial], ...] = (ev50.NAMES,)
EVEN: tuple[Check[Compared], ...] = (ev56.CHECK,)

# of a candidate log: of its file of subjects, of what is listed, and of both together
SUBJECTS: tuple[Check[ev54.SubjectsSeen], ...] = (ev54.SUBJECTS,)
TEMPLATES: tuple[Check[ev54.LogSeen], ...] = (ev54.TEMPLATES,)
LOG: tuple[Check[ev54.LogSeen], ...] = (ev54.CHECK,)

# of labelled embeddings: of each role, of all roles, and of what is there twice, where nothing else stops the work
SIDE: tuple[Check[SideSeen], ...] = (ev57.SIDE,)
LENGTHS: tuple[Check[VectorsSeen], ...] = (ev57.CHECK,)
COPIES: tuple[Check[CopiesSeen], ...] = (ev57.COPIES,)

# of the people of labelled embeddings that are searched
WRITTEN: tuple[Check[ev27.Written], ...] = (ev27.CHECK,)

EVERY: tuple[Check[Any], ...] = (*LISTS, *LENGTHS_OF_LISTS, *LOG, *EVEN, *LENGTHS)
