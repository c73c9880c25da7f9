"""What a command does without, so that a small report appears soon."""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from importlib.machinery import ModuleSpec

ABSENT = "pandas"  # pyarrow imports it wherever it can, for frames, and no command is given any
LATE = frozenset({"numpy.f2py", "numpy.testing", "yaml"})  # scipy.special, and numba's settings, hardly ever use them
OBJECTS = 200_000  # made before Python looks for those that hold each other; its own 700 costs a tenth of a second


def lean() -> None:
    """Set this process up as a command; what is set in the environment stays."""
    sys.meta_path.insert(0, Spared)
    gc.set_threshold(OBJECTS)
    # Matrices are small here: a second thread of linear algebra mostly waits, and burns its core. numpy looks once.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def leave() -> None:
    """Spare Python its last looks through all that a command has made: the process ends, and its memory with it."""
    gc.freeze()


class Spared:
    """Libraries that others import wherever they can, and that no command uses."""

    @staticmethod
    def find_spec(name: str, path: Any = None, target: Any = None) -> ModuleSpec | None:  # noqa: ANN401 - the import system's own
        """Put off those that are ``LATE`` until something of them is used.

        Raises ModuleNotFoundError for what is ``ABSENT``.
        """
        if name == ABSENT:
            message = f"no command needs {name}"
            raise ModuleNotFoundError(message, name=name)
        if name not in LATE:
            return None
        from importlib.machinery import PathFinder
        from importlib.util import LazyLoader

        spec = PathFinder.find_spec(name, path, target)
        if spec is not None and spec.loader is not None:
            spec.loader = LazyLoader(spec.loader)
        return spec
