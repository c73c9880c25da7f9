"""Who is in a sample, told from its name by a pattern: ``--subject-from``.

A pattern is a regular expression with one group, the person: ``(.*)_[0-9]+[.]jpg``. Three are built in.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from bystander.errors import EvidenceError, UsageError
from bystander.evidence.comparisons.checks import ev66_people as ev66

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bystander.evidence.tables.table_columns import TableColumns

BUILT_IN = {
    "lfw": r"(?:.*[/\\])?(.+)_\d+(?:\.[^./\\]+)?",  # Name_Surname_0001.jpg, in a folder or not
    "voxceleb": r"(?:.*[/\\])?(id\d+)[/\\].+",  # id10001/session/00001.wav
    "path": r"(?:.*[/\\])?([^/\\]+)[/\\][^/\\]+",  # the folder that the file lies in
}


def pattern_of(text: str) -> re.Pattern[str]:
    """Return the pattern of a name that is built in, or of a regular expression. Raises UsageError for any other."""
    try:
        found = re.compile(BUILT_IN.get(text, text))
    except re.error as fault:
        message = f"--subject-from is no regular expression: {fault}; built in are {', '.join(BUILT_IN)}"
        raise UsageError(message) from fault
    if found.groups != 1:
        message = f"--subject-from needs one group in round brackets, the person, and has {found.groups}; "
        raise UsageError(message + f"built in are {', '.join(BUILT_IN)}")
    return found


def with_subjects(columns: dict[str, Any], text: str, name: str, read: TableColumns[str]) -> dict[str, Any]:
    """Return columns by role with the subjects that the names of samples tell.

    ``read``: the table, which knows the numbers of its rows. The whole name has to fit the pattern. Raises
    EvidenceError where a name does not, or there are no names.
    """
    pattern = pattern_of(text)
    roles = ("probe_id", "reference_id")
    if not all(role in columns for role in roles) or "probe_subject" in columns:
        raise EvidenceError(name, [ev66.no_samples(name)])
    made, problems = dict(columns), []
    for role, subject in zip(roles, ("probe_subject", "reference_subject"), strict=True):
        made[subject], missed = _matched(columns[role], pattern)
        if len(missed):
            problems.append(ev66.not_in_pattern(name, read.at(missed), role))
    if problems:
        raise EvidenceError(name, problems)
    return made


def people_named(column: Any, text: str) -> Any:  # noqa: ANN401 - pyarrow ships no types
    """Return the person of each row of a column of names, null where a name does not fit the pattern."""
    return _matched(column, pattern_of(text))[0]


def _matched(column: Any, pattern: re.Pattern[str]) -> tuple[Any, NDArray[np.integer]]:  # noqa: ANN401 - pyarrow
    """Return the person of each row of a column of names, and the positions of names that do not fit."""
    words = pa.chunked_array(column).cast(pa.large_utf8()).combine_chunks()
    coded = words.dictionary_encode()
    people = [_person(pattern, word) for word in coded.dictionary.to_pylist()]
    person = pa.array(people, pa.large_utf8()).take(coded.indices)
    missed = np.flatnonzero(np.asarray(person.is_null()) & ~np.asarray(words.is_null()))
    return pa.chunked_array([person]), missed


def _person(pattern: re.Pattern[str], word: str) -> str | None:
    found = pattern.fullmatch(word.strip())
    return found.group(1) if found else None
