"""``python -m tests.generated``: write what is generated and committed; tests compare it with what it should be."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from benchmarks.coverage.page import coverage_page
from benchmarks.vectors.reference import vectors_reference
from bystander.claims.claim import Claim
from bystander.cli import COMMANDS, cli
from bystander.crowd.scenario import Scenario
from bystander.evidence.checks.every import EVERY
from bystander.evidence.comparisons.columns import COMPARISONS
from bystander.evidence.passes.columns import COUNTED, PASSES
from bystander.evidence.record.columns import COLUMNS
from bystander.evidence.search_record.columns import COLUMNS as SEARCH_RECORD
from bystander.evidence.searches.columns import SEARCHES
from bystander.evidence.your_file import ROWS
from bystander.evidence.your_record import ROWS as RECORDS
from bystander.findings import Quantity, json_schema
from bystander.quantities.catalogue import CATALOGUE
from bystander.report.glossary import TERMS
from bystander.requirements.requirement import KEYS, Requirement
from bystander.requirements.told_by import BY
from tests.tour.terms import page as terms_page

if TYPE_CHECKING:
    from bystander.evidence.tables.columns import Column

ROOT = Path(__file__).resolve().parents[1]


def schema() -> str:
    """Return the JSON Schema of findings.json as it is shipped."""
    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"


def scenario_schema() -> str:
    """Return the JSON Schema of a scenario, for editors that complete and check TOML."""
    found = {"$schema": "https://json-schema.org/draft/2020-12/schema", **Scenario.model_json_schema()}
    return json.dumps(found, indent=2, ensure_ascii=False) + "\n"


def claim_schema() -> str:
    """Return the JSON Schema of a claim, for the same editors."""
    found = {"$schema": "https://json-schema.org/draft/2020-12/schema", **Claim.model_json_schema()}
    return json.dumps(found, indent=2, ensure_ascii=False) + "\n"


def cli_reference() -> str:
    """Return docs/reference/cli.md: the help of every command."""
    parts = ["# Command line", "", "Generated from `--help` by `make docs`.", "", *_fenced(help_text())]
    for name in COMMANDS:
        parts += ["", f"## {name}", "", *_fenced(help_text(name))]
    return "\n".join(parts) + "\n"


def help_text(name: str | None = None) -> str:
    """Return what ``bystander NAME --help`` prints, 100 columns wide; of the whole without a name."""
    # A command's own context must come from that of the group, as click keeps the names of its help option.
    top = click.Context(cli, info_name="bystander", terminal_width=100, **cli.context_settings)
    if name is None:
        return cli.get_help(top)
    command = cli.get_command(top, name)
    if command is None:
        raise LookupError(name)
    return command.get_help(click.Context(command, parent=top, info_name=name))


def _fenced(text: str) -> list[str]:
    return ["```text", *(line.rstrip() for line in text.splitlines()), "```"]


def checks_reference() -> str:
    """Return docs/reference/checks.md: the name and the paragraph of every check."""
    parts = ["# Checks", "", "Generated from the docstrings of the checks in `evidence` by `make docs`."]
    for check in EVERY:
        parts += ["", f"## {check.code}: {check.name}", "", check.paragraph.replace("``", "`")]
    return "\n".join(parts) + "\n"


def columns_reference() -> str:
    """Return docs/reference/columns.md: the columns of every kind of evidence, with their other names."""
    kinds = {
        "Comparisons": COMPARISONS, "Searches": SEARCHES, "Deployment records": COLUMNS,
        "Records of searches": SEARCH_RECORD, "Seeded tests, a row a pass": PASSES,
        "Seeded tests, a row a volunteer with counts": COUNTED,
    }  # fmt: skip
    parts = [
        "# Columns",
        "",
        "Generated from `columns.py` of each kind of evidence by `make docs`.",
    ]
    parts += [
        "Names are compared without regard to case and punctuation; a remark in brackets at the end is passed over."
    ]
    for title, columns in kinds.items():
        parts += ["", f"## {title}", "", "| column | also known as | unit | meaning |", "|---|---|---|---|"]
        parts += [f"| `{c.name}` | {_known_as(c)} | {c.unit} | {c.meaning} |" for c in columns]
    return "\n".join(parts) + "\n"


def requirements_reference() -> str:
    """Return docs/reference/requirements.md: the keys of a requirement, and the quantities that may be required."""
    parts = [
        "# Keys of a requirement", "",
        "Generated from `requirements/requirement.py` and `requirements/told_by.py` by `make docs`.", "",
        "| key | is | usual |", "|---|---|---|",
    ]  # fmt: skip
    for name, field in Requirement.model_fields.items():
        default = "{}" if name == "at" else json.dumps(field.default, default=str)
        usual = "needed" if field.is_required() else f"`{default}`"
        parts.append(f"| `{name}` | {KEYS[name]} | {usual} |")
    parts += ["", "## Quantities", "", "| quantity | told by | where it may hold |", "|---|---|---|"]
    for told in BY:
        points = ", ".join(f"`{point}`" for point in sorted(told.points)) or "the whole record"
        parts += [f"| `{quantity.name}` | {told.what} | {points} |" for quantity in told.quantities]
    return "\n".join(parts) + "\n"


def findings_reference() -> str:
    """Return docs/reference/findings.md: every finding by the page that explains it, and the names of rates."""
    parts = [
        "# Findings",
        "",
        "Generated from the declarations in `quantities` by `make docs`. `bystander explain ID` says the same.",
    ]
    by_page: dict[str, list[Quantity]] = {}
    for quantity in CATALOGUE.declared:
        by_page.setdefault(quantity.page, []).append(quantity)
    for page, quantities in by_page.items():
        title = (ROOT / "docs" / "methods" / page).read_text("utf-8").splitlines()[0].removeprefix("# ")
        parts += ["", f"## {title}", "", f"Page: [{title}](../methods/{page}).", ""]
        parts += ["| finding | question | is | per | holds for |", "|---|---|---|---|---|"]
        parts += [
            f"| `{q.id}` | {q.question} | {q.kind.value} | {q.unit} | {q.population or 'this trial alone'} |"
            for q in quantities
        ]
    terms = {term.name: term.meaning for term in (*TERMS, *(q.term for q in CATALOGUE.declared if q.term))}
    parts += ["", "## Terms", "", "A report explains those of them that stand on it.", ""]
    parts += ["| term | meaning |", "|---|---|"]
    parts += [f"| {name} | {terms[name]} |" for name in sorted(terms, key=str.casefold)]
    return "\n".join(parts) + "\n"


def your_file() -> str:
    """Return docs/how-to/your-file.md: from what people have to the command that reads it."""
    parts = [
        "# Your file",
        "",
        "Generated from `evidence/your_file.py` by `make docs`; every command is run in `tests/corpus`.",
        "",
        "`bystander check` says what a file was taken for, what is in it, and every problem; `evaluate` takes",
        "the same options, and `-o DIR`. What cannot be told is not guessed: the message names what was seen, what it",
        "could be, and the option that settles it.",
        "",
        "| I have | command | to know |",
        "|---|---|---|",
    ]
    parts += [f"| {row.have} | `bystander {row.command}` | {row.note} |" for row in ROWS]
    return "\n".join(parts) + "\n"


def your_record() -> str:
    """Return docs/how-to/your-record.md: from what is published to the command that reads it."""
    parts = [
        "# Your record",
        "",
        "Generated from `evidence/your_record.py` by `make docs`; every command is run in `tests/corpus`.",
        "",
        "`bystander check` says what a record was taken for, what its counts add up to, and every problem; compare the",
        "sums with those that were published. `bystander audit` takes the same options, and `-o DIR`. What cannot be",
        "told is not guessed: the message names what was seen, what it could be, and the option that settles it.",
        "`bystander serve` asks the same on a local page.",
        "",
        "| I have | command | to know |",
        "|---|---|---|",
    ]
    parts += [f"| {row.have} | `bystander {row.command}` | {row.note} |" for row in RECORDS]
    return "\n".join(parts) + "\n"


def _known_as(column: Column) -> str:
    """Return the other names of a column, those that it yields to other columns last."""
    names = [f"`{name}`" for name in column.aliases]
    for words, endings in column.series:
        names.append(f"{', '.join(words)} with one of {', '.join(f'`{ending}`' for ending in endings)}")
    if column.yielding:
        names.append(f"and, where nothing else tells it, {', '.join(f'`{name}`' for name in column.yielding)}")
    return ", ".join(names)


GENERATED = {
    "src/bystander/findings/findings.schema.json": schema,
    "src/bystander/crowd/scenario.schema.json": scenario_schema,
    "src/bystander/claims/claim.schema.json": claim_schema,
    "docs/reference/cli.md": cli_reference,
    "docs/reference/checks.md": checks_reference,
    "docs/reference/columns.md": columns_reference,
    "docs/reference/findings.md": findings_reference,
    "docs/reference/requirements.md": requirements_reference,
    "docs/how-to/your-file.md": your_file,
    "docs/how-to/your-record.md": your_record,
    "docs/reference/vectors.md": vectors_reference,
    "docs/reference/terms.md": terms_page,
    "docs/coverage.md": coverage_page,
}


if __name__ == "__main__":
    for path, text in GENERATED.items():
        (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
        (ROOT / path).write_text(text(), encoding="utf-8")
