"""Which module imports which, read from the source without running any of it."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

SRC = Path(__file__).resolve().parents[2] / "src"


@dataclass(frozen=True)
class Import:
    """One import: from which module, of which, whether it happens when the module is imported, and for types only."""

    importer: str
    imported: str
    at_import: bool
    for_types: bool = False


def module_name(path: Path) -> str:
    """Return the dotted name of a source file."""
    parts = list(path.relative_to(SRC).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def source_files() -> tuple[Path, ...]:
    """Return every Python file of the package."""
    return tuple(sorted((SRC / "bystander").rglob("*.py")))


@cache
def imports() -> tuple[Import, ...]:
    """Return every import that can run; those for type checking only are left out."""
    return tuple(found for found in every_import() if not found.for_types)


@cache
def every_import() -> tuple[Import, ...]:
    """Return every import, those for type checking only too."""
    return tuple(found for path in source_files() for found in imports_of(path.read_text("utf-8"), module_name(path)))


def imports_of(source: str, module: str) -> list[Import]:
    """Return the imports of a module's source."""
    found: list[Import] = []

    def visit(node: ast.AST, *, at_import: bool, for_types: bool) -> None:
        if isinstance(node, ast.If) and ast.unparse(node.test).removeprefix("typing.") == "TYPE_CHECKING":
            for only in node.body:
                visit(only, at_import=False, for_types=True)
            for instead in node.orelse:
                visit(instead, at_import=at_import, for_types=for_types)
            return
        if isinstance(node, ast.Import):
            found.extend(Import(module, alias.name, at_import, for_types) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: relative import"
            assert node.module is not None
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            found.extend(Import(module, name, at_import, for_types) for name in names)
        inside = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        for child in ast.iter_child_nodes(node):
            visit(child, at_import=at_import and not inside, for_types=for_types)

    visit(ast.parse(source), at_import=True, for_types=False)
    return found


def circles(found: Iterable[Import], modules: Iterable[str]) -> list[tuple[str, ...]]:
    """Return circles of imports: sets of modules each of which leads to every other, or one that leads to itself."""
    leads = _leads(found, set(modules))
    reached = {module: _reached(module, leads) for module in leads}
    inside = [module for module in leads if module in reached[module]]
    return sorted({tuple(sorted(other for other in reached[module] if module in reached[other])) for module in inside})


def _leads(found: Iterable[Import], modules: set[str]) -> dict[str, set[str]]:
    """Return what each module imports; an import of a name counts for the module that the name is in."""
    leads: dict[str, set[str]] = {module: set() for module in modules}
    for one in found:
        target = one.imported
        while target and target not in modules:
            target = target.rpartition(".")[0]
        if target:
            leads[one.importer].add(target)
    return leads


def _reached(start: str, leads: dict[str, set[str]]) -> set[str]:
    """Return every module that one step or more lead to."""
    reached: set[str] = set()
    ahead = list(leads[start])
    while ahead:
        module = ahead.pop()
        if module not in reached:
            reached.add(module)
            ahead += leads[module]
    return reached
