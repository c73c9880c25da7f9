"""No module leads back to itself: not through other packages, not within one, and not for types either.

What stands in a circle cannot be understood, tested or left out alone.
"""

from __future__ import annotations

from tests.architecture.imports import circles, every_import, imports_of, module_name, source_files


def test_no_module_leads_back_to_itself() -> None:
    assert circles(every_import(), map(module_name, source_files())) == []


def found_in(**sources: str) -> list[tuple[str, ...]]:
    return circles([i for name, source in sources.items() for i in imports_of(source, name)], sources)


def test_a_circle_would_be_found_however_long() -> None:
    assert found_in(a="import b", b="from c import thing", c="import a", d="import a") == [("a", "b", "c")]
    assert found_in(a="import b", b="import c", c="import os") == []


def test_a_circle_would_be_found_in_a_function_and_for_types_only() -> None:
    assert found_in(a="def f():\n    import b", b="import a") == [("a", "b")]
    typing_only = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from b import Thing"
    assert found_in(a=typing_only, b="import a") == [("a", "b")]


def test_a_module_that_imports_itself_would_be_found() -> None:
    assert found_in(a="from a import thing") == [("a",)]
