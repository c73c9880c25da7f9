"""EV24: one set of images against itself.

The rows and columns of a matrix are named alike, and the scores of i with j and of j with i are the same throughout:
rows and columns are the same images. Where its diagonal has one value, and names are repeated as those of people with
several images are, that is certain: the diagonal compares images with themselves and is refused (EV14), and each pair
of images is counted once. A table of a double loop over images, in which nobody names the images, is told in the same
way. Where some of that holds and some does not, it is asked: ``--square itself`` or ``--square apart`` settles it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.errors import Problem
from bystander.evidence.checks.check import Check
from bystander.findings.wording import plural

if TYPE_CHECKING:
    from bystander.evidence.comparisons.own_square import SquareSeen
    from bystander.evidence.comparisons.reading import Reading

CODE = "EV24"
_OF_SAMPLES = (
    "if the names are those of images, say who is in them with --subject-from lfw, voxceleb, path or a pattern, or "
    "with --truth FILE"
)


def _mirrored(name: str) -> Problem:
    """Return the warning of a symmetric matrix whose diagonal alone is mated."""
    return Problem(
        code=CODE,
        severity="warning",
        found="the scores are their own mirror image, and only what lies on the diagonal is mated",
        where=name,
        expected="probes that are other samples than the references",
        means="rows and columns seem to be the same samples: then mated scores compare samples with themselves, "
        "and every other comparison is counted twice",
        do="give the sample names as identifiers and the pairs of one person with --truth",
    )


def _counted_once(name: str, total: int) -> Problem:
    """Return the problem of comparisons that stand there a second time, as the mirror image of another."""
    return Problem(
        code=CODE,
        severity="refused",
        found=f"{plural(total, 'comparison')} that {'is' if total == 1 else 'are'} the mirror image of another "
        f"{'was' if total == 1 else 'were'} left out: each pair of images is counted once",
        where=name,
        expected="i with j, or j with i",
        means="it is one set of images against itself, so that each score stands there twice",
        do="nothing; --square apart if rows and columns are other images",
        needed=False,
    )


def _unsettled(name: str, seen: SquareSeen) -> Problem:
    """Return the problem of a square of which nobody can tell whether its sides are the same images."""
    mirror = "the scores are their own mirror image" if seen.mirrored else "the scores are no mirror image"
    names = "names are repeated" if seen.repeated else "every name occurs once"
    level = "the diagonal has one value throughout" if seen.level else "the values of the diagonal differ"
    return Problem(
        code=CODE,
        severity="error",
        found="it cannot be told whether this square is one set of images against itself",
        where=name,
        expected="one set against itself (a mirror image, a diagonal of one value, people with several images), or "
        "probes that are other images than the references",
        got=f"the same names on both sides; {names}, {mirror}, and {level}",
        means="the diagonal then compares every image with itself, which never fails, or else it is two images of a "
        "person: error rates would differ",
        do="say --square itself if rows and columns are the same images, or --square apart if they are not"
        + ("" if seen.repeated else f"; {_OF_SAMPLES}"),
    )


def _unsettled_loop(name: str) -> Problem:
    """Return the problem of rows of a double loop, in which an image with itself is not told from two of a person."""
    return Problem(
        code=CODE,
        severity="error",
        found="the rows look like a double loop over one set of images, and the images have no names",
        where=name,
        expected="columns that name the images, such as probe_id and reference_id",
        got="every pair of people with the same scores in both orders, and no score that only an image has with itself",
        means="images compared with themselves never fail, and every other pair stands there twice",
        do="add the names of the images, or say --square apart if probes and references are other images",
    )


def look(seen: Reading) -> list[Problem]:
    """Find a matrix that is, or may be, one set of images against itself."""
    square = seen.square
    if square is not None and square.doubtful:
        return [_unsettled(seen.name, square)]
    if seen.unsettled:
        return [_unsettled_loop(seen.name)]
    once = square is not None and square.mirrored and not square.itself and not square.declared
    once = once or seen.suspected
    problems = [_mirrored(seen.name)] if once else []
    return [*problems, _counted_once(seen.name, seen.twice)] if seen.twice else problems


CHECK = Check(code=CODE, about=__doc__, look=look)
