"""Scenarios that nobody would draw first: the smallest, the largest, the emptiest and the most contradictory."""

from __future__ import annotations

HITS = "[hits]\nevents = 89\ntrials = 100\n"
GROUP = '[[groups]]\nname = "{}"\nshare = {}\n'


def _one(crowd: str, rest: str, title: str = "A square") -> str:
    return f'title = "{title}"\n{rest.partition("[")[0]}[crowd]\n{crowd}\n[{rest.partition("[")[2]}'


def _groups(*groups: str) -> str:
    return "[hits]\nrate = 0.9\n" + "".join(groups)


ODD: dict[str, str] = {
    "nobody": _one("people = 0", "[false_alerts]\nevents = 3\ntrials = 900\n"),
    "nobody but the sought": _one("people = 0\nsought = 4", f"[false_alerts]\nrate = 0.1\n{HITS}"),
    "one person": _one("people = 1", "[false_alerts]\nevents = 3\ntrials = 9_000\n"),
    "one person, often flagged": _one("people = 1\nlooks = 40", "[false_alerts]\nrate = 0.7\n"),
    "one person, one look in the test": _one("people = 1", "[false_alerts]\nevents = 1\ntrials = 1\n"),
    "two people": _one("people = 2\nsought = 5\nlooks = 3", f"[false_alerts]\nevents = 1\ntrials = 2\n{HITS}"),
    "none counted": _one("people = 60_000", "[false_alerts]\nevents = 0\ntrials = 12_120\n"),
    "none counted in one look": _one("people = 60_000\nhours = 3", "[false_alerts]\nevents = 0\ntrials = 1\n"),
    "none counted, a small crowd": _one("people = 5", "[false_alerts]\nevents = 0\ntrials = 1e9\n"),
    "all counted": _one("people = 500\nlooks = 2", f"[false_alerts]\nevents = 40\ntrials = 40\n{HITS}"),
    "half a person": _one("people = 500", "[false_alerts]\nrate = 0.001\n"),
    "nearly a person": _one("people = 960", "[false_alerts]\nrate = 0.001\n"),
    "two crowds and a half": _one("people = 400", "[false_alerts]\nrate = 0.001\n"),
    "never": _one("people = 60_000\nlooks = 3\nhours = 2", f"[false_alerts]\nrate = 0.0\n{HITS}"),
    "always": _one("people = 60_000\nsought = 2\nlooks = 3\nhours = 2", f"[false_alerts]\nrate = 1.0\n{HITS}"),
    "a rate with no test that could show it": _one("people = 9\nhours = 1", f"[false_alerts]\nrate = 1e-30\n{HITS}"),
    "the smallest rate": _one("people = 9\nlooks = 2\nhours = 1", f"[false_alerts]\nrate = 1e-200\n{HITS}"),
    "a billion": _one("people = 1_000_000_000\nsought = 100_000", f"[false_alerts]\nrate = 0.02\n{HITS}"),
    "more people than there are": _one("people = 10_000_000_000", "[false_alerts]\nevents = 1\ntrials = 1e12\n"),
    "no usable face": _one("people = 900\nsought = 1\ncapture = 0.0\nhours = 1", f"[false_alerts]\nrate = 0.1\n{HITS}"),
    "few usable faces": _one("people = 900\nlooks = 9\ncapture = 0.001", f"[false_alerts]\nrate = 0.1\n{HITS}"),
    "many looks": _one("people = 900\nlooks = 900", f"[false_alerts]\nevents = 3\ntrials = 70_000\n{HITS}"),
    "a second": _one("people = 900\nhours = 0.0003", f"[false_alerts]\nevents = 3\ntrials = 70_000\n{HITS}"),
    "nothing published": _one("people = 60_000\nsought = 1\nhours = 3", "[watchlist]\nsize = 9\n"),
    "only the hit published": _one("people = 60_000\nsought = 3\nhours = 3", HITS),
    "only false alerts published": _one(
        "people = 60_000\nsought = 3\nhours = 3", "[false_alerts]\nevents = 7\ntrials = 8_600\n"
    ),
    "never found": _one(
        "people = 60_000\nsought = 3\nhours = 3",
        "[false_alerts]\nevents = 7\ntrials = 8_600\n[hits]\nevents = 0\ntrials = 30\n",
    ),
    "always found": _one(
        "people = 60_000\nsought = 3\nhours = 3",
        "[false_alerts]\nevents = 0\ntrials = 8_600\n[hits]\nevents = 30\ntrials = 30\n",
    ),
    "days that differ wildly": _one(
        "people = 60_000", "[false_alerts]\nevents = 9\ntrials = 90_000\nday_scatter = 5_000.0\nday_looks = 30\n"
    ),
    "days that differ, few of them": _one(
        "people = 300\nlooks = 2",
        "[false_alerts]\nevents = 9\ntrials = 90_000\nday_scatter = 3.0\nday_looks = 60_000\ncorrelation = 0.0\n",
    ),
    "looks nearly the same": _one(
        "people = 6_000\nlooks = 30", "[false_alerts]\nevents = 9\ntrials = 9_000\ncorrelation = 0.999\n"
    ),
    "events in large groups": _one(
        "people = 60_000", "[false_alerts]\nevents = 2\ntrials = 9_000\ndesign_effect = 800.0\n"
    ),
    "each group its own": _one(
        "people = 1_001\nlooks = 2",
        _groups(
            f"{GROUP.format('a', 0.5)}false_alerts = {{ events = 0, trials = 40 }}\n",
            f"{GROUP.format('b', 0.5)}false_alerts = {{ rate = 0.01, invented = true, source = 'made up' }}\n",
        ),
    ),
    "each group its own, none counted": _one(
        "people = 1_001",
        _groups(
            f"{GROUP.format('a', 0.5)}false_alerts = {{ events = 0, trials = 40 }}\n",
            f"{GROUP.format('b', 0.5)}false_alerts = {{ events = 0, trials = 1 }}\n",
        ),
    ),
    "a group without a rate anywhere": _one(
        "people = 1_001",
        _groups(GROUP.format("a", 0.5), f"{GROUP.format('b', 0.5)}false_alerts = {{ events = 1, trials = 40 }}\n"),
    ),
    "a group of nobody": _one(
        "people = 3",
        "[false_alerts]\nevents = 4\ntrials = 900\n"
        + _groups(
            GROUP.format("everybody", 1.0),
            f"{GROUP.format('no one', 0.0)}false_alerts = {{ events = 0, trials = 40 }}\n",
        ),
    ),
    "many groups with long names": _one(
        "people = 60_000\nsought = 2\nlooks = 2",
        "[false_alerts]\nevents = 4\ntrials = 900\nsource = 'A report'\n"
        + _groups(
            *(
                f"{GROUP.format(f'People of a long description that no label has room for, number {i}', 0.1)}"
                f"false_alerts = {{ events = {i}, trials = 9_000, source = 'Report {i}' }}\n"
                for i in range(10)
            )
        ),
    ),
    "words without a space": _one(
        "people = 60_000",
        f"note = '{'unbroken' * 40}'\nsource = '{'source' * 40}'\n[false_alerts]\nevents = 4\ntrials = 900\n",
        title="unbroken" * 30,
    ),
    "markup and formulas": _one(
        "people = 60_000",
        "note = '<b>&amp; =1+1'\nsource = '=HYPERLINK(1)'\n[false_alerts]\nrate = 0.1\nsource = '\"a\", b'\n",
        title="<img src=x> ${state}",
    ),
}
