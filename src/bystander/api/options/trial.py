"""What may be said of a trial, in the order in which the command line shows it.

Every command that reads a trial offers all of it; :data:`NOT_OF_SHARDS` says what a shard alone cannot be told.
"""

from __future__ import annotations

from bystander.api.options.option import Choice, Option

SCORES, LAYOUT, WHO = "Scores", "Layout and text", "Who is who"
SEARCHES, SEEDED, PEOPLE = "Searches of a watchlist", "A seeded test", "Groups of people"

TRIAL: tuple[Option, ...] = (
    Option(
        name="non_mated", kind="file or choice", group=WHO, metavar="FILE|leave-mate-out|absent|nobody",
        help="The non-mated scores, where EVIDENCE lists the mated ones. Of searches: leave-mate-out makes non-mated "
        "ones by leaving the right person out of each. Of candidate lists: people whom no list holds are not enrolled "
        "(absent), or everybody who is named is (nobody is non-mated).",
        label="Non-mated scores, or searches",
        hint="a file of scores of different people, where the other one holds those of one person",
        choices=(
            Choice("leave-mate-out", "leave the right person out of each search"),
            Choice("absent", "people whom no list holds are not enrolled"),
            Choice("nobody", "everybody who is named is enrolled"),
        ),
    ),
    Option(
        name="truth", kind="file", group=WHO, metavar="FILE",
        help="Pairs of samples of one person, a table of who is in each, trials with labels, or the mask of "
        "a BEE matrix.",
        label="Pairs of one person, who is in each image, or trials with labels",
        hint="a file: two names a line that are of one person, a name and its person, or two names and a label",
    ),
    Option(
        name="subject_from", kind="text", group=WHO, metavar="PATTERN", open=True,
        help="How the name of a sample tells the person: lfw, voxceleb, path (its folder), or a regular expression "
        "with one group.",
        label="How names of samples tell the person",
        hint="lfw, voxceleb, path (its folder), or a regular expression with one group, such as (.*)_[0-9]+[.]jpg",
        choices=(
            Choice("lfw", "Name_Surname_0001.jpg"), Choice("voxceleb", "id10001/session/00001.wav"),
            Choice("path", "the folder of the file"),
        ),
    ),
    Option(
        name="probe_ids", kind="file", group=WHO, metavar="FILE",
        help="Identifiers of the rows of a .npy matrix, one a line.",
        label="Names of the rows of a matrix", hint="a file, one name a line",
    ),
    Option(
        name="reference_ids", kind="file", group=WHO, metavar="FILE",
        help="Identifiers of its columns, one a line.",
        label="Names of the columns of a matrix", hint="a file, one name a line; of a square, one of the two will do",
    ),
    Option(
        name="square", kind="choice", group=WHO,
        help="Of scores with the same identifiers on both sides: one set of images against itself, or probes that are "
        "other images. Of one set each pair counts once. [default: told from the scores, or asked]",
        label="Both sides are named alike",
        choices=(
            Choice("itself", "one set of images against itself"),
            Choice("apart", "other images on either side"),
        ),
    ),
    Option(
        name="sheet", kind="text", group=LAYOUT, metavar="NAME",
        help="Which sheet of a workbook, of evidence or of --people. [default: the only one that fits]",
        label="Sheet", hint="of a workbook, where several fit",
    ),
    Option(
        name="distance", kind="flag", group=SCORES,
        help="Scores are distances: smaller means more alike.",
        label="Smaller scores mean more alike (distances)",
    ),
    Option(
        name="failed_scores", kind="number", group=SCORES, many=True, metavar="X", written="failed-score",
        help="A score that stands for a failure, such as -1 or nan; may be repeated.",
        label="Score of a failure", hint="such as -1 or nan; several with spaces between",
    ),
    Option(
        name="columns", kind="pairs", group=LAYOUT, many=True, metavar="ROLE=NAME", written="column",
        help="A column that has another name, such as score=cosine; may be repeated.",
        label="Columns with other names", hint="role = name in the file, with commas between: score = cosine",
    ),
    Option(
        name="encoding", kind="text", group=LAYOUT, metavar="NAME",
        help="The encoding of text, such as cp866, where it is not UTF-8.",
        label="Encoding of the text", hint="where it is not UTF-8, such as cp1252, cp866 or shift_jis",
    ),
    Option(
        name="mated_is", kind="text", group=WHO, metavar="WORD",
        help="Which of the two values of a column of labels means one person, where its words are not known.",
        label="Label that means one person", hint="where a column has two words of its own",
    ),
    Option(
        name="format", kind="text", group=LAYOUT, metavar="NAME", open=True,
        help="The layout, where looking at the file is not enough.",
        label="Layout", hint="where looking at the file is not enough: matrix, table, list, histograms, embeddings ...",
        choices=(
            Choice("matrix", "scores of everybody with everybody"), Choice("table", "a row for each comparison"),
            Choice("list", "the same without a header"), Choice("bob", "a score file of Bob"),
            Choice("histograms", "scores, and how many had each"), Choice("embeddings", "vectors with labels"),
        ),
    ),
    Option(
        name="non_mated_subjects", kind="text", group=SEARCHES, many=True, metavar="VALUE", written="non-mated-subject",
        help="Of candidate lists: a subject that stands for people who are not enrolled, such as -1 or unknown; may be "
        "repeated.",
        label="Subject of people who are not enrolled",
        hint="such as -1 or unknown; several with commas between",
    ),
    Option(
        name="blank", kind="choice", group=SEEDED,
        help="Of a seeded test, what an empty cell means: no alert (or no face found), or not known. A row that is not "
        "known is left out. [default: asked]",
        label="What an empty cell of the test means",
        choices=(Choice("no", "no alert, or no face found"), Choice("unknown", "it is not known: the row is left out")),
    ),
    Option(
        name="searches", kind="flag", group=SEARCHES,
        help="Take every probe of a score matrix or a table as one search.",
        label="Take every probe as one search",
    ),
    Option(
        name="subjects", kind="file", group=SEARCHES, metavar="FILE",
        help="Whose the searches and templates of a candidate log are.",
        label="Subjects of a candidate log", hint="a file: whose the searches and templates are",
    ),
    Option(
        name="unit", kind="choice", group=SEARCHES, default="search",
        help="What counts as one trial of a search.",
        label="What counts as one trial",
        choices=(
            Choice("search", "each search"), Choice("track", "a track"), Choice("passage", "a passage"),
            Choice("person", "a person"),
        ),
    ),
    Option(
        name="metric", kind="choice", group=SCORES, default="cosine",
        help="How embeddings are compared: by their cosine, or by their squared Euclidean distance.",
        label="How embeddings are compared",
        choices=(Choice("cosine", "cosine"), Choice("l2", "squared Euclidean distance")),
    ),
)  # fmt: skip

# What evaluate alone is told: check and compare answer no question of groups.
OF_EVALUATION: tuple[Option, ...] = (
    Option(
        name="by", kind="text", group=PEOPLE, metavar="NAMES",
        help="Tell errors apart by what people are recorded as: sex,ethnicity for each, 'sex*ethnicity' for "
        "combinations.",
        label="Tell errors apart by", hint="sex,ethnicity for each, sex*ethnicity for combinations",
    ),
    Option(
        name="people", kind="file", group=PEOPLE, metavar="FILE",
        help="A table of people for --by and --cluster: a column subject, and one of each attribute. "
        "[default: columns of EVIDENCE, probe_sex and reference_sex; of searches, sex]",
        label="Table of people", hint="a file: a column subject, and one of each attribute",
    ),
    Option(
        name="cluster", kind="text", group=PEOPLE, metavar="NAME",
        help="What people share who may err together, such as family: they count as one. Read as the names of --by "
        "are.",
        label="What those share who may err together", hint="such as family",
    ),
    Option(
        name="record", kind="file", group=SEEDED, metavar="FILE",
        help="Of a seeded test: a deployment record of the same system, whose false alerts are told beside it.",
        label="Deployment record of the same system", hint="a file: its false alerts are told beside the test",
    ),
    Option(
        name="small_cell", kind="count", group=PEOPLE, metavar="N", least=2, default=10,
        help="Groups of fewer people are named, and not estimated.",
        label="Fewest people of a group", hint="groups of fewer are named, and not estimated",
    ),
)  # fmt: skip

# What is told of the whole, so that a shard cannot be told it, and why.
NOT_OF_SHARDS = {
    "metric": "embeddings are compared with each other, and a shard would lack all pairs with the other shards",
    "blank": "a seeded test is small, and nothing of it is tallied",
    "record": "a seeded test is small, and nothing of it is tallied",
    "by": "a tally holds pseudonyms, which tell nobody's sex or ethnicity",
    "people": "a tally holds pseudonyms, which tell nobody's sex or ethnicity",
    "cluster": "a tally holds pseudonyms, which tell nobody's family",
    "small_cell": "a tally holds pseudonyms, so there are no groups",
}
