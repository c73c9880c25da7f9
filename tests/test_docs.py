"""The documents are tested: everything that can be called or reported is listed, and every link leads somewhere."""

from __future__ import annotations

import ast
import doctest
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import bystander as by
from bystander.cli import COMMANDS
from bystander.evidence.checks.every import EVERY
from bystander.quantities.catalogue import CATALOGUE
from tests.generated import GENERATED

if TYPE_CHECKING:
    from bystander.findings import Quantity

ROOT = Path(__file__).resolve().parents[1]
SRC = ROOT / "src" / "bystander"
INCLUDED = (ROOT / "docs" / "included.md").read_text("utf-8")
FINDINGS = (ROOT / "docs" / "reference" / "findings.md").read_text("utf-8")
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]


def keyword_strings(folder: str, keyword: str) -> set[str]:
    """Return the string constants passed by keyword (``id="fmr"``) anywhere in a package."""
    return {
        call_keyword.value.value
        for path in (SRC / folder).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        for call_keyword in node.keywords
        if call_keyword.arg == keyword
        and isinstance(call_keyword.value, ast.Constant)
        and isinstance(call_keyword.value.value, str)
    }


def check_codes() -> set[str]:
    return {check.code for check in EVERY}


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_listed(command: str) -> None:
    assert f"`bystander {command}`" in INCLUDED


@pytest.mark.parametrize("name", by.__all__)
def test_every_public_name_is_listed(name: str) -> None:
    assert f"`{name}`" in INCLUDED


@pytest.mark.parametrize("quantity", CATALOGUE.declared, ids=lambda q: q.id)
def test_every_finding_is_listed_once_and_its_page_is_in_the_overview(quantity: Quantity) -> None:
    assert FINDINGS.count(f"| `{quantity.id}` |") == 1
    assert f"(methods/{quantity.page})" in INCLUDED


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_code_that_a_page_names_is_there(page: Path) -> None:
    for line in re.findall(r"Code: (.+)", page.read_text("utf-8")):
        for path in re.findall(r"`([\w/]+\.py)`", line):
            assert (SRC / path).is_file() or (ROOT / path).is_file(), path


def test_every_finding_of_the_real_runs_is_of_a_declared_quantity() -> None:
    runs = [json.loads(path.read_text("utf-8")) for path in (ROOT / "tests/golden/runs").glob("*.json")]
    found = {(f["id"], f["quantity"]) for run in runs if "findings" in run for f in run["findings"]}
    assert len(found) > 40
    assert {i for i, _ in found} <= set(CATALOGUE.ids())
    assert all(CATALOGUE[name].name == name for _, name in found)


@pytest.mark.parametrize("code", sorted(check_codes()))
def test_every_check_code_is_listed_and_has_its_paragraph(code: str) -> None:
    assert f"| {code} |" in INCLUDED
    assert f"## {code}" in (ROOT / "docs/reference/checks.md").read_text("utf-8")


@pytest.mark.parametrize("chart", sorted(keyword_strings("plots", "name")))
def test_every_chart_is_listed(chart: str) -> None:
    assert f"`{chart}`" in INCLUDED


def test_nothing_is_listed_as_a_check_that_there_is_not() -> None:
    assert set(re.findall(r"EV\d+", INCLUDED)) == check_codes()


@pytest.mark.parametrize("path", GENERATED)
def test_what_is_generated_is_up_to_date(path: str) -> None:
    assert (ROOT / path).read_text("utf-8") == GENERATED[path](), "run: make docs"


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_link_within_the_documents_leads_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text("utf-8"))
    assert [t for t in targets if "://" not in t and not (page.parent / t).exists()] == []


METHODS = sorted((ROOT / "docs" / "methods").glob("*.md"))


@pytest.mark.parametrize("page", METHODS, ids=lambda p: p.stem)
def test_every_method_says_when_it_is_wrong_and_has_an_example_that_can_be_redone(page: Path) -> None:
    text = page.read_text("utf-8")
    assert "\n## When it is wrong\n" in text
    assert re.findall(r"^(?:    )?>>> ", text, flags=re.MULTILINE)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_examples_are_shown_as_code(page: Path) -> None:
    """A line that begins with >>> is a quotation to Markdown, unless it is indented or fenced."""
    text = re.sub(r"^```.*?^```", "", page.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
    assert re.findall(r"^>>> .*", text, flags=re.MULTILINE) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_link_to_a_heading_has_its_heading(page: Path) -> None:
    def anchors(path: Path) -> set[str]:
        headings = re.findall(r"^#+ (.+)$", path.read_text("utf-8"), flags=re.MULTILINE)
        return {re.sub(r"[^\w\- ]", "", h.lower()).replace(" ", "-") for h in headings}

    links = re.findall(r"\]\(([^):#]*)#([^)]+)\)", page.read_text("utf-8"))
    assert [(at, to) for at, to in links if to not in anchors(page.parent / at if at else page)] == []


def test_every_term_of_the_glossary_is_explained_once() -> None:
    explained = (ROOT / "docs/reference/findings.md").read_text("utf-8").partition("\n## Terms")[2]
    text = (ROOT / "docs/glossary.md").read_text("utf-8") + explained
    terms = [term.lower() for term in re.findall(r"^\| (\w.*?) \|", text, flags=re.MULTILINE) if term != "term"]
    assert len(terms) > 40
    assert sorted(terms) == sorted(set(terms))


@pytest.mark.parametrize("code", sorted(check_codes()))
def test_the_paragraph_of_every_check_says_something(code: str) -> None:
    text = (ROOT / "docs/reference/checks.md").read_text("utf-8")
    assert len(text.partition(f"## {code}")[2].partition("\n## ")[0].splitlines()) > 2


@pytest.mark.parametrize(
    "page", [p for p in PAGES if ">>> " in p.read_text("utf-8")], ids=lambda p: str(p.relative_to(ROOT))
)
def test_the_examples_of_a_page_give_what_it_says(page: Path) -> None:
    assert doctest.testfile(str(page), module_relative=False, encoding="utf-8").failed == 0


def test_the_commands_of_the_readme_are_targets_of_the_makefile() -> None:
    wanted = re.findall(r"^    make (\w+)$", (ROOT / "README.md").read_text("utf-8"), flags=re.MULTILINE)
    targets = re.findall(r"^(\w+):", (ROOT / "Makefile").read_text("utf-8"), flags=re.MULTILINE)
    assert wanted == ["demo", "test"]
    assert set(wanted) <= set(targets)


def test_constraints_are_names_and_versions_and_nothing_else() -> None:
    lines = [x for x in (ROOT / "constraints.txt").read_text("utf-8").splitlines() if not x.startswith("#")]
    assert all(re.fullmatch(r"[A-Za-z0-9_.-]+==[A-Za-z0-9_.+!-]+", line) for line in lines)


def test_every_dependency_is_pinned() -> None:
    import tomllib

    def plain(name: str) -> str:
        return re.split(r"[<>=!\[; ]", name, maxsplit=1)[0].lower().replace("_", "-")

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    wanted = [d for d in (*project["dependencies"], *extras["dev"], *extras["serve"]) if not d.startswith("bystander[")]
    pinned = {plain(line) for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines() if "==" in line}
    assert {plain(name) for name in wanted} <= pinned


def test_the_version_is_said_once_and_the_build_reads_it_there() -> None:
    import tomllib

    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert "version" in settings["project"]["dynamic"]
    path = ROOT / settings["tool"]["hatch"]["version"]["path"]
    assert re.findall(r'^__version__ = "(.+)"$', path.read_text("utf-8"), flags=re.MULTILINE) == [by.__version__]


@pytest.mark.parametrize("study", ["audit", "evaluate"])
def test_every_finding_of_the_demo_is_listed(study: str, demo: tuple[Path, str]) -> None:
    document = json.loads((demo[0] / "bystander-demo" / study / "findings.json").read_text("utf-8"))
    assert {f["id"] for f in document["findings"] if f"`{f['id']}`" not in FINDINGS} == set()
