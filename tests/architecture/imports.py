"""Which module imports which, read from the source without running any of it."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cache
from pathlib import Path

SRC = Path(__file__).resolve().parents[2] / "src"


@dataclass(frozen=True)
class Import:
    """One import: from which module, of which, and whether it happens when the module is imported."""

    importer: str
    imported: str
    at_import: bool


def module_name(path: Path) -> str:
    """Give the dotted name of a source file."""
    parts = list(path.relative_to(SRC).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def source_files() -> tuple[Path, ...]:
    """Give every Python file of the package."""
    return tuple(sorted((SRC / "bystander").rglob("*.py")))


@cache
def imports() -> tuple[Import, ...]:
    """Give every import that can run; those for type checking only are left out."""
    return tuple(found for path in source_files() for found in imports_of(path.read_text("utf-8"), module_name(path)))


def imports_of(source: str, module: str) -> list[Import]:
    """Give the imports of a module's source."""
    found: list[Import] = []

    def visit(node: ast.AST, *, at_import: bool) -> None:
        if isinstance(node, ast.If) and ast.unparse(node.test).removeprefix("typing.") == "TYPE_CHECKING":
            for instead in node.orelse:
                visit(instead, at_import=at_import)
            return
        if isinstance(node, ast.Import):
            found.extend(Import(module, alias.name, at_import) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: relative import"
            assert node.module is not None
            found.extend(Import(module, f"{node.module}.{alias.name}", at_import) for alias in node.names)
        inside = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        for child in ast.iter_child_nodes(node):
            visit(child, at_import=at_import and not inside)

    visit(ast.parse(source), at_import=True)
    return found
