"""The words of docs/coverage.md: what is measured where, the titles of its parts, and what to know of each."""

from __future__ import annotations

HEAD = """# Measured coverage

An interval that says "95 %" should hold the true rate 19 times in 20. Here people are invented whose true rate is known
(`benchmarks/coverage/worlds.py` says how), a trial is held, the interval is computed as the package computes it, and it
is noted whether the truth lies inside. The criteria (V) were fixed beforehand; ranges are widened by the chance error
of the simulation, which is given with every figure.

Generated from `benchmarks/coverage/measured`, a file a part. `python -m benchmarks.coverage --only V3 --reps 2000`
measures a part anew and writes the page; `--resume` goes on with what is missing of it, `--seed 2` gives other
people, `--fast` a tenth of the work. Exit status 1: a criterion failed. All parts at 2,000 trials take some 4,000
seconds of one core, half of it `compare`, V14 and `requirements`; each part is kept as soon as it is known.

Words: *Wilson* and *naive* (Z3) count every comparison as independent, which is what most tools do. *df* is the median
effective number of people who drive the errors; below 8 the package says that only the assumption-free limit (Z1) is
guaranteed. *Errors* in a setting's name are expected errors at the nominal rate.

## Where an interval holds, and where it does not

*Holds*: at least what is required of it, or .93 (a limit: missed in at most .05), widened by chance error. *Flagged*:
it does not, and the package says so with the number, as fewer than 8 people drive the errors, relatives show in the
scores, few rows of a record show how they differ, or its condition is told in the sentence. *Fails*: it does not, and
nothing says so.

{holds}
## How each part was measured

*Trials*: a setting, where the part does not take a share of them, which it says. *Code*: the first letters of the
fingerprint of the statistics (`--code` prints the present one); parts that have none were measured before fingerprints
were kept, by an earlier state of the code.

{parts}
## Where the interval of which figure is measured

{where}"""

WHERE = {
    "fmr, fnmr at a threshold; of a group, and of one group against another": "V2 to V5b, V6, beyond",
    "fpir, fnir, tpir at a threshold; false candidates, failures": "V4, V5b, V6, beyond",
    "passes and volunteers with an alert, passes without a face": "V27, sessions",
    "fnmr, fnir, tpir, passes with an alert, where a few people make most of the tries": "uneven-tries",
    "fnmr at a target fmr, eer, auc, where a few people make most of the tries": "uneven-curves",
    "fmr, where few people have most of the images": "uneven-pairs",
    "difference of the fmr of two systems, where few people have most of the images": "uneven-compare",
    "groups whose people are tried unequally often": "uneven-groups",
    "any of them without an error": "V6, V21, zero",
    "fnmr at a target fmr, eer, auc, the det band": "bands, V7, V24, band",
    "tpir and fnir at a target fpir, their band, cmc and its band": "searches, V24",
    "fmr, where few people drive the false matches": "few",
    "difference and ratio of two systems, and of several": "compare, V23, several",
    "difference of two systems, where people on the list are searched": "compare-own-list",
    "selectivity": "candidates",
    "fpir and cmc, where people on the list are searched": "own-list",
    "tpir and fnir at a target fpir, and their band, where people on the list are searched": "own-list-target",
    "difference and ratio of groups, to the geometric mean": "V14, V15",
    "false alerts a face, an hour, a deployment; people stopped by mistake": "records, one-row, alike-rows",
    "lists, follow-ups and confirmations of searches": "search-records",
    "false alerts a face, or follow-ups confirmed, of groups of a record": "record-groups",
    "over-dispersion: of these deployments, and of those to come": "V25",
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
    "few": "Few people drive the false matches: one more of the design effect",
    "V24": "V24: thresholds chosen on the same trial, where scores or errors are few",
    "band": "The band of a DET curve: is it flagged where few people drive the false matches",
    "V23": "V23: small trials of two systems",
    "several": "Several systems on one trial: all pairs together",
    "requirements": "Requirements: a requirement at whose limit the truth lies is called met",
    "V7": "V7: the variance of the bootstrap is known, and brought to the right size",
    "V8": "V8: the exact tail, against sorting everything",
    "bands": "Functionals of a curve: the FNMR at a target FMR, the EER, the AUC, and the band",
    "V13": "V13: the range that is told for a crowd",
    "V22": "V22: the range of a crowd, from a record of days that differ, and of looks that are alike",
    "V14": "V14: are groups called different that are not, and is the true largest ratio held",
    "V15": "V15: the worked example of METHODS 4.4 and the smallest detectable ratios of 4.3",
    "V20": "V20: GARBE, IR and FDR against exact fractions",
    "EER": "The equal error rate: its threshold is found on the same data",
    "searches": "Searches: the threshold is chosen on the same data, and whole curves at once",
    "compare": "compare: the difference and the ratio of two systems on the same trial",
    "compare-own-list": "compare: searches of people who are on the list themselves",
    "records": "Deployment records: the intervals of counts, and where deployments differ",
    "one-row": "Deployment records in which one row holds most of all, or sizes differ",
    "alike-rows": "Deployment records whose rows are alike at one place, or close in time",
    "search-records": "Records of searches whose periods differ",
    "record-groups": "Groups of a record: are they told to differ where they do not",
    "candidates": "Selectivity: the mean number of wrong people whom a search returns",
    "own-list": "Searches of people who are on the list themselves",
    "own-list-target": "The same, with a threshold that is chosen for a target FPIR",
    "V25": "V25: how much deployments differ",
    "V26": "V26: are trials flagged in which relatives are recorded as strangers",
    "V27": "V27: passes of volunteers who are on the watchlist",
    "sessions": "Seeded tests whose sessions differ",
    "uneven-tries": "Tries of which a few people make most",
    "uneven-pairs": "Comparisons of which few people have most",
    "uneven-compare": "Two systems, where few people have most of the images",
    "uneven-groups": "Groups whose people are tried unequally often",
    "uneven-curves": "Figures along a curve, where a few people make most of the tries",
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
    "own-list": """\
[Searches](methods/identification.md). Everybody is searched against the list of all, their mate left out: the FPIR; or
not: how often the right person stands first. Every two people have a likeness that both searches of the two share, so
alerts come in twos. The truth is that of new people in front of the list of the trial. Half of the trials.""",
    "own-list-target": """\
[A threshold chosen on the same searches](methods/identification-bands.md). The worlds are those of *own-list*; the
truth is the TPIR where the true FPIR, of new people in front of the list of the trial, is the target. *Naive*: what
resampling people says where two who alert on each other are taken for independent. Half of the trials, 500 resamples
each.""",
    "V21": """\
FNIR, failed searches, false candidates, and the FPIR without a lower score, at the worst of eight true rates about the
limit. *Some always*: ICC 1.""",
    "V28": """\
The limit is `bounds.compliance_upper`. Of trials without an error it is that of V21, and Z1 under *zero*.""",
    "requirements": """\
[Requirements](methods/requirements.md). The truth is the limit, so *met* is always wrong. A fifth of the trials of
passes, a tenth of groups, of records, and of trials with scores; searches of people off the list have all of them. Of
the worlds of *beyond* nothing is required.""",
    "few": """\
Where fewer than 8 people drive the false matches, that of pairs of people is added to the design effect (1 where every
two meet once). Of the last four settings
nothing is required: their samples look calm where the prone are not among them, and no rule can know it.""",
    "V24": """\
Where not even the highest threshold is shown to keep the target, there is no interval. A tenth of the trials. Of the
settings with exponential effects and mixtures nothing is required.""",
    "band": """\
The flag is raised where fewer than 8 people drive the false matches at half of the band's thresholds, or more. Likeness
in groups it cannot see: [relatives recorded as strangers](methods/relatives.md) are flagged by their scores.""",
    "V23": """\
Trials of one person each, a fifth of the replicates. A crash counts as a miss; the bootstrap draws people again. The
widest that is allowed goes by the expected errors of the system with fewer: 1.3 from 30 errors on, 1.75 from 5 on.""",
    "several": """\
A fifth of the replicates; settings with FMR are comparisons at a matched target, the others small trials at given
thresholds. Tukey's quantile is the exact one of independent normal systems whose variances are alike: nothing narrower
than it could hold.""",
    "V8": """\
Time and memory at 1e8 comparisons: [benchmarks](benchmarks.md).""",
    "V13": """\
Evidence and crowd are new people from one world. The evidence's design effect is measured from its counts by person;
the crowd's correlation within a person is taken as known. The last two settings are beyond the criterion.""",
    "V22": """\
The record is audited, and a new day is drawn. *Naive*: the crowd forgets the scatter that the audit measured, or takes
the correlation of looks as .1. Of four settings with days nothing is required: where a kind of day is rare, few records
hold it. Where sizes are told, the days of the record are of unequal size, or its rows sum many; there, and with days of
one size beside them, .95 is required, less two standard errors.""",
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
other's, too, and nothing can be paired trial by trial; *other images*: the same people, seen anew. Settings with
*trials each* are small, of trials of one person: a crash counts as a miss, and the bootstrap draws people again.""",
    "compare-own-list": """\
[Comparing systems](methods/compare.md). A fifth of the trials. The worlds are those of *own-list*, with every part of a
score correlated between the systems; the truth is the difference of their rates for new people in front of this list.
*Naive*: the interval that takes alerts of two people on each other for independent.""",
    "records": """\
A record does not say whether alerts are independent, so an interval is printed for each assumption; here each meets
each world. *Told* is the interval of the headline: the one that goes by how much the deployments are seen to differ,
where they show it, else that of independent alerts. Required is the interval whose assumption is true, and with 30
deployments or more the one that is told. What is seen of few deployments is too little to go by; a caveat says so.""",
    "one-row": """\
[Audit of a deployment record](methods/deployment-record-audit.md#rows-of-unequal-size). Rates differ alike whatever the
size of a deployment, by the coefficient of variation that is named. Where the small rows do not show how one as large
may differ, the interval that is told is for these deployments alone, and is held against their own rates; else it is
for those to come. Required is what is told, with five deployments or more, and a width near the ideal where rates are
alike. Fewer than five are taken for alike, and that is said. *Times the ideal*: the median, over the width of the exact
interval of somebody who knows how much rates differ. *Alerts in twos* scatter alike in large rows and small. Counts
cannot tell that from rates that differ, so the range allows for both, and is wider than need be. A *kind* of day that
is rare: many records hold none of it, and nothing is required.""",
    "alike-rows": """\
[Audit of a deployment record](methods/deployment-record-audit.md#deployments-at-one-place-or-close-in-time). A fifth of
the trials. The truth is the mean rate of all such places, or of all such weeks, so that the interval, which takes each
row for a new draw, is far too narrow: for these places and these times alone it may hold. What is asked is that it is
said: missed without a flag in at most one of ten records, and rows that differ one by one flagged in one of twenty.
*Crews* are whoever the record does not name and rates go by: crews, sites, cameras. In turn they are seen; as it
happens, hardly every second time, and nothing is required of that: a column that names them would show it.""",
    "sessions": """\
[Seeded tests](methods/seeded-tests.md#sessions-that-differ). The logits of all chances in a session move together by a
normal number of the given deviation; volunteers come to every session, or each to one. The range is for *the same
days*, as its sentence says; its worth on other days is shown, and nothing is required of it there. Sessions that are
alike may be told to differ in one test of fifty.""",
    "uneven-tries": """\
[Where a few people make most of the tries](methods/intervals.md#where-a-few-people-make-most-of-the-tries). Who fails
more often tries as often as others. *Times as wide*: as the interval would be if it were not drawn out, in the median;
nothing is required of it. *All alike* is the world where that costs most.""",
    "uneven-pairs": """\
[Where few people are in most of the comparisons](methods/intervals.md#where-few-people-are-in-most-of-the-comparisons).
A quarter of the trials. *Wolves* are taken for somebody else 20 times as often. *Times as wide*: as the interval would
be if it were not drawn out, in the median; nothing is required of it.""",
    "uneven-compare": """\
[Comparison of systems](methods/compare.md). A quarter of the trials, people as in *uneven-pairs*. Of equal systems one
in twenty may be told to differ; how often others are is what the care costs, and nothing is required of it.""",
    "uneven-groups": """\
[Groups](methods/differentials.md). Half of the trials. Groups of one mean rate may be told to differ in one of twenty,
and their ratio be said to be above 1 as rarely. *Found* is what such a trial shows of a difference, and nothing is
required of it.""",
    "uneven-curves": """\
[Thresholds](methods/thresholds.md), [bands](methods/bands.md). A quarter of the trials, each with 300 replicates.""",
    "search-records": """\
[Audit of a record of searches](methods/search-record-audit.md). Each period has shares of its own; the truth is their
mean. *Naive*: the exact interval of independent searches.""",
    "record-groups": """\
[Deployments](methods/deployment-record-audit.md) and [searches](methods/search-record-audit.md). Half of the trials.
Groups of one mean rate, whose rates differ from row to row, each group's by itself or everybody's while the mix of
groups changes (Simpson's paradox). They may be told to differ in one record of twenty. *Errs more often* shows what
the care costs; nothing is required of it. Of two to four rows a group's own range takes these for alike, which it
says.""",
    "V25": """\
[Audit of a deployment record](methods/deployment-record-audit.md). The scatter of *these* deployments is what
chi-square over its degrees of freedom would be on average if they were held again. Of *deployments to come* an eighth
of the trials; where a kind of day is rare (*bursts*), many records hold none of it, and nothing is required.""",
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
