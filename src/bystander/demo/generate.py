"""A synthetic trial, made by a seeded generator: nobody is in it, and its truth is known.

People differ, and that is what makes honest intervals wide. So the scores (0 to 100, larger means more alike)
carry effects of the people behind them, in the terms of Doddington's menagerie:

- non-mated: ``22 + wolf[probe] + lamb[reference] + noise``, where wolves (who resemble many) and lambs (whom
  many resemble) are normal person effects with standard deviations 3.2 and 2.4, and the noise has 7.0;
- mated: ``72 - goat[person] - blur[image] + noise``, where goats (whom the system fails to recognise) are half
  normal with scale 9, the blur of an image is exponential with mean 4, and the noise has 6.0.

One person has one reference image and three probe images; every probe is compared with every reference. One
probe image in a hundred cannot be turned into a template: its comparisons have failed, and have no score.

With the default seed the rows are the same wherever they are made: Python's own generator is stable across
versions, and scores are rounded to two places before they are written.
"""

from __future__ import annotations

import gzip
from io import BytesIO
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SEED = 2018
SUBJECTS = 300
PROBES_EACH = 3
FAILED_SHARE = 0.01
COLUMNS = ("probe_subject", "reference_subject", "probe_id", "score", "failed", "probe_sex", "reference_sex", "made_up")
SEXES = ("female", "male")  # by turns; the generator treats both alike, so no difference is there to be found
MADE_UP = "yes"  # in a column of that name, by which every reader knows it for what it is
LEVEL = 6  # of compression: level 9 takes six times as long, and leaves 6 % less
FAMILY = 3  # neighbours in the list; the generator lets them share nothing, so --cluster family has little to find

# Made-up deployments: faces seen of women and of men, false alerts of each, right alerts.
DEPLOYMENTS = (
    (3100, 4200, 2, 1, 4), (2900, 3800, 1, 0, 2), (4100, 4400, 3, 1, 6), (3600, 5000, 1, 2, 3),
    (2700, 3300, 2, 0, 1), (3900, 4700, 4, 1, 5), (3300, 4100, 0, 1, 2), (4000, 4900, 3, 2, 4),
)  # fmt: skip


def rows(*, seed: int = SEED, subjects: int = SUBJECTS) -> Iterator[tuple[str, ...]]:
    """Return the comparisons of the trial, in the order of :data:`COLUMNS`.

    There are ``3 * subjects**2`` of them, ``3 * subjects`` mated. A failed comparison has an empty score.
    """
    random = Random(seed)
    people = [f"made-up-{number:03d}" for number in range(1, subjects + 1)]
    wolf = [random.gauss(0, 3.2) for _ in people]
    lamb = [random.gauss(0, 2.4) for _ in people]
    goat = [abs(random.gauss(0, 9)) for _ in people]
    for probe, probe_name in enumerate(people):
        for image in range(1, PROBES_EACH + 1):
            blur = random.expovariate(1 / 4)
            failed = random.random() < FAILED_SHARE
            for reference, reference_name in enumerate(people):
                if probe == reference:
                    score = 72 - goat[probe] - blur + random.gauss(0, 6)
                else:
                    score = 22 + wolf[probe] + lamb[reference] + random.gauss(0, 7)
                text = "" if failed else f"{min(max(score, 0), 100):.2f}"
                sexes = SEXES[probe % 2], SEXES[reference % 2]
                yield probe_name, reference_name, f"{probe_name}-{image}", text, str(int(failed)), *sexes, MADE_UP


def second_system(first: Iterable[tuple[str, ...]], *, seed: int = SEED) -> Iterator[tuple[str, ...]]:
    """Return the comparisons of ``rows`` with that seed as another system scores them, from 0 to 1.

    It sees the same images, so it finds the same people hard: four fifths of what a score differs by from 22 carries
    over. It is somewhat better (9 more where both are one person), with noise of its own (4.2), and fails on the same
    images.
    """
    random = Random(seed + 1)
    for probe, reference, image, text, failed, *sexes in first:
        noise = random.gauss(0, 4.2)
        if text:
            score = 22 + 0.8 * (float(text) - 22) + (9 if probe == reference else 0) + noise
            text = f"{min(max(score / 100, 0), 1):.4f}"  # noqa: PLW2901 - the same cell, as the other system fills it
        yield probe, reference, image, text, failed, *sexes


def people(*, subjects: int = SUBJECTS) -> str:
    """Return a table of the people of the trial, with the family that each was made to belong to."""
    return "subject,family\n" + "".join(f"made-up-{n:03d},{(n - 1) // FAMILY + 1}\n" for n in range(1, subjects + 1))


def record_by_group() -> str:
    """Return a made-up deployment record that counts faces and false alerts by group."""
    head = "date,place,made_up,faces_seen,alerts,true_alerts,false_alerts,faces_seen_female,faces_seen_male,"
    made = [head + "false_alerts_female,false_alerts_male"]
    for day, (female, male, wrong_female, wrong_male, right) in enumerate(DEPLOYMENTS, 1):
        wrong = wrong_female + wrong_male
        counts = (female + male, right + wrong, right, wrong, female, male, wrong_female, wrong_male)
        made.append(f"2024-05-{day:02d},made-up square,{MADE_UP}," + ",".join(map(str, counts)))
    return "\n".join(made) + "\n"


def csv_gz(*, seed: int = SEED, subjects: int = SUBJECTS) -> tuple[bytes, bytes]:
    """Return the trial as compressed CSV files, one of each system; the same bytes for the same seed."""
    first = list(rows(seed=seed, subjects=subjects))
    return _compressed(first), _compressed(second_system(first, seed=seed))


def _compressed(made: Iterable[tuple[str, ...]]) -> bytes:
    out = BytesIO()
    with gzip.GzipFile(filename="", mode="wb", fileobj=out, mtime=0, compresslevel=LEVEL) as file:
        file.write("".join(",".join(row) + "\n" for row in (COLUMNS, *made)).encode())  # at once: a row each is slow
    return out.getvalue()
