"""What is installed is what runs: the wheel in a fresh environment, without the developers' tools."""

from __future__ import annotations

import json
import subprocess
import sys
import venv
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest

from bystander._version import __version__

if TYPE_CHECKING:
    from pathlib import Path


def pip(python: Path | str, *arguments: str | Path, cwd: Path) -> None:
    command = [str(python), "-m", "pip", "--disable-pip-version-check", "--quiet", *map(str, arguments)]
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    pip(sys.executable, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", out, root, cwd=out)
    return next(out.glob("bystander-*.whl"))


def test_the_wheel_holds_the_package_with_its_data_and_nothing_else(wheel: Path, root: Path) -> None:
    inside = set(ZipFile(wheel).namelist())
    source = {
        str(p.relative_to(root / "src"))
        for p in (root / "src/bystander").rglob("*")
        if p.is_file() and "__pycache__" not in p.parts
    }
    assert {name for name in inside if ".dist-info/" not in name} == source
    assert "bystander/py.typed" in inside
    assert "bystander/demo/published_counts.csv" in inside
    assert "bystander/findings/findings.schema.json" in inside
    assert any(name.endswith("licenses/LICENSE") for name in inside)


@pytest.mark.slow
def test_the_wheel_installs_and_runs_without_developers_tools(wheel: Path, root: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "venv")
    python = tmp_path / "venv" / "bin" / "python"
    # The pip of this environment, and no compiling of what will never be imported: that took as long as all the rest.
    into = ("--python", python, "install", "--no-compile", "-c", root / "constraints.txt")
    pip(sys.executable, *into, wheel, cwd=tmp_path)

    def run(*command: str) -> str:
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    bystander = str(tmp_path / "venv" / "bin" / "bystander")
    assert run(bystander, "--version") == f"bystander {__version__}\n"
    run(bystander, "demo", "-o", "out")
    assert json.loads((tmp_path / "out/evaluate/findings.json").read_text("utf-8"))["synthetic"] is True
    tools = ("pytest", "mypy", "pandas", "polars", "altair")
    there = f"import importlib.util as u; print([n for n in {tools} if u.find_spec(n)])"
    assert run(str(python), "-c", there) == "[]\n"
