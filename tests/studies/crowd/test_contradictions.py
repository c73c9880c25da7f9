"""Groups of a crowd that contradict the rate of all people: no mix of them could give it."""

from __future__ import annotations

import pytest
from scipy.stats import beta

from bystander.crowd.scenario_file import read_scenario_text
from bystander.findings import wording
from bystander.studies.crowd.caveats import weighty

HEAD = 'title = "A square"\n[crowd]\npeople = 20_000\n'


def told(every: str, *groups: str) -> list[str]:
    """Return the caveats on groups and all people, each given as "events, trials" or as a bare rate."""

    def rate(said: str) -> str:
        counts = said.split(", ")
        return f"{{events = {counts[0]}, trials = {counts[1]}}}" if len(counts) > 1 else f"{{rate = {said}}}"

    parts = [
        f'[[groups]]\nname = "{at}"\nshare = {1 / len(groups)}\n' + (f"false_alerts = {rate(said)}\n" if said else "")
        for at, said in enumerate(groups)
    ]
    text = f"{'' if not every else f'false_alerts = {rate(every)}'}"
    lines = HEAD.replace("[crowd]", f"{text}\n[crowd]") + "".join(parts)
    return [str(c) for c in weighty(read_scenario_text(lines)) if "all people together" in str(c)]


def test_groups_that_all_have_more_than_everybody_are_told() -> None:
    (said,) = told("150, 150_000", "750, 75_000", "760, 75_000")
    low = beta.ppf(0.025, 750, 74_251)  # Clopper and Pearson's lower limit of the lower one
    assert said.startswith("Every group has a higher rate of false alerts than all people together. ")
    assert f"That of all is 1 in 1,000, that of each group {wording.one_in(low, up=False)} or more." in said
    assert "The numbers take the groups." in said


def test_groups_that_all_have_fewer_are_told_and_asserted_rates_are_as_they_are_said() -> None:
    (said,) = told("0.1", "0.01", "0.02")
    assert "a lower rate of false alerts" in said
    assert "That of all is 1 in 10, that of each group 1 in 50 or fewer." in said


@pytest.mark.parametrize(
    ("every", "groups"),
    [
        ("150, 150_000", ("75, 75_000", "750, 75_000")),  # another mix of the two gives it
        ("150, 150_000", ("750, 75_000", "")),  # who has no rate of their own may have fewer
        ("8, 39_000", ("3, 30_000", "5, 9_000")),
        ("0, 3_000", ("2, 3_000", "2, 3_000")),  # too few to tell
        ("", ("750, 75_000", "760, 75_000")),
        ("150, 150_000", ()),
    ],
)
def test_what_a_mix_of_groups_can_give_raises_no_alarm(every: str, groups: tuple[str, ...]) -> None:
    assert told(every, *groups) == []
