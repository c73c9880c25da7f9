"""Small made-up evidence of every kind that is text, with right counts that follow from how it was made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.mutations.sheet import JSON, Sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from random import Random

    Rows = list[list[str]]
    Maker = Callable[[Random], list[Sheet]]

_NAMES = ("p{:02}", "{}07", "Zoë-{}", "ID_{:03}", "Анна{}", "s{}/a", "{:05}", "é{}")
_SPACED = ("Ann Lee {}", "O'Neil, {}")
_LABELS = (("1", "0"), ("true", "false"), ("target", "nontarget"), ("genuine", "impostor"), ("1", "-1"), ("Yes", "No"))
_DELIMITERS = (",", ",", "\t", ";", "|", " ")


def people(rng: Random, count: int, *, spaced: bool = False) -> list[str]:
    """Return names of people, all different."""
    pattern = rng.choice((*_NAMES, *_SPACED) if spaced else _NAMES)
    return [pattern.format(number) for number in rng.sample(range(1, 90), count)]


def score(rng: Random, *, mated: bool) -> str:
    """Return a score: mated ones above .6, others below .45."""
    return f"{rng.uniform(0.6, 0.95) if mated else rng.uniform(0.02, 0.45):.{rng.choice((4, 6))}f}"


def _pairs(rng: Random, who: Sequence[str]) -> list[tuple[str, str, bool]]:
    """Return comparisons of each with themself, twice, and with four others."""
    found = [(one, one, True) for one in who for _ in range(2)]
    found += [(one, other, False) for one in who for other in rng.sample([w for w in who if w != one], 4)]
    rng.shuffle(found)
    return found


def _images(rng: Random, who: Sequence[str]) -> list[tuple[str, str, bool]]:
    """Return pairs of images, each once: three images of each person, and as many pairs of different people."""
    images = [(one, f"{one}_{at}") for one in who for at in range(3)]
    both = [(a, b) for at, a in enumerate(images) for b in images[at + 1 :]]
    found = [(a[1], b[1], True) for a, b in both if a[0] == b[0]]
    found += [(a[1], b[1], False) for a, b in rng.sample([p for p in both if p[0][0] != p[1][0]], 2 * len(found))]
    rng.shuffle(found)
    return found


def _comparisons(rng: Random, delimiter: str) -> Sheet:
    who = people(rng, rng.randint(10, 14), spaced=delimiter not in {" ", "\t"})
    header = list(rng.choice((("probe_subject", "reference_subject", "score"), ("id1", "id2", "similarity"))))
    rows = [[a, b, score(rng, mated=same)] for a, b, same in _pairs(rng, who)]
    if rng.random() < 0.3:  # samples, each in one comparison
        header += ["probe_id", "reference_id"]
        rows = [[*row, f"x{at}", f"y{at}"] for at, row in enumerate(rows)]
    if rng.random() < 0.5:
        header.append("note")
        rows = [[*row, rng.choice(("seen", "dark", "far"))] for row in rows]
    return Sheet(name="table.csv", rows=[header, *rows], delimiter=delimiter)


def comparisons(rng: Random) -> list[Sheet]:
    """Return a table of comparisons with a header."""
    return [_comparisons(rng, rng.choice(_DELIMITERS))]


def json_lines(rng: Random) -> list[Sheet]:
    """Return the same as JSON lines, or pairs of images with a label."""
    made = _comparisons(rng, JSON) if rng.random() < 0.6 else labelled_images(rng)[0]
    return [Sheet(name="table.jsonl", rows=made.rows, delimiter=JSON)]


def labels(rng: Random) -> list[Sheet]:
    """Return a label and a score, with a header, in either order."""
    words, heads = rng.choice(_LABELS), [rng.choice(("label", "same", "y_true")), rng.choice(("score", "cosine"))]
    rows = [[words[not same], score(rng, mated=same)] for *_, same in _pairs(rng, people(rng, 10))]
    made = [heads, *rows]
    turned = [row[::-1] for row in made] if rng.random() < 0.5 else made
    return [Sheet(name="labels.csv", rows=turned, delimiter=rng.choice(_DELIMITERS))]


def labelled_images(rng: Random) -> list[Sheet]:
    """Return pairs of images with a label and a score, and a header."""
    words = rng.choice(_LABELS)
    rows = [[a, b, words[not same], score(rng, mated=same)] for a, b, same in _images(rng, people(rng, 10))]
    return [Sheet(name="images.csv", rows=[["img1", "img2", "same", "score"], *rows], delimiter=rng.choice(",;\t"))]


def verification(rng: Random) -> list[Sheet]:
    """Return a list without a header: two names, a label and a score, or the last two alone."""
    words, whole = rng.choice(_LABELS), rng.random() < 0.7
    cells = [[a, b, words[not same], score(rng, mated=same)] for a, b, same in _images(rng, people(rng, 10))]
    order = rng.choice(((0, 1, 2, 3), (2, 0, 1, 3), (0, 1, 3, 2))) if whole else rng.choice(((2, 3), (3, 2)))
    rows = [[row[at] for at in order] for row in cells]
    return [Sheet(name="list.txt", rows=rows, headed=False, delimiter=rng.choice(" \t,"))]


def trials(rng: Random) -> list[Sheet]:
    """Return scores of pairs, and a list of trials with labels in another file."""
    words, delimiter = rng.choice(_LABELS[:4]), rng.choice(" \t,")
    found = _images(rng, people(rng, 10))
    scores = [[a, b, score(rng, mated=same)] for a, b, same in found]
    listed = [[a, b, words[not same]] for a, b, same in found]
    if rng.random() < 0.5:
        listed = [[label, a, b] for a, b, label in listed]
    return [
        Sheet(name="scores.txt", rows=scores, headed=False, delimiter=delimiter),
        Sheet(name="trials.txt", rows=listed, headed=False, delimiter=delimiter, part="truth"),
    ]


def true_pairs(rng: Random) -> list[Sheet]:
    """Return scores of pairs, and the pairs of one person in another file."""
    delimiter, found = rng.choice(" \t,"), _images(rng, people(rng, 10))
    return [
        Sheet(
            name="scores.txt", rows=[[a, b, score(rng, mated=same)] for a, b, same in found], headed=False,
            delimiter=delimiter,
        ),
        Sheet(
            name="same.txt", rows=[[a, b] for a, b, same in found if same], headed=False, delimiter=delimiter,
            part="truth",
        ),
    ]  # fmt: skip


def lists(rng: Random) -> list[Sheet]:
    """Return mated scores in one file, and non-mated ones in another."""
    mated = [[score(rng, mated=True)] for _ in range(rng.randint(20, 40))]
    others = [[score(rng, mated=False)] for _ in range(rng.randint(40, 60))]
    return [
        Sheet(name="genuine.txt", rows=mated, headed=False),
        Sheet(name="impostor.txt", rows=others, headed=False, part="second"),
    ]


def histograms(rng: Random) -> list[Sheet]:
    """Return scores and how many had each, mated and non-mated ones in two files."""
    delimiter = rng.choice(" \t,")
    mated = [[f"{0.6 + at / 100:.2f}", str(rng.randint(0, 9))] for at in range(30)]
    others = [[f"{0.1 + at / 100:.2f}", str(rng.randint(0, 30))] for at in range(30)]
    return [
        Sheet(name="genuine.txt", rows=mated, headed=False, delimiter=delimiter),
        Sheet(name="impostor.txt", rows=others, headed=False, delimiter=delimiter, part="second"),
    ]


def matrix(rng: Random) -> list[Sheet]:
    """Return a matrix of scores with people along both sides, those of the rows among others above the columns."""
    delimiter = rng.choice(",;\t")
    across = people(rng, rng.randint(10, 14), spaced=delimiter == ";")
    down = across[: rng.randint(9, len(across))] if rng.random() < 0.7 else across
    rows = [[one, *(score(rng, mated=one == other) for other in across)] for one in down]
    return [Sheet(name="matrix.csv", rows=[[rng.choice(("", "id")), *across], *rows], delimiter=delimiter)]


def bob(rng: Random) -> list[Sheet]:
    """Return a score file of Bob, in four or five columns."""
    found, five = _pairs(rng, people(rng, 10)), rng.random() < 0.5
    rows = [
        [a, *([f"m{at}"] if five else []), b, f"probe/{at}", score(rng, mated=same)]
        for at, (a, b, same) in enumerate(found)
    ]
    return [Sheet(name="scores-dev", rows=rows, headed=False, delimiter=" ")]


def candidates(rng: Random) -> list[Sheet]:
    """Return candidate lists: of people who are enrolled, and of people who are known not to be."""
    delimiter = rng.choice(",;\t")
    who = people(rng, 12, spaced=delimiter == ";")
    rows = []
    for at in range(30):
        mated = at % 2 == 0
        one = who[at // 2 % 12]
        listed = [w for w in rng.sample(who, 3) if w != one][:2]
        best = [(one, score(rng, mated=True))] if mated else [(listed.pop(), score(rng, mated=False))]
        more = [(w, f"{0.01 - rank / 1000:.4f}") for rank, w in enumerate(listed)]
        rows += [
            [f"q{at}", one if mated else "", str(rank), name, said]
            for rank, (name, said) in enumerate([*best, *more], 1)
        ]
    header = ["search", "subject", "rank", "candidate_subject", "score"]
    return [Sheet(name="lists.csv", rows=[header, *rows], delimiter=delimiter)]


def nist(rng: Random) -> list[Sheet]:
    """Return a NIST candidate log, and whose every search and template is."""
    who = people(rng, 12)
    rows, subjects = [], [[f"t{at}", one] for at, one in enumerate(who)]
    for at in range(30):
        mated = at % 2 == 0
        subjects.append([f"s{at}", who[at // 2 % 12] if mated else f"stranger{at}"])
        order = rng.sample(range(12), 3)
        if mated:
            order = [at // 2 % 12, *(o for o in order if o != at // 2 % 12)][:3]
        said = [score(rng, mated=mated), "0.0100", "0.0050"]
        if at == 7:
            rows.append([f"s{at}", "0", "2", "0", "null", "null", "0"])
            continue
        rows += [
            [f"s{at}", str(rank), "0", "1", f"t{one}", said[rank], "1" if mated else "0"]
            for rank, one in enumerate(order)
        ]
    head = ["searchId", "candidateRank", "searchRetCode", "isAssigned", "templateId", "score", "decision"]
    return [
        Sheet(name="log.txt", rows=[head, *rows], delimiter=" "),
        Sheet(name="subjects.txt", rows=[["id", "subject"], *subjects], delimiter=" ", part="subjects"),
    ]


def table_of_people(rng: Random) -> list[Sheet]:
    """Return comparisons, and a table of what their people are recorded as."""
    delimiter = rng.choice(",;\t")
    who = people(rng, 12, spaced=delimiter == ";")
    rows = [[a, b, score(rng, mated=same)] for a, b, same in _pairs(rng, who)]
    told = [[one, rng.choice("FM")] for one in who]
    return [
        Sheet(name="table.csv", rows=[["probe_subject", "reference_subject", "score"], *rows], delimiter=delimiter),
        Sheet(name="people.csv", rows=[["subject", "sex"], *told], delimiter=delimiter, part="people"),
    ]


KINDS: Mapping[str, Maker] = {
    "comparisons": comparisons, "labels": labels, "labelled images": labelled_images, "verification": verification,
    "trials": trials, "true pairs": true_pairs, "lists": lists, "histograms": histograms, "matrix": matrix, "bob": bob,
    "candidates": candidates, "nist": nist, "json lines": json_lines, "people": table_of_people,
}  # fmt: skip
