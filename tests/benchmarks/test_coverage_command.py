"""What the command of the coverage benchmark measures is kept part by part, and the page is written from all."""

from __future__ import annotations

import json
from dataclasses import asdict
from importlib.metadata import version
from typing import TYPE_CHECKING, NamedTuple

import pytest

from benchmarks.coverage import (
    __main__,
    criteria,
    page_words,
    parts,
)
from benchmarks.coverage.criteria import Check, Effort

if TYPE_CHECKING:
    from pathlib import Path

FAST = Effort(reps=300, seed=1)


class World(NamedTuple):
    name: str


ALL = (World("first"), World("second"), World("third"))


def test_every_part_that_the_page_names_is_one_that_is_run() -> None:
    named = {part for parts in page_words.WHERE.values() for part in parts.split(", ")}
    assert named - {"V2 to V5b"} <= set(criteria.ALL)
    assert set(page_words.TITLES) == set(criteria.ALL)


def _asked(folder: Path, *more: str) -> list[str]:
    return ["--measured", str(folder / "measured"), "--page", str(folder / "page.md"), "--workers", "1", *more]


def test_the_command_keeps_each_part_and_writes_the_page_of_all(tmp_path: Path) -> None:
    assert __main__.main(_asked(tmp_path, "--only", "V1", "V5", "--reps", "200")) == 0
    page = (tmp_path / "page.md").read_text(encoding="utf-8")
    assert "| V5 | KG-t coverage, two-way | 1 | 0.93 to 0.97 |" in page
    assert f"| V5 | 200 | 1 | {version('bystander')} |" in page
    assert "Not measured: V2, V3" in page
    kept = parts.written(tmp_path / "measured")
    assert list(kept) == ["V1", "V5"]
    assert not [check for part in kept.values() for check in part.checks if check.passed is False]
    assert (kept["V5"].reps, kept["V5"].seed, kept["V5"].code) == (200, 1, parts.fingerprint())


def test_one_part_measured_anew_leaves_the_others_and_says_with_how_many_trials(tmp_path: Path) -> None:
    assert __main__.main(_asked(tmp_path, "--only", "V15", "V20", "--reps", "20")) == 0
    before = (tmp_path / "measured" / "V15.json").read_bytes()
    assert __main__.main(_asked(tmp_path, "--only", "V20", "--reps", "30", "--seed", "2")) == 0
    assert (tmp_path / "measured" / "V15.json").read_bytes() == before
    page = (tmp_path / "page.md").read_text(encoding="utf-8")
    assert "| V15 | 20 | 1 |" in page
    assert "| V20 | 30 | 2 |" in page


def test_an_interrupted_run_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert __main__.main(_asked(tmp_path, "--only", "V15", "--reps", "20")) == 0

    def again(effort: Effort) -> list[Check]:
        raise AssertionError(f"measured again with {effort}")

    monkeypatch.setitem(criteria.ALL, "V15", again)
    resumed = _asked(tmp_path, "--resume", "--reps", "20", "--only", "V15")
    assert __main__.main([*resumed, "V20"]) == 0
    assert list(parts.written(tmp_path / "measured")) == ["V15", "V20"]
    with pytest.raises(AssertionError, match="measured again"):
        __main__.main([*resumed, "--seed", "2"])
    monkeypatch.setattr(parts, "fingerprint", lambda: "other code")
    with pytest.raises(AssertionError, match="measured again"):
        __main__.main(resumed)


def test_a_part_that_broke_off_goes_on_with_the_worlds_that_are_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    broken = ["second"]

    def held(world: World, *, reps: int, seed: int) -> float:
        asked.append(world.name)
        if world.name in broken:
            raise KeyboardInterrupt
        return reps + seed

    def part(effort: Effort) -> list[Check]:
        return [
            Check("V15", world.name, "it", found, 0.0) for world, found in zip(ALL, effort.each(held, ALL), strict=True)
        ]

    monkeypatch.setitem(criteria.ALL, "V15", part)
    resumed = _asked(tmp_path, "--only", "V15", "--reps", "20", "--resume")
    with pytest.raises(KeyboardInterrupt):
        __main__.main(resumed)
    begun = tmp_path / "measured" / "V15.begun"
    begun.write_bytes(begun.read_bytes() + b"\x80")  # the next world, half written
    broken.clear()
    assert __main__.main(resumed) == 0
    assert asked == ["first", "second", "second", "third"]
    assert [check.measured for check in parts.written(tmp_path / "measured")["V15"].checks] == [21, 21, 21]
    assert not begun.exists()


def test_figures_of_another_file_are_taken_into_their_parts_and_keep_how_they_were_measured(tmp_path: Path) -> None:
    figures = [asdict(Check(name, "a setting", "a figure", 0.95, 0.01, 0.9)) for name in ("V3", "V4")]
    made_by = {"version": "0.0.9", "numpy": "1", "scipy": "2"}
    document = {"made_by": made_by, "reps": 77, "seed": 5, "checks": [row | {"passed": True} for row in figures]}
    (tmp_path / "figures.json").write_text(json.dumps(document))
    assert __main__.main(_asked(tmp_path, "--take", str(tmp_path / "figures.json"))) == 0
    kept = parts.written(tmp_path / "measured")
    assert list(kept) == ["V3", "V4"]
    assert (kept["V4"].reps, kept["V4"].seed, kept["V4"].made_by, kept["V4"].code) == (77, 5, made_by, None)
    assert "| V3 | 77 | 5 | 0.0.9 | 1 | 2 | not kept |" in (tmp_path / "page.md").read_text(encoding="utf-8")
    (tmp_path / "wrong.json").write_text(json.dumps(document | {"checks": [figures[0] | {"criterion": "V99"}]}))
    with pytest.raises(ValueError, match="no such part: V99"):
        parts.take(tmp_path / "wrong.json", tmp_path)


def test_what_is_kept_comes_back_as_it_was(tmp_path: Path) -> None:
    checks = (Check("V3", "s", "w", 0.94321, 0.005, 0.93, None, 0.01, 7.5), Check("V3", "t", "w", 1.0, 0.0))
    part = parts.present("V3", reps=9, seed=4, checks=checks)
    parts.write(part, tmp_path)
    assert parts.written(tmp_path) == {"V3": part}


def test_a_failed_criterion_ends_with_status_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    wrong = Check("V1", "a setting", "a figure", 0.5, 0.0, 0.9, 1.0)
    monkeypatch.setitem(criteria.ALL, "V1", lambda _: [wrong])
    assert __main__.main(_asked(tmp_path, "--only", "V1")) == 1
