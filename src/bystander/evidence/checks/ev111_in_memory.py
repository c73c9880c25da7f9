"""EV111: what is given in Python cannot be told.

Beside paths and tables, a dictionary of arrays by their names is a table, a list of records is one, and two arrays of
equal length are scores with their labels, in either order: the one that holds flags of both kinds is the labels. Two
arrays of which neither or both could be the labels are not guessed at: mated and non-mated scores say so by the names
of a dictionary, ``{"genuine": ..., "impostor": ...}``.
"""

from __future__ import annotations

from bystander.errors import Problem
from bystander.evidence.checks.check import Check

CODE = "EV111"
NAME = "table in memory"
_LABELLED = '{"score": scores, "label": labels}'
_APART = '{"genuine": mated, "impostor": nonmated}'


def two_arrays(labels: int, *, equal: bool) -> Problem:
    """Return the problem of two arrays of which ``labels`` (0 or 2) could be labels; ``equal``: of one length."""
    do = f"scores with a label each: {_LABELLED}; scores of one person and scores of different people: {_APART}"
    if labels:
        do = f"say which is which: {_LABELLED}; a score is what the system gave before it was held against a threshold"
    return Problem(
        code=CODE, severity="error",
        found="two arrays, and both could be the labels" if labels else "two arrays, and neither is one of labels",
        where=NAME, expected="one array of scores, and one of labels of both kinds, as long as it",
        got="arrays of one length" if equal else "arrays of different length",
        means="which is which is not said, and taking one for the other gives numbers that look right", do=do,
    )  # fmt: skip


def several_tables() -> Problem:
    """Return the problem of tables within a list or a dictionary."""
    return Problem(
        code=CODE, severity="error", found="a table within a list or a dictionary", where=NAME,
        expected="one table, or arrays by name", means="which rows of several tables are mated is told by a column",
        do="put them into one, of pandas: pandas.concat([mated.assign(label=1), nonmated.assign(label=0)]); or take "
        f"the column of scores of each: {_APART}",
    )  # fmt: skip


def several_arrays(number: int) -> Problem:
    """Return the problem of one array, or more than two, without names."""
    return Problem(
        code=CODE, severity="error",
        found="an array without a name" if number == 1 else f"{number} arrays without names", where=NAME,
        expected="arrays by name", means="what an array is, its name says",
        do=f"name them: {_LABELLED}, or with the two samples of each comparison "
        '{"image1": ..., "image2": ..., "score": ..., "label": ...}',
    )  # fmt: skip


def not_of_one_length(lengths: int) -> Problem:
    """Return the problem of columns of different length; ``lengths``: how many there are."""
    return Problem(
        code=CODE, severity="error", found="the arrays differ in length", where=NAME,
        expected="one value of each for every comparison", got=f"{lengths} lengths",
        means="which value belongs to which comparison cannot be told", do="give arrays of one length",
    )  # fmt: skip


def not_a_column(dimensions: int) -> Problem:
    """Return the problem of an array of two dimensions or more, or of none."""
    return Problem(
        code=CODE, severity="error", found=f"an array of {dimensions} dimensions", where=NAME,
        expected="arrays of one dimension, a value for every comparison",
        means="a matrix of scores, or embeddings: those are read from a file",
        do="save all of them with their names, numpy.savez('trial.npz', scores=..., labels=...), and give that file",
    )  # fmt: skip


def unreadable(kind: str, column: str = "") -> Problem:
    """Return the problem of what cannot be made an array or a table; ``kind``: the name of its type."""
    return Problem(
        code=CODE, severity="error", found=f"a {kind} that cannot be read as a column or a table",
        where=f"{NAME}, column {column}" if column else NAME,
        expected="arrays, or a table", means="it holds values of several kinds, or lies on another device",
        do="give numpy arrays (of a tensor: tensor.detach().cpu().numpy()), or a data frame",
    )  # fmt: skip


def not_computed(kind: str) -> Problem:
    """Return the problem of a table whose rows are not in memory yet; ``kind``: the name of its type."""
    return Problem(
        code=CODE, severity="error", found=f"a {kind} of which no row is in memory yet", where=NAME,
        expected="a table that can be read", means="it is a plan of how to make a table, as Dask has them",
        do="give what it computes: frame.compute()",
    )  # fmt: skip


def one_column() -> Problem:
    """Return the problem of a single column."""
    return Problem(
        code=CODE, severity="error", found="one column, and not a table", where=NAME,
        expected="a table with a score and its ground truth in each row", means="a score without ground truth is none",
        do=f"give the data frame, or a dictionary: {_LABELLED}",
    )  # fmt: skip


CHECK: Check[object] = Check(code=CODE, about=__doc__)
