"""Whoever reads a chart reads downwards: no module of plots needs, in the end, itself."""

from __future__ import annotations

import ast
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

import pytest

from tests.architecture.imports import module_name, source_files

if TYPE_CHECKING:
    from collections.abc import Mapping

PLOTS = {module_name(path): path for path in source_files() if path.parent.name == "plots"}


def needs(source: str) -> set[str]:
    """Return the modules of plots that a source imports, anywhere in it; for type checking only counts too."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{alias.name}" for alias in node.names} | {str(node.module)}
    return found & set(PLOTS) - {"bystander.plots"}


def order(graph: Mapping[str, set[str]]) -> list[str]:
    return list(TopologicalSorter(graph).static_order())


def test_no_module_of_plots_imports_itself_through_others() -> None:
    graph = {name: needs(path.read_text("utf-8")) for name, path in PLOTS.items()}
    assert graph["bystander.plots.det"] >= {"bystander.plots.det_drawing", "bystander.plots.det_data"}
    assert set(order(graph)) == set(PLOTS)


def test_a_circle_of_types_alone_would_be_found() -> None:
    drawing = "if TYPE_CHECKING:\n    from bystander.plots.det import DetData\n"
    graph = {
        "bystander.plots.det": {"bystander.plots.det_drawing"},
        "bystander.plots.det_drawing": needs(drawing),
    }
    with pytest.raises(CycleError):
        order(graph)
