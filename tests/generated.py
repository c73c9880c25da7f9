"""``python -m tests.generated``: write what is generated and committed; tests compare it with what it should be."""

from __future__ import annotations

import json
from pathlib import Path

import click

from bystander.cli import COMMANDS, cli
from bystander.findings import json_schema

ROOT = Path(__file__).resolve().parents[1]


def schema() -> str:
    """Give the JSON Schema of findings.json as it is shipped."""
    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"


def cli_reference() -> str:
    """Give docs/reference/cli.md: the help of every command."""
    parts = ["# Command line", "", "Generated from `--help` by `make docs`.", "", *_help(cli, "bystander")]
    context = click.Context(cli)
    for name in COMMANDS:
        command = cli.get_command(context, name)
        if command is None:
            raise LookupError(name)
        parts += ["", f"## {name}", "", *_help(command, f"bystander {name}")]
    return "\n".join(parts) + "\n"


def _help(command: click.Command, name: str) -> list[str]:
    settings = {"help_option_names": ["-h", "--help"]}
    context = click.Context(command, info_name=name, max_content_width=100, terminal_width=100, **settings)  # type: ignore[arg-type]
    return ["```text", *(line.rstrip() for line in command.get_help(context).splitlines()), "```"]


GENERATED = {
    "src/bystander/findings/findings.schema.json": schema,
    "docs/reference/cli.md": cli_reference,
}


if __name__ == "__main__":
    for path, text in GENERATED.items():
        (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
        (ROOT / path).write_text(text(), encoding="utf-8")
