"""The methods behind every interval by name: what each assumes, how a report explains it, and its page.

Estimates carry them (``Estimate.method``); those of groups are beside the differentials that make them.
"""

from __future__ import annotations

from bystander.findings.limits import ASSUMPTION_FREE, INDEPENDENT
from bystander.findings.method import Method
from bystander.intervals.resampling import REPLICATES

TOGETHER_A_LITTLE = "one person's tries hardly depend on each other"
ASSUMED_ICC = 0.1  # correlation within a person where errors are too few to show it

KG_T = Method(
    "KG-t",
    term="KG-t interval",
    explanation=(
        "Errors cluster, as the same people appear again. What each person adds to the variance turns comparisons "
        "into effective trials. These get a beta interval (Korn and Graubard 1998), wider by Student's t where few "
        "people weigh most."
    ),
    assumes=(INDEPENDENT,),  # that eight people drive the errors is no assumption: the evidence shows whether
    page="intervals.md",
)
ICC_FLOOR = Method(
    f"ICC floor {ASSUMED_ICC}",
    term="Floor of the clustering",
    explanation=(
        f"Few errors do not show how strongly they cluster. A correlation of {ASSUMED_ICC} within a person is assumed."
    ),
    assumes=(TOGETHER_A_LITTLE,),
    page="intervals.md",
)
UNEVEN_TRIES = Method(
    "as far as for people counted once each",
    term="Range where a few people made most of the tries",
    explanation=(
        "A few people made most of the tries, and only they show how the tries of one repeat. The range reaches as "
        "far as that of the mean of people, in which each counts once."
    ),
    assumes=("how often people try has nothing to do with how often they err",),
    page="intervals.md",
)
UNEVEN_PAIRS = Method(
    "as far as for pairs of people counted once each",
    term="Range where few people are in most of the comparisons",
    explanation=(
        "Some people have far more images than others, so that few are in most of the comparisons. The range reaches "
        "as far as that of the mean over all pairs of people, in which every two count once."
    ),
    assumes=("how many images somebody has is unrelated to how often they err",),
    page="intervals.md",
)
ONE_SIDED = ASSUMPTION_FREE.named("one-sided, assumption-free (Z1)", one_sided=True)
TWO_SIDED = ASSUMPTION_FREE.named("two-sided, assumption-free (Z1)")
EVERY_SEARCH = Method(
    "no search missing",
    term="Searches that may be missing",
    explanation=(
        "Lists were cut where scores were low, and none is empty. The rate is that of all searches only if none that "
        "returned nobody is missing from the evidence."
    ),
    assumes=("no search that returned nobody is missing from the file",),
    page="identification.md",
)
CLOPPER_PEARSON = Method(
    "Clopper-Pearson",
    term="Clopper-Pearson interval",
    explanation=(
        "The exact interval for a share of independent events; the widest one beside it lets each stand for several."
    ),
    assumes=("events are independent of each other",),
    page="intervals.md",
)
NOBODY_TWICE = "if nobody appears twice"
NOBODY_NAMED = CLOPPER_PEARSON.only(NOBODY_TWICE)
CLUSTERING_UNKNOWN = CLOPPER_PEARSON.named("Clopper-Pearson, clustering unknown")
GARWOOD = Method(
    "Garwood (exact Poisson)",
    term="Garwood interval",
    explanation=("The exact interval for a count of independent events over an amount of time or of occasions."),
    assumes=("events are independent of each other",),
    page="deployment-record-audit.md",
)
BOOTSTRAP = Method(
    "vertex bootstrap, rescaled",
    term="People drawn again",
    explanation=(
        "People are drawn again, many times, each time with the threshold chosen anew. The spread of the results is "
        "brought to the size of the variance behind KG-t."
    ),
    assumes=(INDEPENDENT,),
    page="bands.md",
)
RESAMPLES = Method(
    "resamples of people",
    term="Interval where the threshold was chosen on the same searches",
    explanation=(
        "People are drawn again, many times, and each time the threshold is chosen anew. The spread of the results "
        "is stretched to what KG-t says of the same people. Two people on the list who alert on each other are taken "
        "together; otherwise people are taken for independent."
    ),
    assumes=(INDEPENDENT,),
    page="identification-bands.md",
)
THRESHOLDS = Method(
    "hull over all thresholds that may hold the target",
    term="Interval over the thresholds that may hold a target",
    explanation=(
        "Every threshold is kept that the trial does not show to exceed the target, nor to be stricter than needed. "
        "The interval covers those of the error rate at all that are kept, each at half the error."
    ),
    assumes=(INDEPENDENT,),
    page="thresholds.md",
)
HULL = Method(
    "hull of the FMR and FNMR intervals at the crossing",
    term="Interval of the equal error rate",
    explanation=("The range that covers the intervals of both error rates at the threshold where they cross."),
    assumes=(INDEPENDENT,),
    page="thresholds.md",
)
PAIRED = Method(
    "paired on people, what only one got wrong",
    term="Difference of two systems, paired",
    explanation=(
        "The difference is taken as a whole, person by person: what both systems got right, or both wrong, cancels. "
        "Its variance is never below that of McNemar's test, and Student's t goes by the number of people who drive "
        "it. It shows no difference that McNemar's exact test would not show of as many errors as those people are "
        "worth."
    ),
    assumes=(INDEPENDENT,),
    page="compare.md",
)
IN_COMMON = Method(
    "people in common",
    term="Difference of two systems, people in common",
    explanation=(
        "The two rates' own intervals are put together, and how much they vary together is computed from the people "
        "whom both trials share."
    ),
    assumes=(INDEPENDENT,),
    page="compare.md",
)
UNPAIRED = Method(
    "unpaired",
    term="Difference of two systems, unpaired",
    explanation=(
        "The two rates' own intervals are put together as those of unrelated trials, so their variances add. A test "
        "of both systems on the same people would show smaller differences."
    ),
    assumes=("nobody is in both trials, or nobody can tell who is",),
    page="compare.md",
)
SIDE_BY_SIDE = Method(
    "side by side",
    term="Difference of two systems, side by side",
    explanation=(
        "Each system has its assumption-free limits at half the error, and the difference lies between their ends."
    ),
    assumes=(INDEPENDENT,),
    page="compare.md",
)
RECHOSEN = Method(
    "thresholds rechosen (delta method)",
    term="Thresholds chosen on the same trial",
    explanation=(
        "Another trial would set each system's threshold elsewhere. How far, and how much the other rate moves with "
        "it, follows from the slope of its own curve. That is added to the variance (delta method) with everything "
        "that varies together."
    ),
    assumes=("misses change evenly where the threshold may move",),
    page="compare.md",
)
CHOSEN_AGAIN = Method(
    f"thresholds chosen again, {REPLICATES} replicates",
    term="Thresholds chosen again",
    explanation=(
        "People are drawn again, many times, the same for both systems, and both thresholds chosen anew, as another "
        "trial would. The interval has the shape of the results, and the size of the people's part in the difference."
    ),
    assumes=(INDEPENDENT,),
    page="compare.md",
)
LOG_SCALE = Method(
    "log scale",
    term="Ratio of two systems",
    explanation=(
        "How many times as large one rate is as the other. The interval is computed on the logarithm of the ratio."
    ),
    page="compare.md",
)
DIFFERING = Method(
    "counts divided by the scatter of the deployments",
    term="Interval that allows for how the deployments differ",
    explanation=(
        "The exact interval, both counts divided by how many times more the deployments differ than by chance. Where "
        "few show that, or one is far larger, by more."
    ),
    assumes=(
        "events cluster no more strongly than the deployments differ",
        "deployments to come each differ as these did",
    ),
    page="deployment-record-audit.md",
)
THESE_ALONE = Method(
    "for these deployments alone",
    term="Interval for these deployments alone",
    explanation=("One deployment is far larger than the others; nothing is said of deployments to come."),
    assumes=("these deployments are held again, each with a rate of its own",),
    page="deployment-record-audit.md",
)
NONE_TO_ALL = Method(
    "from none to all of the unjudged alerts",
    term="Range with unjudged alerts",
    explanation="The lower end has none of them false, the upper end all.",
    page="deployment-record-audit.md",
)
PERIODS_DIFFERING = Method(
    "counts divided by the scatter of the periods",
    term="Interval that allows for how the periods differ",
    explanation=(
        "The exact interval for independent searches, both counts divided by how many times more the periods differ "
        "than by chance. Where few show that, or one is far larger, they are divided by more."
    ),
    assumes=("searches cluster no more strongly than the periods differ", "periods to come differ as these did"),
    page="search-record-audit.md",
)
THESE_PERIODS = Method(
    "for these periods alone",
    term="Interval for these periods alone",
    explanation=(
        "One period is far larger than the others, which do not show how one as large may differ. Nothing is said of "
        "periods to come."
    ),
    assumes=("these periods are held again, each with a share of its own",),
    page="search-record-audit.md",
)
FISHER = Method("Fisher's exact test", page="deployment-record-audit.md")
AS_DAYS = "if deployments differ as those of each period do"
EACH_BY_ITSELF = "if each alert is independent of every other"
TWO_PERIODS = Method(
    "square-and-add, 0 within wherever Fisher's exact test does not reject",
    term="Change between two periods",
    explanation="Two exact intervals put together; 0 is within where Fisher's test does not reject.",
    assumes=("events cluster no more strongly than the deployments of a period differ",),
    page="deployment-record-audit.md",
)
SCATTER = Method(
    "Pearson's chi-square over its degrees of freedom; limits for these deployments",
    term="Spread between deployments",
    explanation=("How many times more these deployments differ than by chance, which is 1."),
    assumes=("false alerts within a deployment are independent of each other",),
    page="deployment-record-audit.md",
)
RANK_LIMITS = Method(
    "Hodges-Lehmann, with rank limits",
    term="Change of what is counted",
    explanation=(
        "By how much the typical deployment after a date differs from the typical one before it. The date is the one "
        "that parts the record best (Pettitt), checked against random orderings of the record."
    ),
    assumes=("deployments before and after differ in size alone",),
    page="deployment-record-audit.md",
)
ORDER = Method(
    "order statistics",
    term="Interval of a median",
    explanation=("The deployments are put in order; the interval is cut from the middle of that order."),
    assumes=("deployments are independent of each other",),
    page="deployment-record-audit.md",
)
