"""Evidence that ships with the package, to be tried where no file is at hand, each with the answer it gives."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bystander.demo import generate, published, seeded_test

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class Example:
    """Evidence to try. ``answer``: what its report says first. ``content``: makes its file.

    ``said``: what is declared of it, as the form's fields hold it. ``made_up``: whether a generator wrote it.
    """

    name: str
    title: str
    answer: str
    file: str
    content: Callable[[], str | bytes]
    said: Mapping[str, str] = field(default_factory=dict)
    made_up: bool = True

    def write(self, folder: Path) -> None:
        """Write its file into a folder."""
        content = self.content()
        (folder / self.file).write_bytes(content.encode() if isinstance(content, str) else content)


# A test holds each answer against the report of its file.
EXAMPLES = {
    example.name: example
    for example in (
        Example(
            name="published", title="What the London police published", answer="10 of 2,077 alerts were judged false",
            file=published.FILE, content=published.published_counts, said={"groups": published.GROUPS}, made_up=False,
        ),
        Example(
            name="trial", title="A trial, made up", answer="the system missed the right person 69 of 900 times",
            file="synthetic_trial.csv.gz", content=lambda: generate.csv_gz()[0],
        ),
        Example(
            name="seeded", title="A test with volunteers, made up",
            answer="107 of 160 passes by people on the list were noticed",
            file="made_up_seeded_test.csv", content=seeded_test.passes,
        ),
    )
}  # fmt: skip
