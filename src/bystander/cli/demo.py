"""``bystander demo``: the main job, on what ships with the package."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING

import click

from bystander.api.study_files import REPORT, study_files
from bystander.cli.output import OutputPath, check_directory, progress, write_outputs
from bystander.cli.telling import rows_in

if TYPE_CHECKING:
    from bystander.findings import Study

HELP = "The main job, on what ships with the package."
PLACE = 100  # in the list of commands

TRIAL_FILE = "synthetic_trial.csv.gz"
SECOND_FILE = "second_system.csv.gz"
PEOPLE_FILE = "people.csv"
GROUPS_FILE = "made_up_record.csv"
SEEDED_FILE = "made_up_seeded_test.csv"
SCENARIO = "concert.toml"
CLAIM = "met-0-0003"
APPROVAL = "approved-1-in-6000"
PAGE = "crowd.html"
INDEX = "index.html"


@click.command("demo", short_help=HELP)
@click.option(
    "-o", "--output", "output", metavar="DIR", type=OutputPath(), default=Path("bystander-demo"),
    show_default=True, help="Where everything goes; made if it is not there.",
)  # fmt: skip
def command(output: Path) -> None:
    """Audit published counts, evaluate a synthetic trial, and tell what follows for a concert crowd.

    Writes the reports and the evidence behind them into DIR, so that every other command can be tried on it.

    \b
    Example:
      bystander demo -o bystander-demo
    """
    from bystander.crowd import examples
    from bystander.demo import generate, published, search_record, seeded_test
    from bystander.demo.index import page
    from bystander.tour import build as tour

    check_directory(output)
    with progress("making the synthetic trial, evaluating it, and auditing the published counts"):
        first, second = generate.csv_gz()
        evidence: dict[str, str | bytes] = {
            published.FILE: published.published_counts(),
            TRIAL_FILE: first,
            SECOND_FILE: second,
            PEOPLE_FILE: generate.people(),
            GROUPS_FILE: generate.record_by_group(),
            SEEDED_FILE: seeded_test.passes(),
            search_record.FILE: search_record.made_up_searches(),
            SCENARIO: examples.text("concert"),
        }
        started = perf_counter()
        studies = _studies(evidence)
        seconds = perf_counter() - started
        files = dict(evidence)
        audited, evaluated, crowded = studies["audit"], studies["evaluate"], studies["crowd"]
        for folder, study in studies.items():
            files |= {f"{folder}/{name}": text for name, text in study_files(study, seconds=seconds).items()}
        files[PAGE] = tour.of_the_story()
        files[INDEX] = page(studies, crowd=PAGE)
    write_outputs(output, files)
    for study in (audited, evaluated):
        for note in study.document.evidence:
            click.echo(f"{note.name}: {rows_in(note.rows_read, note.rows_used, note.rows_refused)}")
    for sentence in audited.document.verdict[:2]:
        click.echo(f"Published counts: {sentence}")
    click.echo(f"A synthetic trial, with nobody in it: {evaluated.document.verdict[0]}")
    click.echo(f"A concert, with invented rates: {crowded.document.verdict[0]}")
    click.echo(f"The reports: {', '.join(str(output / folder / REPORT) for folder in studies)}")
    click.echo(f"The crowd:   {output / PAGE}")
    click.echo(f"Start here:  {output / INDEX}")


def _studies(evidence: dict[str, str | bytes]) -> dict[str, Study]:
    """Audit, evaluate, search, carry on to a crowd, and hold a claim and an approval against counts.

    They are by the folder of their report, and of the very files that the user finds in the output.
    """
    from bystander.api.verbs import audit, claim, consequences, evaluate, require
    from bystander.claims import examples
    from bystander.claims.claim_file import read_claim_text
    from bystander.demo import published
    from bystander.evidence.searches.read import LEAVE_MATE_OUT

    with TemporaryDirectory(prefix="bystander-demo-") as folder:
        for name, content in evidence.items():
            (Path(folder) / name).write_bytes(content.encode() if isinstance(content, str) else content)
        found = {
            "audit": audit(Path(folder) / published.FILE, groups=published.GROUPS),
            "evaluate": evaluate(Path(folder) / TRIAL_FILE),
            "search": evaluate(Path(folder) / TRIAL_FILE, searches=True, non_mated=LEAVE_MATE_OUT),
            "crowd": consequences(Path(folder) / SCENARIO),
            "claim": claim(read_claim_text(examples.text(CLAIM), name=CLAIM)),
            "approval": require(Path(folder) / published.FILE, APPROVAL),
        }
    return {name: one.study for name, one in found.items()}
