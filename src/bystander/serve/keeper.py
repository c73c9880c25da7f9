"""A process that does nothing until the server is gone, however it ended, and then removes what it kept."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

# The pipe ends when the server does. Whoever still works in the folder may write there a moment longer.
CHILD = """
import os, shutil, sys, time
sys.stdin.buffer.read()
for _ in range(50):
    shutil.rmtree(sys.argv[1], ignore_errors=True)
    if not os.path.exists(sys.argv[1]):
        break
    time.sleep(0.1)
"""


class Keeper:
    """Keeps watch over a folder from its making to its removal."""

    def __init__(self, folder: Path) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - our own code; the folder is ours
            [sys.executable, "-I", "-S", "-c", CHILD, str(folder)],
            stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip

    def close(self) -> None:
        """Let it remove the folder, and wait for that."""
        with self._process as process:
            assert process.stdin is not None  # noqa: S101 - it is a pipe
            process.stdin.close()
