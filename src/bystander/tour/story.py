"""The story that the tour opens with: a concert in Nanchang, under the counts of one day at Oxford Circus.

Its counts of false alerts are those of the scenario ``concert-oxford-circus``; here is what a scenario has no room for.
Its names, places and sources are words, and stand in the files of words (`words`) in every language. A test holds the
numbers to the published record that ships with the package.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bystander.crowd import examples
from bystander.crowd.scenario_file import read_scenario_text

if TYPE_CHECKING:
    from bystander.crowd.scenario import Scenario

SCENARIO = "concert-oxford-circus"


@dataclass(frozen=True)
class Part:
    """How many of the false alerts of a record were of one group: ``part`` of ``all``, in so many ``faces``."""

    part: int
    all: int
    faces: int


@dataclass(frozen=True)
class Story:
    """The day of a record, all its ``alerts``, and what another record says of who was flagged."""

    day: date
    alerts: int
    who: Part


OXFORD_CIRCUS = Story(day=date(2020, 2, 27), alerts=8, who=Part(part=8, all=10, faces=3_147_436))


def scenario_of_the_story() -> Scenario:
    """Return the scenario that the story is told with."""
    return read_scenario_text(examples.text(SCENARIO), name=SCENARIO)
