"""Where an error happened that nobody foresaw: its place in the code, and nothing that the evidence says."""

from __future__ import annotations

import traceback
from pathlib import Path

from bystander._version import __version__

_PACKAGE = Path(__file__).parent.parent


def place_of(error: BaseException) -> str:
    """Return the kind of an error and its place in Bystander: file, line, function; never its own text."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if Path(frame.filename).is_relative_to(_PACKAGE)]
    if not own:
        return type(error).__name__
    file = Path(own[-1].filename).relative_to(_PACKAGE.parent).as_posix()
    return f"{type(error).__name__} at {file}, line {own[-1].lineno}, in {own[-1].name}"


def headline(place: str) -> str:
    """Return the line of a report: which Bystander, and where."""
    return f"This is a defect of Bystander {__version__}; nothing was written. {place}."
