"""The folder list is the argument of the tool: imports run one way, and heavy parts have one home."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from bystander.cli import COMMANDS
from tests.architecture.imports import Import, every_import, imports, imports_of, source_files

if TYPE_CHECKING:
    from pathlib import Path

# A package may import those of a lower number, and itself.
LAYERS = {
    "_version": -1, "errors": -1,
    "toml_file": -0.5,
    "atomic": 0, "findings": 0, "kernels": 0,
    "evidence": 1,
    "tally": 2, "shards": 2.5,  # the counts of one machine; the same counts on many
    "intervals": 3,
    "claims": 4, "crowd": 4, "differentials": 4, "planning": 4,
    "quantities": 5,
    "requirements": 5.5,
    "studies": 6,
    "look": 6.5,  # colours and signs; whatever is shown uses them
    "plots": 7, "report": 7.5,  # a page holds charts; no chart knows of a page
    "explorer": 8,
    "tour": 8.5,  # it ends in the explorer's page
    "api": 9,
    "demo": 10,
    "serve": 11,
    "cli": 12,
}  # fmt: skip

# Third parties that only these packages may import.
HOMES = {
    "duckdb": set(),  # the tests read frames of it
    "openpyxl": {"evidence"},
    "altair": set(),  # its schema of Vega-Lite is for the tests of plots alone
    "vl_convert": {"plots"},
    "jinja2": {"report", "serve"},
    "starlette": {"serve"},
    "uvicorn": {"cli"},
    "python_multipart": {"cli"},
    "numba": {"kernels"},
    "click": {"cli"},
    "rich": {"cli"},
    "typst": set(),
    "dask": {"shards"},
    "distributed": {"shards"},
    "torch": {"tally"},
    "llvmlite": {"kernels"},
}

BROWSER_LACKS = {"numba", "llvmlite", "duckdb", "vl_convert"}

STATISTICS = {"numpy", "scipy"}  # all that these may stand on, beside the standard library; numba through kernels
STATISTICAL = {"intervals", "quantities", "differentials", "planning"}
FILES_AND_WEB = {"pathlib", "io", "os", "shutil", "tempfile", "http", "urllib", "socket", "sqlite3", "csv", "json"}
NETWORK = {"http", "urllib", "socket", "ssl", "ftplib", "smtplib", "requests", "httpx", "aiohttp"}

# Nothing that could take a picture, or find a face in one (DESIGN section 1).
IMAGES = {
    "cv2", "PIL", "imageio", "skimage", "torchvision", "pyav", "av", "picamera", "picamera2", "pygame", "v4l2",
    "face_recognition", "dlib", "mediapipe", "insightface", "deepface", "facenet_pytorch", "mtcnn", "retinaface",
}  # fmt: skip

HEAVY = {
    "numpy", "scipy", "numba", "llvmlite", "altair", "vl_convert", "duckdb", "pyarrow", "pydantic", "rich", "jinja2",
    "pandas", "polars", "torch", "openpyxl",
}  # fmt: skip


def package(module: str) -> str:
    """Return the package of a module of ours: "evidence" of "bystander.evidence.comparisons.trial"; "" of the root."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else ""


def third_parties() -> list[Import]:
    return [i for i in imports() if not i.imported.startswith("bystander")]


def test_imports_between_packages_run_one_way_down() -> None:
    assert wrong_way(every_import()) == []


def wrong_way(found: tuple[Import, ...] | list[Import]) -> list[str]:
    ours = [i for i in found if i.imported.startswith("bystander.") and package(i.importer) not in ("", "__main__")]
    return [
        f"{i.importer} imports {i.imported}"
        for i in ours
        if package(i.imported) in LAYERS
        and package(i.imported) != package(i.importer)
        and LAYERS[package(i.importer)] <= LAYERS[package(i.imported)]
    ]


def test_every_package_has_its_layer() -> None:
    packages = {package(i.importer) for i in imports()} - {"", "__main__"}
    assert packages <= set(LAYERS)


def test_a_wrong_import_would_be_found_wherever_it_stands() -> None:
    inside = imports_of("def f():\n    from bystander.report.html import render\n", "bystander.intervals.kg_t")
    assert wrong_way(inside) == ["bystander.intervals.kg_t imports bystander.report.html.render"]
    typing_only = "if TYPE_CHECKING:\n    from bystander.cli import main\nelse:\n    import os\n"
    found = imports_of(typing_only, "bystander.intervals.kg_t")
    assert wrong_way(found) == ["bystander.intervals.kg_t imports bystander.cli.main"]
    assert [i.imported for i in found if not i.for_types] == ["os"]


def test_how_sure_does_not_depend_on_what_was_counted() -> None:
    ours = [i for i in every_import() if i.imported.startswith("bystander.") and package(i.importer) == "intervals"]
    assert {package(i.imported) for i in ours} <= {"intervals", "findings", "errors", "kernels"}


@pytest.mark.parametrize("library", sorted(HOMES))
def test_a_third_party_is_imported_only_where_it_is_at_home(library: str) -> None:
    users = {package(i.importer) for i in third_parties() if i.imported.split(".")[0] == library}
    assert users <= HOMES[library]


def test_torch_is_imported_only_inside_functions() -> None:
    assert [i for i in third_parties() if i.imported.split(".")[0] == "torch" and i.at_import] == []


def test_what_a_browser_lacks_is_imported_only_inside_functions() -> None:
    early = {i.importer for i in third_parties() if i.at_import and i.imported.split(".")[0] in BROWSER_LACKS}
    assert early == {"bystander.kernels.whole_products"}  # writes code for the compiler itself
    ours = {i.importer for i in imports() if i.at_import and i.imported.startswith(tuple(early))}
    assert ours == {"bystander.tally.searches.products"}
    assert [i for i in imports() if i.at_import and i.imported.startswith(tuple(ours))] == []


def test_statistics_import_numpy_and_scipy_and_nothing_else() -> None:
    standard = sys.stdlib_module_names - FILES_AND_WEB
    for i in third_parties():
        if package(i.importer) in STATISTICAL:
            assert i.imported.split(".")[0] in STATISTICS | standard, i


def test_scipy_stats_is_imported_nowhere_as_it_costs_a_second() -> None:
    assert [i for i in third_parties() if i.imported.startswith("scipy.stats")] == []


def test_plots_and_report_see_findings_and_never_scores() -> None:
    ours = [i for i in every_import() if i.imported.startswith("bystander.")]
    seen = {package(i.imported) for i in ours if package(i.importer) in ("plots", "report")}
    assert seen - {"", "look", "plots", "report", "findings", "errors"} == set()


def test_nothing_imports_a_camera_an_image_or_a_face_library() -> None:
    assert [i for i in third_parties() if i.imported.split(".")[0] in IMAGES] == []


def test_nothing_opens_a_connection() -> None:
    calls = [i for i in third_parties() if i.imported.split(".")[0] in NETWORK]
    calls = [i for i in calls if not i.imported.startswith("urllib.parse")]  # takes addresses apart, opens none
    assert {(i.importer, i.imported) for i in calls} <= {("bystander.cli.serve", "socket")}  # listens, never calls


def test_every_third_party_is_a_declared_dependency(root: object) -> None:
    import tomllib
    from pathlib import Path

    declared = tomllib.loads((Path(str(root)) / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    names = {d.split(">")[0].replace("-", "_") for d in declared} | {"vl_convert"}
    used = {i.imported.split(".")[0] for i in third_parties()} - sys.stdlib_module_names - {"__future__"}
    optional = {"pandas"}  # offered where it is there, never needed
    optional |= {"starlette", "uvicorn", "python_multipart"}  # the extra "serve"
    optional |= {"distributed"}  # the extra "dask"
    optional |= {"torch"}  # the extra of that name
    optional |= {"pydantic_core"}  # pydantic's own
    optional |= {"llvmlite"}  # numba's own, which names the version that it needs
    assert used - names - optional == set()
    assert names - {"vl_convert_python"} - used == set(), "declared, but not imported"


@pytest.mark.parametrize(
    "code",
    [
        "import bystander",
        "import bystander; dir(bystander); bystander.EvidenceError",
        "from bystander.cli import run; run(['--help'])",
        "from bystander.cli import run; run(['--version'])",
        "from bystander.cli import run; run(['no-such-command'])",
    ],
)
def test_nothing_heavy_is_imported_before_it_is_needed(code: str) -> None:
    script = f"import contextlib, io, json, sys\nwith contextlib.redirect_stdout(io.StringIO()):\n    {code}\n"
    script += "print(json.dumps(sorted({m.split('.')[0] for m in sys.modules})))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert HEAVY & set(json.loads(done.stdout)) == set()


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_a_command_imports_no_numerical_library(command: str) -> None:
    script = (
        "import contextlib, io, json, sys\nfrom bystander.cli import run\n"
        f"with contextlib.redirect_stdout(io.StringIO()):\n    run([{command!r}, '--help'])\n"
        "print(json.dumps(sorted({m.split('.')[0] for m in sys.modules})))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert (HEAVY - {"pydantic"}) & set(json.loads(done.stdout)) == set()


def test_a_command_reads_a_table_without_pandas_which_pyarrow_would_import(tmp_path: Path) -> None:
    table = tmp_path / "people.csv"
    table.write_text("probe_subject,reference_subject,score\n" + "a,a,1.5\na,b,0.5\nb,b,1.25\nb,a,0.25\n")
    script = (
        "import sys\nfrom bystander.cli import main\n"
        f"try:\n    main(['check', {str(table)!r}])\nexcept SystemExit as end:\n    print(end.code)\n"
        "print('pyarrow' in sys.modules, any(m.startswith('pandas.') for m in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-2:] == ["0", "True False"], done.stdout + done.stderr


def test_python_reads_a_whole_parquet_file_of_numbers_without_pandas_as_well(tmp_path: Path) -> None:
    table = {"probe_subject": [1, 1, 2], "reference_subject": [1, 2, 2], "score": [1.5, 0.5, 1.25]}
    pq.write_table(pa.table(table), tmp_path / "trial.parquet")
    script = (
        f"import sys, bystander\nbystander.evaluate({str(tmp_path / 'trial.parquet')!r}, thresholds=[1.0])\n"
        "print('pyarrow.parquet' in sys.modules, 'pandas' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "True False", done.stdout + done.stderr


@pytest.mark.parametrize(("said", "threads"), [(None, "1"), ("3", "3")])
def test_a_command_takes_one_thread_of_linear_algebra_unless_it_is_told(said: str | None, threads: str) -> None:
    script = (
        "import os\nfrom bystander.cli import main\n"
        "try:\n    main(['--version'])\nexcept SystemExit:\n    print(os.environ['OPENBLAS_NUM_THREADS'])\n"
    )
    environment = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
    environment |= {} if said is None else {"OPENBLAS_NUM_THREADS": said}
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, env=environment)
    assert done.stdout.splitlines()[-1] == threads


def test_no_source_file_is_longer_than_350_lines() -> None:
    lengths = {str(p.name): len(p.read_text("utf-8").splitlines()) for p in source_files()}
    assert {name: n for name, n in lengths.items() if n > 350} == {}
