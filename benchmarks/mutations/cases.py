"""One case by its number: the same evidence with the same damage, whenever it is made."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING

from benchmarks.mutations import of_cells, of_text
from benchmarks.mutations.kinds import KINDS
from benchmarks.mutations.sheet import JSON, Case, Style, Written, encoded, text_of

if TYPE_CHECKING:
    from benchmarks.mutations.sheet import Sheet

_ENCODINGS = ("utf-8", "utf-8", "utf-8", "utf-8-sig", "utf-16", "cp1252", "latin-1")
_ENDS = ("\n", "\n", "\n", "\r\n", "\r\n", "\r")


def case_of(seed: int, number: int) -> Case:
    """Return a case: a kind of evidence in a style, with up to three mutations, most often one."""
    rng = Random(f"{seed}:{number}")
    kind = [*KINDS][number % len(KINDS)]
    sheets = KINDS[kind](rng)
    style = Style(quoted=rng.random() < 0.15, end=rng.choice(_ENDS), encoding=rng.choice(_ENCODINGS))
    json = any(sheet.delimiter == JSON for sheet in sheets)
    if json:
        style = replace(style, quoted=False, encoding=rng.choice(_ENCODINGS[:4]))
    done: list[str] = []
    files = [_written(sheet, style) for sheet in sheets]
    for _ in range(rng.choice((0, 1, 1, 1, 1, 2, 2, 3))):
        at = rng.choice((0, 0, len(sheets) - 1))
        if files[at].packed:
            continue
        level = rng.choice(("cells", "cells", "text", "bytes"))
        if level == "cells" and not any(" " in one for one in done):  # what was done to text would be undone
            if not all(sheets[at].rows[sheets[at].first :]) or len(sheets[at].rows) <= sheets[at].first:
                continue  # nothing is left to change
            name = rng.choice([*of_cells.MUTATORS])
            sheets[at] = of_cells.MUTATORS[name](rng, sheets[at])
            files[at] = _written(sheets[at], style)
        elif level == "bytes":
            name = rng.choice([*of_text.OF_BYTES])
            files[at] = of_text.OF_BYTES[name](rng, files[at])
            name = f"bytes: {name}"
        else:
            text = _text(files[at], style)
            name = rng.choice([*of_text.OF_TEXT])
            files[at] = replace(files[at], content=encoded(of_text.OF_TEXT[name](rng, text), style))
            name = f"text: {name}"
        done.append(name)
    return Case(number=number, kind=kind, files=files, done=done)


def _written(sheet: Sheet, style: Style) -> Written:
    return Written(
        name=sheet.name, content=encoded(text_of(sheet, style), style), delimiter=sheet.delimiter, headed=sheet.headed,
        part=sheet.part,
    )  # fmt: skip


def _text(file: Written, style: Style) -> str:
    """Return a file as text again; bytes that are in no encoding become letters."""
    for encoding in (style.encoding, "utf-8"):
        try:
            return file.content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return file.content.decode("latin-1")
