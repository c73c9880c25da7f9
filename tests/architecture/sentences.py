"""Every sentence that the source can say: strings of the code outside docstrings, pages, scripts, shipped files.

What a run puts into a template is a placeholder. It counts as two words, a number that is formatted where it stands as
one, a rate or a range as what it is said in; of two texts, of which one is chosen, the longer counts.
"""

from __future__ import annotations

import ast
import html
import re
import tomllib
from typing import TYPE_CHECKING

from tests.architecture.imports import SRC

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LONGEST = 25  # words
LONGEST_REASON = 22  # of a text without an end, which stands behind "Not estimable, because" or the like
GIVES_REASONS = ("bystander/quantities/", "bystander/studies/")
LISTS = {"bystander/evidence/record/words.py", "bystander/plots/share/text.py"}  # of words of headings, of widths
TWO, ONE = "x x", "x"  # what stands for a placeholder
# how many words there are in what these functions of ``wording``, and some of their callers, return
_WORDS = {
    **dict.fromkeys(("count", "of_a_million", "percent", "significant", "threshold", "len"), 1),
    **dict.fromkeys(("one_in", "ends", "percent_span", "short_span", "listed"), 3),
    **dict.fromkeys(("in_a_million", "frequency", "change", "per_crowd"), 4),
    **dict.fromkeys(("with_range", "crowd_span", "change_span", "chance", "span"), 6),
}
_END = re.compile(r"(?<=[.!?])[)”’\"]*\s+|\n\s*\n")
_INLINE = re.compile(r"</?(?:a|b|span|strong|small|code|em|i)\b[^>]*>")
_UNSAID = re.compile(r"<(style|script|svg)\b.*?</\1>", re.DOTALL)
_SCRIPT_TEXT = re.compile(r'"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\\n]|\\.)*)`')
_IN_SCRIPT = re.compile(r"\$\{[^{}]*\}")


def long(text: str, *, reason: bool = False) -> list[str]:
    """Return the sentences of a text that have too many words; a sign alone is none.

    ``reason``: whether one that neither begins nor ends as a sentence is a reason, and has less room.
    """
    found = (" ".join(sentence.split()) for sentence in _END.split(text))
    return [
        s
        for s in found
        if sum(any(c.isalnum() for c in word) for word in s.split())
        > (LONGEST_REASON if reason and s[:1].islower() and s[-1] not in ".!?:," else LONGEST)
    ]


def too_long() -> list[str]:
    """Return every sentence of the source that has too many words, behind its file; [] where there is none."""
    found = set()
    for path, text in everywhere():
        name = str(path.relative_to(SRC))
        found |= {f"{name}: {one}" for one in long(text, reason=name.startswith(GIVES_REASONS))}
    return sorted(found)


def everywhere() -> Iterator[tuple[Path, str]]:
    """Yield every text of the source, with the file in which it stands."""
    for path in sorted(SRC.rglob("*")):
        reader = _READERS.get(path.suffix)
        if reader is not None and str(path.relative_to(SRC)) not in LISTS:
            yield from ((path, text) for text in reader(path.read_text("utf-8")))


def of_code(source: str) -> Iterator[str]:
    """Yield the texts of a module; a docstring is none."""
    tree = ast.parse(source)
    skipped = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant | ast.JoinedStr | ast.BinOp | ast.IfExp) and id(node) not in skipped:
            yield said(node)


def said(node: ast.expr) -> str:
    """Return the text of an expression, with a placeholder for what is not written there."""
    text = TWO
    match node:
        case ast.Constant(value=str(written)):
            text = written
        case ast.JoinedStr(values=parts):
            text = "".join(said(part) for part in parts)
        case ast.FormattedValue(format_spec=ast.JoinedStr()):
            text = ONE
        case ast.FormattedValue(value=value):
            text = said(value)
        case ast.IfExp(body=one, orelse=other):
            text = max(said(one), said(other), key=lambda said_there: len(said_there.split()))
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            text = said(left) + said(right)
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) if name in _WORDS:
            text = " ".join([ONE] * _WORDS[name])
    return text


def of_template(source: str) -> Iterator[str]:
    """Yield the texts of a page, its elements apart."""
    text = re.sub(r"\{\{.*?\}\}", TWO, re.sub(r"\{[%#].*?[%#]\}", "", source, flags=re.DOTALL), flags=re.DOTALL)
    yield from (html.unescape(part) for part in re.split(r"<[^>]*>", _INLINE.sub("", _UNSAID.sub("", text))))


def of_file(source: str) -> Iterator[str]:
    """Yield the texts of a scenario, a claim or a requirement that is shipped."""
    left: list[object] = [tomllib.loads(source)]
    while left:
        value = left.pop()
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict | list):
            left += value.values() if isinstance(value, dict) else value


def of_script(source: str) -> Iterator[str]:
    """Yield the texts of a script."""
    for found in _SCRIPT_TEXT.finditer(source):
        yield _IN_SCRIPT.sub(TWO, found[1] or found[2] or "")


_READERS = {".py": of_code, ".j2": of_template, ".html": of_template, ".js": of_script, ".toml": of_file}
