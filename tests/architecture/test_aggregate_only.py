"""Aggregate only: identifiers planted as canaries appear in nothing that Bystander writes or says."""

from __future__ import annotations

import random
from functools import cache
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., subprocess.CompletedProcess[str]]
    Ran = Callable[[str, Callable[[], str]], tuple[Path, subprocess.CompletedProcess[str]]]

CANARIES = ("Zanzibarqueline", "Xylophonsine", "probepicture", "gallerypicture")


def people() -> list[str]:
    return [f"{CANARIES[side % 2]}-{side:02d}" for side in range(30)]


def rows(seed: int = 3) -> list[str]:
    generator = random.Random(seed)
    return [
        f"{probe},{reference},probepicture-{i},gallerypicture-{j},{generator.gauss(60 if i == j else 20, 10):.2f}"
        for i, probe in enumerate(people())
        for j, reference in enumerate(people())
    ]


HEADER = "probe_subject,reference_subject,probe_id,reference_id,score"


def sound() -> str:
    return "\n".join([HEADER, *rows()])


def refused_rows() -> str:
    """Duplicates, self-comparisons, missing subjects and a pile of one score: all that is refused or warned of."""
    name = people()[0]
    bad = [rows()[5]] * 3 + [f"{name},{name},probepicture-1,probepicture-1,99"] + [f",{name},probepicture-77,x,20"] * 2
    pile = [f"{name},{other},probepicture-88,gallerypicture-{j},-1" for j, other in enumerate(people())]
    return "\n".join([HEADER, *rows(), *bad, *pile])


def unusable_scores() -> str:
    name, other = people()[:2]
    bad = [f"{name},{other},probepicture-1,gallerypicture-1,{score}" for score in ("nan", "inf", name, "")]
    return "\n".join([HEADER, *rows(), *bad])


def ragged() -> str:
    return "\n".join([HEADER, *rows(), f"{people()[0]},{people()[1]}", f"{people()[0]}\t3;{people()[2]}"])


def shifted_columns() -> str:
    return "\n".join(["score,probe_subject,reference_subject,probe_id,reference_id", *rows()])


def without_header() -> str:
    return "\n".join(rows())


def matrix() -> str:
    generator = random.Random(5)
    lines = [",".join(["", *people()])]
    for i, name in enumerate(people()):
        lines.append(",".join([name, *(f"{generator.gauss(60 if i == j else 20, 10):.2f}" for j in range(30))]))
    return "\n".join(lines)


def broken_matrix() -> str:
    return matrix().replace(",", f",{people()[3]},", 40)


def candidate_lists() -> str:
    """Searches of enrolled people and of others, with sound and refused rows."""
    generator = random.Random(8)
    lines = ["search,subject,rank,candidate_subject,score,candidate_id,person"]
    for i, name in enumerate(people()):
        subject = name if i % 3 else ("" if i % 2 else "?")
        scores = sorted((generator.gauss(20, 5) for _ in range(4)), reverse=True)
        picked = generator.sample([enrolled for k, enrolled in enumerate(people()) if k % 3], 4)
        lines += [f"probepicture-{i},{subject},{r},{who},{s:.3f},gallerypicture-{who},{name}"
                  for r, (who, s) in enumerate(zip(picked, scores, strict=True), 1)]  # fmt: skip
    return "\n".join(lines)


def seeded_test() -> str:
    """Passes of volunteers, sound rows and rows without a volunteer, with a name in a column that nothing reads."""
    lines = ["volunteer,pass,detected,alerted,camera,remark"]
    for i, name in enumerate(people()):
        lines += [f"{name},{one},1,{(i + one) % 2},gate {one % 2},{name}" for one in (1, 2, 3)]
    return "\n".join([*lines, ",1,1,1,gate 0,probepicture-1"])


def contradicting_lists() -> str:
    """Every contradiction that the checks of lists name by its row."""
    lines = candidate_lists().splitlines()
    lines[3] = lines[3].replace("gallerypicture", "probepicture").replace(",3,", ",1,")
    lines[6] = ",".join([*lines[6].split(",")[:4], "999", *lines[6].split(",")[5:]])
    return "\n".join(lines)


TRIALS = [
    seeded_test,
    candidate_lists,
    contradicting_lists,
    sound,
    refused_rows,
    unusable_scores,
    ragged,
    shifted_columns,
    without_header,
    matrix,
    broken_matrix,
]


def assert_no_canary(where: str, content: bytes) -> None:
    for canary in CANARIES:
        for encoding in ("utf-8", "utf-16-le"):
            assert canary.lower().encode(encoding) not in content.lower(), f"{canary} in {where}"


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory, bystander: Run, process: Run) -> Ran:
    """Run a command on a trial, once for all who look; gives the folder that it ran in, too.

    One trial, of which the most is said, is given to a process of its own: that may speak as it ends.
    """

    @cache
    def run(command: str, make: Callable[[], str]) -> tuple[Path, subprocess.CompletedProcess[str]]:
        folder = tmp_path_factory.mktemp(command)
        (folder / "trial.csv").write_text(make() + "\n", encoding="utf-8")
        output = ["-o", "out"] if command == "evaluate" else []
        return folder, (process if make is refused_rows else bystander)(command, "trial.csv", *output, cwd=folder)

    return run


@pytest.mark.parametrize("make", TRIALS, ids=lambda make: make.__name__)
@pytest.mark.parametrize("command", ["evaluate", "check"])
def test_identifiers_appear_in_no_output_of(command: str, make: Callable[[], str], ran: Ran) -> None:
    folder, done = ran(command, make)
    assert done.returncode in (0, 2), done.stderr
    assert "Traceback" not in done.stderr
    assert_no_canary("stdout", done.stdout.encode())
    assert_no_canary("stderr", done.stderr.encode())
    for path in folder.rglob("*"):
        assert_no_canary("a file name", path.name.encode())
        if path.is_file() and path.name != "trial.csv":
            assert_no_canary(path.name, path.read_bytes())


@pytest.mark.parametrize("searches", [[], ["--searches"]], ids=["comparisons", "searches"])
@pytest.mark.parametrize("make", TRIALS, ids=lambda make: make.__name__)
def test_identifiers_appear_in_no_tally(
    make: Callable[[], str], searches: list[str], tmp_path: Path, bystander: Run
) -> None:
    import pyarrow.parquet as pq

    (tmp_path / "trial.csv").write_text(make() + "\n", encoding="utf-8")
    done = bystander("tally", "trial.csv", "-o", "trial.tally", *searches, cwd=tmp_path)
    assert done.returncode in (0, 2), done.stderr
    assert "Traceback" not in done.stderr
    assert_no_canary("stdout", done.stdout.encode())
    assert_no_canary("stderr", done.stderr.encode())
    made = tmp_path / "trial.tally"
    assert made.exists() == (done.returncode == 0)
    if made.exists():
        assert_no_canary("the tally", made.read_bytes())
        table = pq.read_table(made)  # what compression hides
        assert_no_canary("the tally", str(table.schema.metadata).encode())
        assert_no_canary("the tally", str(table.to_pydict()).encode())
        assert b"evidence about single people" in table.schema.metadata[b"bystander.tally"]


@pytest.mark.parametrize("make", [candidate_lists, sound, matrix])
def test_a_sound_trial_is_evaluated_so_that_its_outputs_were_searched(make: Callable[[], str], ran: Ran) -> None:
    folder, done = ran("evaluate", make)
    assert done.returncode == 0, done.stderr
    assert len(list((folder / "out").iterdir())) == 4


def test_only_the_note_of_a_record_is_repeated_and_only_beside_its_row(tmp_path: Path, bystander: Run) -> None:
    """A published note is quoted in findings and page, and not printed; nothing else that names somebody is."""
    lines = ["date,place,faces_seen,alerts,true_alerts,false_alerts,note,officer"]
    lines += [f"2024-05-{day:02d},Square,9000,3,1,2,a remark,Zanzibarqueline" for day in range(1, 12)]
    noted = [line.replace("a remark", "Zanzibarqueline was stopped") for line in lines]
    mistaken = [*noted, "2024-05-12,Square,9000,3,5,Xylophonsine,probepicture,"]
    for name, content in (("sound", lines), ("noted", noted), ("mistaken", mistaken)):
        (tmp_path / "record.csv").write_text("\n".join(content) + "\n", encoding="utf-8")
        done = bystander("audit", "record.csv", "-o", name, cwd=tmp_path)
        assert done.returncode == (2 if name == "mistaken" else 0), done.stderr
        checked = bystander("check", "record.csv", cwd=tmp_path)
        for text in (done.stdout, done.stderr, checked.stdout, checked.stderr):
            assert_no_canary("what was printed", text.encode())
    assert not (tmp_path / "mistaken").exists()
    for path in (tmp_path / "sound").iterdir():
        assert_no_canary(path.name, path.read_bytes())
    quoted = {path.name for path in (tmp_path / "noted").iterdir() if b"Zanzibarqueline" in path.read_bytes()}
    assert quoted == {"findings.json", "report.html"}
