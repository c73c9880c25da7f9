"""Studies run where numba, llvmlite, duckdb and vl_convert are not installed, as in a browser; so does import."""

from __future__ import annotations

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

ABSENT = ("numba", "llvmlite", "duckdb", "vl_convert")


def test_findings_are_the_same_to_the_byte_without_what_a_browser_lacks(root: Path) -> None:
    def run(absent: tuple[str, ...]) -> Any:
        command = [sys.executable, "-W", "error", "-m", "tests.api.without_extras", *absent]
        done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    with ThreadPoolExecutor() as pool:
        whole, fewer = pool.map(run, [(), ABSENT])
    assert fewer["there"] == []
    assert fewer["findings"].keys() == whole["findings"].keys()
    for name, document in whole["findings"].items():
        assert fewer["findings"][name] == document, name
