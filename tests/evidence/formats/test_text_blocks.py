"""Text block by block gives what the same text gives whole, however much of it is kept, and wherever it is cut."""

from __future__ import annotations

import gzip
import hashlib
import json
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from bystander.api.verbs import evaluate
from bystander.errors import EvidenceError
from bystander.evidence.comparisons.inspection import inspect
from bystander.evidence.formats import delimited, text_blocks
from bystander.evidence.formats.text_blocks import TextBlock, trial_of_text
from bystander.evidence.read import read_trial
from bystander.tally.comparisons.count import tally_comparisons
from tests.evidence.makers import columns_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bystander.evidence.comparisons.trial import Trial

ROWS = 500  # neither a square, nor k (k - 1), nor k (k + 1) / 2


def lines(rows: int = ROWS, *, names: str = "person", seed: int = 1, mark: str = ",") -> list[str]:
    rng = np.random.default_rng(seed)
    probe, reference = rng.integers(0, 40, (2, rows))
    reference[::7] = probe[::7]
    score = rng.normal(size=rows) + 2 * (probe == reference)
    columns = zip(probe, reference, score, strict=True)
    cells = (("probe_subject", "note", "reference_subject", "score"),
             *((f"{names}{p}", "", f"{names}{r}", f"{s:.6g}") for p, r, s in columns))  # fmt: skip
    return [mark.join(row) for row in cells]


def written(path: Path, text: list[str], *, ending: str = "\n") -> Path:
    content = ("\n".join(text) + ending).encode()
    path.write_bytes(gzip.compress(content) if path.suffix == ".gz" else content)
    return path


@pytest.fixture
def whole(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Trial]:
    """Read a file as small ones are, whole."""

    def read(path: Path, **told: Any) -> Trial:
        with monkeypatch.context() as patch:
            patch.setattr(delimited, "trial_of_text", lambda *_, **__: None)
            return read_trial(path, **told)

    return read


@pytest.fixture
def in_blocks(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Trial]:
    """Read a file as large ones are, in small blocks; ``held``: bytes of columns that are kept."""

    def read(path: Path, *, held: int = 1 << 27, block: int = 200, **told: Any) -> Trial:
        monkeypatch.setattr(text_blocks, "HELD", held)
        with monkeypatch.context() as patch:
            patch.setattr(delimited, "trial_of_text", partial(trial_of_text, large=0, block=block))
            return read_trial(path, **told)

    return read


def same(one: Trial, other: Trial) -> None:
    """Compare two trials, and all that is said of them."""
    plain = ("name", "sha256", "format", "subjects", "rows_read", "rows_refused", "distance", "problems", "samples")
    for name in (*plain, "halves", "chained", "synthetic", "failed_scores"):
        assert getattr(one, name) == getattr(other, name), name
    first, second = columns_of(one), columns_of(other)
    assert first.keys() == second.keys()
    for name, column in first.items():
        assert column.dtype == second[name].dtype
        assert column.tobytes() == second[name].tobytes(), name
    assert inspect(one) == inspect(other)
    assert one.people is not None
    assert other.people is not None
    assert one.people.keyed(b"k").tolist() == other.people.keyed(b"k").tolist()


FILES: dict[str, tuple[list[str], dict[str, Any]]] = {
    "plain": (lines(), {}),
    "longer names": (lines(names="somebody with a long name "), {}),
    "names beyond ASCII": (lines(names="Zoë "), {}),
    "white space around names": ([*lines(), " person1,,person1 ,0.5"], {}),
    "semicolons": (lines(mark=";"), {}),
    "quoted headings": (['"probe_subject","note","reference_subject","score"', *lines()[1:]], {}),
    "distances": (lines(), {"distance": True}),
    "a value for failures": ([*lines(), "person1,,person2,-99"], {"failed_scores": [-99.0]}),
    "scores that are none": ([*lines(), "person1,,person2,nan", "person1,,person2,-inf"], {}),
    "other headings": (["Subject1,note,Subject2,similarity", *lines()[1:]], {}),
    "as many rows as a loop has": (lines(506), {}),
    "declared to be apart": (lines(484), {"square": "apart"}),
}


@pytest.mark.parametrize("held", [0, 2000, 1 << 27])
@pytest.mark.parametrize("file", FILES)
def test_same_as_whole(
    tmp_path: Path, file: str, held: int, whole: Callable[..., Trial], in_blocks: Callable[..., Trial]
) -> None:
    text, told = FILES[file]
    path = written(tmp_path / "a.csv", text)
    found = in_blocks(path, held=held, **told)
    assert all(isinstance(block, TextBlock) for block in found.blocks)
    assert len(found.blocks) > 10
    same(found, whole(path, **told))


@pytest.mark.parametrize("block", [64, 999, 1 << 20])
@pytest.mark.parametrize("ending", ["", "\n"])
def test_wherever_it_is_cut(
    tmp_path: Path, block: int, ending: str, whole: Callable[..., Trial], in_blocks: Callable[..., Trial]
) -> None:
    path = written(tmp_path / "a.csv", lines(), ending=ending)
    same(in_blocks(path, block=block, held=3000), whole(path))


def test_people_in_more_than_two_bytes(
    tmp_path: Path, whole: Callable[..., Trial], in_blocks: Callable[..., Trial]
) -> None:
    number = np.random.default_rng(1).permutation(70_000)
    rows = (f"{a},{b},.5" for a, b in zip(number, number[::-1], strict=True))
    path = written(tmp_path / "a.csv", ["probe_subject,reference_subject,score", *rows, "5,5,.7"])
    same(in_blocks(path, block=1 << 16, held=1 << 19), whole(path))


def test_text_whose_cells_are_quoted_is_read_in_blocks(
    tmp_path: Path, whole: Callable[..., Trial], in_blocks: Callable[..., Trial]
) -> None:
    quoted = [",".join(f'"{cell}"' for cell in line.split(",")) for line in lines()]
    path = written(tmp_path / "a.csv", quoted)
    assert all(isinstance(block, TextBlock) for block in in_blocks(path).blocks)
    same(in_blocks(path), whole(path))


OTHERS: dict[str, list[str]] = {
    "somebody unknown": [*lines(), "unknown,,person1,0.5"],
    "nobody": [*lines(), " ,,person1,0.5"],
    "an empty cell": [*lines(), ",,person1,0.5"],
    "a quotation mark within": [*lines(), '"per""son1",,person1,0.5'],
    "a carriage return": [*lines(), "person1,,person1,0.5\r"],
    "a row too short": [*lines(), "person1,person1,0.5"],
    "no number": [*lines(), "person1,,person1,much"],
    "a decimal comma": ["probe_subject;reference_subject;score", "a;b;0,5", "a;a;0,7"],
    "a loop over images": [
        "probe_subject,reference_subject,score",
        *(f"{a // 2},{b // 2},{1 if a == b else (a * b) % 97 / 100}" for a in range(20) for b in range(20)),
    ],
    "images": ["probe_subject,reference_subject,score,probe_id", *(f"{line},q" for line in ("a,b,.5", "a,a,.7"))],
    "flags": ["probe_subject,reference_subject,score,failed", "a,b,.5,0", "a,a,.7,1"],
    "a header alone": ["probe_subject,reference_subject,score"],
}


@pytest.mark.parametrize("text", OTHERS.values(), ids=OTHERS)
def test_anything_else_is_read_whole(
    tmp_path: Path, text: list[str], whole: Callable[..., Trial], in_blocks: Callable[..., Trial]
) -> None:
    path = written(tmp_path / "a.csv", text)

    def come_of(read: Callable[..., Trial]) -> Any:
        try:
            trial = read(path)
        except EvidenceError as stop:
            return stop.problems
        assert not any(isinstance(block, TextBlock) for block in trial.blocks)
        return trial.rows_read, trial.rows_refused, trial.problems, inspect(trial)

    assert come_of(in_blocks) == come_of(whole)


@pytest.mark.parametrize("odd", [b"\xff", b"\0", b"Zo\xc3"])
def test_bytes_that_are_no_utf8_are_read_whole(tmp_path: Path, odd: bytes, in_blocks: Callable[..., Trial]) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(("\n".join(lines()) + "\n").encode() + odd + b",,person1,0.5\n")
    if odd == b"\0":
        with pytest.raises(EvidenceError, match="EV03"):
            in_blocks(path)
    else:
        assert not any(isinstance(block, TextBlock) for block in in_blocks(path).blocks)


@pytest.mark.parametrize("held", [0, 1 << 27])
def test_compressed_text(
    tmp_path: Path, held: int, whole: Callable[..., Trial], in_blocks: Callable[..., Trial]
) -> None:
    path = written(tmp_path / "a.csv.gz", lines())
    found = in_blocks(path, held=held)
    assert isinstance(found.blocks[0], TextBlock)
    assert found.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    same(found, whole(path))


def test_a_row_is_told_by_its_number_in_the_file(tmp_path: Path, in_blocks: Callable[..., Trial]) -> None:
    text = lines()
    text[300] = "person1,,person2,nan"
    found = inspect(in_blocks(written(tmp_path / "a.csv", ["", *text]), held=2000))
    assert any("row 302" in problem.where for problem in found.problems if problem.code == "EV11")


@pytest.mark.parametrize("change", ["longer", "other words", "gone"])
def test_a_file_that_changes_meanwhile_stops_the_work(
    tmp_path: Path, change: str, in_blocks: Callable[..., Trial]
) -> None:
    path = written(tmp_path / "a.csv", lines())
    trial = in_blocks(path, held=0)
    if change == "gone":
        path.unlink()
    else:
        written(path, [*lines(), "a,,b,1"] if change == "longer" else lines(names="others"))
    with pytest.raises(EvidenceError) as stop:
        inspect(trial)
    assert [problem.code for problem in stop.value.problems] == ["EV03"]
    assert "changed" in str(stop.value)


def test_the_same_findings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path / "a.csv", lines())
    told = json.dumps(json.loads(evaluate(path).document.model_dump_json()), sort_keys=True)
    monkeypatch.setattr(text_blocks, "HELD", 3000)
    monkeypatch.setattr(delimited, "trial_of_text", partial(trial_of_text, large=0, block=200))
    assert json.dumps(json.loads(evaluate(path).document.model_dump_json()), sort_keys=True) == told


def test_the_same_tally_of_blocks_that_are_read_again(tmp_path: Path, in_blocks: Callable[..., Trial]) -> None:
    path = written(tmp_path / "a.csv", lines())
    kept, again = (
        tally_comparisons(in_blocks(path, held=held), engine="numba", thresholds=[0.5], targets=[0.01])
        for held in (1 << 27, 0)
    )
    assert kept.false_matches(0.5) == again.false_matches(0.5)
    assert kept.crossings == again.crossings
