"""Write the measured figures as a page for readers and as JSON for machines; no date, no path, no machine."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from benchmarks.coverage.criteria import Check, Effort

HEAD = """# Measured coverage

An interval that says "95 %" should hold the true rate 19 times in 20. Here people are invented whose true rate is known
(`benchmarks/coverage/worlds.py` says how), a trial is held, the interval is computed as the package computes it, and it
is noted whether the truth lies inside. This is repeated {reps} times a setting. The criteria (V) were fixed
beforehand; ranges are widened by the chance error of the simulation, which is given with every figure.

Made by `python -m benchmarks.coverage --reps {reps} --seed {seed}` with bystander {version}, numpy {numpy} and scipy
{scipy}. Another `--seed` gives other people; `--only V3` one part; `--fast` a tenth of the work. Exit status 1: a
criterion failed.

Words: *Wilson* and *naive* (Z3) count every comparison as independent, which is what most tools do. *df* is the median
effective number of people who drive the errors; below 8 the package says that only the assumption-free limit (Z1) is
guaranteed. *Errors* in a setting's name are expected errors at the nominal rate.

## Where the interval of which figure is measured

{where}"""

WHERE = {
    "fmr, fnmr at a threshold; of a group, and of one group against another": "V2 to V5b, V6, beyond",
    "fpir, fnir, tpir at a threshold; false candidates, failures": "V4, V5b, V6, beyond",
    "passes and volunteers with an alert, passes without a face": "V27",
    "any of them without an error": "V6, V21, zero",
    "fmr, where few people drive the false matches": "few",
    "fnmr at a target fmr, eer, auc, the det band": "bands, V7, V24, band",
    "tpir and fnir at a target fpir, their band, cmc and its band": "searches, V24",
    "selectivity": "candidates",
    "difference and ratio of two systems, and of several": "compare, V23, several",
    "difference and ratio of groups, to the geometric mean": "V14, V15",
    "false alerts a face, an hour, a deployment; people stopped by mistake; over-dispersion": "records",
    "false alerts, people flagged, found in a crowd": "V13, V22",
    "any of comparisons, where relatives are recorded as strangers": "V26",
}

TITLES = {
    "V1": "V1: the variance is the enumeration of all comparisons that share nobody",
    "V2": "V2: the variance is right on average",
    "V3": "V3: the interval for comparisons of everybody with everybody",
    "V4": "V4: people looked at repeatedly",
    "V5": "V5: new people and a new watchlist",
    "V5b": "V5b: the compliance limit, and the interval, over 76 settings",
    "V6": "V6: the limit that assumes nothing, and the one that assumes too much",
    "zero": "Both limits of a false match rate without an error",
    "V21": "V21: searches without an event",
    "V28": "V28: a requirement at the true rate, called met",
    "V7": "V7: the variance of the bootstrap is known, and brought to the right size",
    "V8": "V8: the exact tail, against sorting everything",
    "bands": "Functionals of a curve: the FNMR at a target FMR, the EER, the AUC, and the band",
    "few": "Few people drive the false matches: one more of the design effect",
    "V24": "V24: thresholds chosen on the same trial, where scores or errors are few",
    "band": "The band of a DET curve: is it flagged where few people drive the false matches",
    "V13": "V13: the range that is told for a crowd",
    "V22": "V22: the range of a crowd, from a record of days that differ, and of looks that are alike",
    "V14": "V14: are groups called different that are not, and is the true largest ratio held",
    "V15": "V15: the worked example of METHODS 4.4 and the smallest detectable ratios of 4.3",
    "V20": "V20: GARBE, IR and FDR against exact fractions",
    "EER": "The equal error rate: its threshold is found on the same data",
    "searches": "Searches: the threshold is chosen on the same data, and whole curves at once",
    "V23": "V23: small trials of two systems",
    "several": "Several systems on one trial: all pairs together",
    "compare": "compare: the difference and the ratio of two systems on the same trial",
    "records": "Deployment records: the intervals of counts, and where deployments differ",
    "candidates": "Selectivity: the mean number of wrong people whom a search returns",
    "V26": "V26: are trials flagged in which relatives are recorded as strangers",
    "V27": "V27: passes of volunteers who are on the watchlist",
    "requirements": "Requirements: a requirement at whose limit the truth lies is called met",
    "beyond": "Beyond the criteria: worlds that none of them names",
}

NOTES = {
    "zero": """\
[Zero errors](methods/zero-errors.md). A miss is a trial without an error whose limit lies below the true rate; the
share is of all trials, those with errors among them, as the promise of a limit is. Z1.5 holds under its condition: in
the three worlds of people who match everybody (*by 8*), those who would err are in no comparison of many trials, and
nothing is required of it there. Z2 is a row of the table and no promise. *Times 3 / comparisons*: how large a limit is,
over what counting each comparison as independent would claim. Rates of searches are not given Z1.5: the last figures
say what it would do there.""",
    "V21": """\
FNIR, failed searches, false candidates, and the FPIR without a lower score, at the worst of eight true rates about the
limit. *Some always*: ICC 1.""",
    "V28": """\
The limit is `bounds.compliance_upper`. Of trials without an error it is that of V21, and Z1 under *zero*.""",
    "V8": """\
Time and memory at 1e8 comparisons: [benchmarks](benchmarks.md).""",
    "V13": """\
Evidence and crowd are new people from one world. The evidence's design effect is measured from its counts by person;
the crowd's correlation within a person is taken as known. The last two settings are beyond the criterion.""",
    "V22": """\
The record is audited, and a new day is drawn. *Naive*: the crowd forgets the scatter that the audit measured, or takes
the correlation of looks as .1. Of the last settings with days nothing is required: where a kind of day is rare, few
records hold it.""",
    "V14": """\
The first five settings are the criterion's; the others are beyond it, with a fourth of the replicates, and are held to
the same figures, except that nothing is required of the bootstrap there. Where the true ratio is not 1, the first
column is the power of the test. In settings with people, each group's design effect is measured from its counts by
person, and people change places where they are looked at alike and scatter alike; the last column is the test without
that. *Naive* intervals resample each group's errors; the naive test takes every look for another person.""",
    "V15": """\
A detectable ratio may be off by .02 more than its rounding.""",
    "V20": """\
The tables are made up, with equal rates and zeros among them. The tests compare real false match rates of 240
algorithms in the same way, where the file is at hand.""",
    "V26": """\
[Relatives recorded as strangers](methods/relatives.md). A fifth of the trials. The interval is KG-t of false matches.
In trials of *vectors* the flag of METHODS V.4 alone would be raised whether anybody is alike or not; here it hardly
is. Of the last three settings nothing is required: likeness so weak, and single images, are seen sometimes only.""",
    "requirements": """\
[Requirements](methods/requirements.md). The truth is the limit, so *met* is always wrong. A fifth of the trials of
passes, a tenth of groups, of records, and of trials with scores. Of the worlds of *beyond* nothing is required.""",
    "V27": """\
[Seeded tests](methods/seeded-tests.md). Where fewer than 20 passes have the rarer outcome, an alert or none, a floor of
the clustering is assumed and counts move in large steps: nothing is required there but not to be too narrow. In 105
worlds (1, 3, or 1 to 10 passes; ICC .1, .3, .5; TPIR .05 to .95), 1,000 tests each, the least was 0.940.""",
    "bands": """\
Whole trials of normal scores, whose people differ in how alike they look to others and in how steady they are, and the
two go together (*correlation*). The truth is the population's: the FNMR at the threshold where the *population's* FMR
is the target. Each trial is drawn again 400 times. *As given*: the interval that takes the threshold for one that was
set beforehand. The band holds where both its limits hold the truth at every threshold with at least 5 errors of each
kind. A well-sized interval is 3.92 standard deviations of the estimate wide. Nothing is required of the AUC, which
effectively 15, 14, 4 and 9 people drive (median), nor of the last world, where 5 and 3 drive the false matches at the
two targets; the package says so where they are fewer than 8.""",
    "few": """\
Where fewer than 8 people drive the false matches, the design effect is taken one larger. Of the last four settings
nothing is required: their samples look calm where the prone are not among them, and no rule can know it.""",
    "V24": """\
Where not even the highest threshold is shown to keep the target, there is no interval. A tenth of the trials. Of the
settings with exponential effects and mixtures nothing is required.""",
    "band": """\
The flag is raised where fewer than 8 people drive the false matches at half of the band's thresholds, or more. Likeness
in groups it cannot see: [relatives recorded as strangers](methods/relatives.md) are flagged by their scores.""",
    "EER": """\
Nothing is required here. This is the hull of the FMR and FNMR intervals at the crossing, each at half the error, which
is given where people cannot be drawn again; it promises more than it need, and is wider than one made for the purpose
would be. Otherwise the interval is that of people drawn again, measured above with the other functionals.""",
    "searches": """\
TPIR at FPIR: the truth is the TPIR where the *true* FPIR is the target. Taking the threshold as given misses what its
choice adds; choosing it again in every resample of the people does not. *All intervals of single points*: how often
every one of them holds, which nobody promised; the band does. A fifth of the trials, 1000 resamples each.""",
    "compare": """\
Both systems' scores are made of the same parts, each correlated as the setting says; a fifth of the replicates. A
well-sized interval is 3.92 standard deviations wide; *unpaired* is the interval that takes the two for unrelated.
Settings with FMR are comparisons, those with FPIR searches. *In both*: only so many of each system's people are the
other's, too, and nothing can be paired trial by trial; *other images*: the same people, seen anew. The bootstrap draws
people again and chooses both thresholds again. Nothing is required of the coverage in the last world, which is
flagged.""",
    "V23": """\
Trials of one person each, a fifth of the replicates. A crash counts as a miss; the bootstrap draws people again. The
widest that is allowed goes by the expected errors of the system with fewer: 1.3 from 30 errors on, 1.75 from 5 on.""",
    "several": """\
A fifth of the replicates; settings with FMR are comparisons at a matched target, the others small trials at given
thresholds. Tukey's quantile is the exact one of independent normal systems whose variances are alike: nothing narrower
than it could hold.""",
    "records": """\
A record does not say whether alerts are independent, so an interval is printed for each assumption; here each meets
each world. Required is the one whose assumption is true, and with 30 deployments or more the one that goes by how much
the deployments are seen to differ. What is seen of few deployments is too little to go by.""",
    "V3": """\
One comparison errs at most once; with *Poisson errors* it may err several times, as in the model the criteria were set
with.""",
    "V5b": """\
The compliance limit is promised where df is at least 9; below, the figure is shown and nothing is required.""",
    "V6": """\
Where one comparison errs at most once, two people of the rare kind can make one error, not eleven: the true rate of
that world is lower, and so the naive limit holds more often there than in the Poisson one. KG-t fails there too, and
cannot do better: in a third of the trials nobody of the rare kind takes part. df is then 2, and the package says
so.""",
    "beyond": """\
Nothing is required here. *reported* is the interval as it is printed: with the ICC floor where errors are few, and the
limit that assumes nothing where there is no error. Families are recorded as strangers: where they share what makes
them err (*shared* above 0), their dependence reaches beyond a person, and every interval that clusters on people is
too narrow for them; `--cluster family` makes them count as one where they are known. Pareto effects with a tail of 2
or less, and a few people with very many errors, keep their worst people out of most trials; no interval can know of
them, and the flag on df does not always show it.

*habit*: the number of images or looks of a person goes with how much they err (images: habit above 0; looks: below 0)
or against it (images: below 0; looks: above 0). V_U takes the two to be unrelated; where those who err are seen less,
it is too small, and the linear variance, the larger of the two, is what holds the interval up.""",
}


def markdown(checks: list[Check], effort: Effort, versions: dict[str, str]) -> str:
    """Return the page."""
    where = "".join(f"| {figure} | {part} |\n" for figure, part in WHERE.items())
    where = f"| figure | parts |\n|---|---|\n{where}"
    parts = [
        HEAD.format(reps=effort.reps, seed=effort.seed, where=where, **versions),
        "## In short\n\n" + _summary(checks),
    ]
    for criterion, title in TITLES.items():
        mine = [check for check in checks if check.criterion == criterion]
        if mine:
            note = NOTES.get(criterion)
            parts.append(f"## {title}\n\n" + (f"{note}\n\n" if note else "") + _details(mine))
    return "\n".join(parts)


def as_json(checks: list[Check], effort: Effort, versions: dict[str, str]) -> str:
    """Return the same as JSON."""
    rows = [asdict(check) | {"passed": check.passed} for check in checks]
    document = {"made_by": versions, "reps": effort.reps, "seed": effort.seed, "checks": rows}
    return json.dumps(document, indent=1, allow_nan=False) + "\n"


def from_json(text: str, effort: Effort, versions: dict[str, str]) -> list[Check]:
    """Return what :func:`as_json` wrote for the same effort and versions; nothing where they differ."""
    from benchmarks.coverage.criteria import Check

    document = json.loads(text)
    if (document["made_by"], document["reps"], document["seed"]) != (versions, effort.reps, effort.seed):
        return []
    return [Check(**{key: value for key, value in row.items() if key != "passed"}) for row in document["checks"]]


def line(check: Check) -> str:
    """Return one check as one line for the terminal."""
    people = "" if check.median_df is None else f", df {check.median_df:.1f}"
    return (
        f"{_verdict(check):6} {check.criterion:6} {check.measured:.4f} +- {check.error:.4f}  "
        f"{_required(check):18} {check.what}: {check.setting}{people}"
    )


def _summary(checks: list[Check]) -> str:
    rows = ["| criterion | figure | settings | required | lowest | highest | |", "|---|---|---|---|---|---|---|"]
    for key in dict.fromkeys((c.criterion, c.what, c.low, c.high) for c in checks if c.passed is not None):
        mine = [c for c in checks if (c.criterion, c.what, c.low, c.high) == key]
        values = [c.measured for c in mine]
        verdict = "pass" if all(c.passed for c in mine) else "**FAIL**"
        cells = [*key[:2], str(len(mine)), _required(mine[0]), f"{min(values):.4f}", f"{max(values):.4f}", verdict]
        rows.append("| " + " | ".join(cells) + " |")
    return "\n".join(rows) + "\n"


def _details(checks: list[Check]) -> str:
    """Return one row a setting, one column a figure; what is required stands with the figure."""
    columns = list(dict.fromkeys(c.what for c in checks))
    people = any(c.median_df is not None for c in checks)
    rows = ["| setting |" + (" df |" if people else "") + "".join(f" {c} |" for c in columns)]
    rows.append("|---|" + ("---|" if people else "") + "---|" * len(columns))
    for setting in dict.fromkeys(c.setting for c in checks):
        mine = {c.what: c for c in checks if c.setting == setting}
        df = next(iter(mine.values())).median_df
        cells = "".join(f" {_cell(mine[c]) if c in mine else ''} |" for c in columns)
        rows.append(f"| {setting} |" + (f" {df:.0f} |" if people and df is not None else "") + cells)
    return "\n".join(rows) + "\n"


def _cell(check: Check) -> str:
    text = f"{check.measured:.4f} ± {check.error:.4f}" if check.error else f"{check.measured:.4f}"
    if check.passed is None:
        return text
    return f"{text}; {'pass' if check.passed else '**FAIL**'}"


def _required(check: Check) -> str:
    if check.low is not None and check.high is not None:
        return f"{check.low:g} to {check.high:g}"
    if check.low is not None:
        return f"at least {check.low:g}"
    return "" if check.high is None else f"at most {check.high:g}"


def _verdict(check: Check) -> str:
    return {True: "pass", False: "FAIL", None: ""}[check.passed]
