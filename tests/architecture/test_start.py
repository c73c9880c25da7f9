"""What a small report does without: counted, as nothing else shows it before a user waits for it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bystander.demo import generate

UNUSED = (
    "vl_convert",  # pages are drawn by ourselves
    "numba", "llvmlite",  # nothing is compiled for what numpy does as soon
    "pandas", "numpy.testing._private", "numpy.f2py.crackfortran",  # others import them wherever they can
    "bystander.shards", "bystander.crowd", "bystander.planning", "bystander.tour",  # other evidence, other commands
    "bystander.plots.over_time", "bystander.plots.groups", "bystander.plots.cmc",  # charts of other studies
    "bystander.studies.groups.how_far_apart", "bystander.evidence.record.checks.order",
    "bystander.evidence.search_record.read", "bystander.evidence.passes.read", "bystander.evidence.record.dates",
    "bystander.evidence.formats.parquet.read", "bystander.evidence.formats.numpy_arrays",  # other files
    "bystander.evidence.formats.workbook", "bystander.evidence.formats.bee", "bystander.evidence.comparisons.matrix",
    "bystander.evidence.formats.candidate_lists", "bystander.evidence.searches.embeddings",
    "bystander.evidence.searches.searches", "bystander.tally.comparisons.by_group",
)  # fmt: skip
SCRIPT = """
import json, sys
from pathlib import Path
started, drawn = [], []
sys.addaudithook(lambda event, _: started.append(event) if event in ("subprocess.Popen", "os.fork") else None)
from bystander.plots import drawing
draw = drawing.to_svg
drawing.to_svg = lambda *a, **k: drawn.append(1) or draw(*a, **k)
from bystander.cli import main
try:
    main(sys.argv[1:])
finally:
    print()
    threads = [path.read_text().strip() for path in Path("/proc/self/task").glob("*/comm")]
    found = {"modules": sorted(sys.modules), "processes": started, "drawings": len(drawn), "threads": threads}
    print(json.dumps(found))
"""


def ran(*arguments: str) -> dict[str, Any]:
    """Run a command in a process of its own, and return what it imported, started and drew."""
    environment = {name: value for name, value in os.environ.items() if name != "BYSTANDER_TRACEBACK"}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *arguments], capture_output=True, text=True, check=True, env=environment
    )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def no_engine(found: dict[str, Any]) -> list[str]:
    """Return the threads of a JavaScript engine: Vega's takes most of a second of every command that starts it."""
    return [name for name in found["threads"] if "V8" in name]


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("start")
    trial = folder / "trial.csv.gz"
    trial.write_bytes(generate.csv_gz(subjects=40)[0])
    found = ran("evaluate", str(trial), "-o", str(folder / "out"))
    assert (folder / "out" / "report.html").stat().st_size > 0
    return found


@pytest.mark.parametrize("name", UNUSED)
def test_a_small_report_imports_nothing_that_it_does_not_use(report: dict[str, Any], name: str) -> None:
    assert [m for m in report["modules"] if m == name or m.startswith(f"{name}.")] == []


def test_a_small_report_is_drawn_in_one_process_each_chart_for_wide_and_narrow_screens(report: dict[str, Any]) -> None:
    assert report["processes"] == []
    assert report["drawings"] == 2 * 2  # the curve and the scores


def test_a_library_that_is_put_off_comes_when_something_of_it_is_used() -> None:
    script = (
        "import sys\nfrom bystander.cli.lean import lean\nlean()\nimport numpy\nnumpy.testing\n"
        "print('numpy.testing._private.utils' in sys.modules)\nfrom numpy.testing import assert_equal\n"
        "assert_equal(1, 1)\nprint('numpy.testing._private.utils' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True"]


def test_a_command_ends_without_a_last_look_for_what_holds_each_other() -> None:
    script = (
        "import atexit, gc\nfrom bystander.cli import main\n"
        "atexit.register(lambda: print(gc.get_threshold()[0], gc.get_freeze_count() > 10_000))\nmain(['--version'])\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "200000 True"


def test_the_demo_starts_no_process_and_compiles_nothing(tmp_path: Path) -> None:
    found = ran("demo", "-o", str(tmp_path / "demo"))
    assert found["processes"] == []
    assert no_engine(found) == []
    assert not {"numba", "pandas"} & {name.split(".")[0] for name in found["modules"]}


def test_the_picture_of_a_claim_becomes_a_png_and_no_page_starts_a_javascript_engine(tmp_path: Path) -> None:
    found = ran("claim", "met-0-0003", "-o", str(tmp_path / "out"))
    assert (tmp_path / "out" / "share.png").stat().st_size > 0
    assert "vl_convert" in found["modules"]
    assert no_engine(found) == []


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="threads are told by Linux alone")
def test_an_engine_that_was_started_would_be_found() -> None:
    script = SCRIPT.replace("from bystander.cli import main", "from tests.oracles.vega import drawn as main").replace(
        "sys.argv[1:]", '{"mark": "point"}'
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert no_engine(json.loads(done.stdout.splitlines()[-1])) != []
