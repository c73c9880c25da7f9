"""Lists of comparisons without a header, as speaker and face verification toolkits write them.

``enrol test label score`` (SpeechBrain), ``label enrol test`` (VoxCeleb) with a score, two names and a score beside a
list of trials (Kaldi, BOSARIS), or a label and a score alone; white space, tabs or commas, the columns in any order.
What a column is, its cells say (:mod:`bystander.evidence.formats.list_columns`). The score files of Bob have four
columns too: those without a label are Bob's.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bystander.errors import EvidenceError
from bystander.evidence.comparisons.both_kinds import require_both
from bystander.evidence.comparisons.checks import ev64_lists as ev64
from bystander.evidence.comparisons.checks.ev67_attacks import of_attacks
from bystander.evidence.comparisons.columns import complete, roles_in
from bystander.evidence.comparisons.of_table import trial_of_columns
from bystander.evidence.formats.options import refuse_extras
from bystander.evidence.tables.flags import is_of_attacks, is_of_one_pair, plain
from bystander.evidence.tables.head import is_number
from bystander.evidence.tables.look import look
from bystander.findings.wording import count, plural

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bystander.errors import Problem
    from bystander.evidence.comparisons.trial import Trial
    from bystander.evidence.formats.list_columns import ListLayout
    from bystander.evidence.request import Request
    from bystander.evidence.tables.head import Head

NAME = "verification list"
_WIDTHS = range(2, 5)


def fits(head: Head, request: Request) -> bool:
    """Return whether the file has two to four columns and no header, or labels of attacks in any layout."""
    if not head.is_text or len(request.files) > 1 or head.raw.lstrip().startswith((b"{", b"[")):
        return False
    return _of_attacks(head, request) or (head.width in _WIDTHS and _is_headless(head))


def read(request: Request) -> Trial:
    """Read a list. Raises EvidenceError where it can be read in more than one way, or says of nobody who is who."""
    from bystander.evidence.formats.list_columns import read_list

    head = look(request.file)
    refuse_extras(request, NAME)
    name = request.file.name
    if _of_attacks(head, request):
        raise EvidenceError(name, [of_attacks(name)])
    if not any(is_number(cell) for cell in head.cells[0]):
        raise EvidenceError(name, [ev64.no_scores(name)])
    found = read_list(head, request)
    form, sha256 = found.layout.form, request.sha256()
    trial = trial_of_columns(found.columns, request, form=form, sha256=sha256, name=request.name)
    if request.declared or any(p.stops for p in trial.problems):
        return trial
    return replace(trial, problems=(*trial.problems, _recognised(trial, found.layout)))


def _recognised(trial: Trial, layout: ListLayout) -> Problem:
    """Return the line that says what a list was taken for. Raises EvidenceError where it has one kind of comparison."""
    mated, others = require_both(trial, layout.words(), "bob" if layout.bob else "list")
    people = "" if trial.subjects is None else f", {plural(trial.subjects, 'person', 'people')}"
    counts = f"{count(mated)} mated and {count(others)} non-mated comparisons{people}"
    return ev64.recognised(trial.name, f"{layout.words()}: {counts}")


def _is_headless(head: Head) -> bool:
    """Return whether the first line is data: it has a number, or the word of a label that the next lines have too."""
    first = head.cells[0]
    if any(is_number(cell) for cell in first):
        return True
    full = [row for row in head.cells if len(row) == head.width]
    labels = {at for at in range(head.width) if is_of_one_pair(plain(row[at]) for row in full)}
    # "target" is a label here and the name of a column elsewhere: in a header there is another name that is known
    return bool(labels) and labels.issuperset(roles_in(first).positions.values())


def _of_attacks(head: Head, request: Request) -> bool:
    """Return whether a column tells attacks from what is real, in a table that is not one of comparisons."""
    if complete(roles_in(head.cells[0], request.columns)):
        return False
    rows = [row for row in head.cells[0 if _is_headless(head) else 1 :] if len(row) == head.width]
    return any(_most(is_of_attacks(plain(row[at])) for row in rows) for at in range(head.width))


def _most(said: Iterable[bool]) -> bool:
    given = list(said)
    return 2 * sum(given) > len(given)
