"""From "I have ..." to the command: what people come with, and how it is read. The page and a stop both show it.

Every row is tested on a small file that is made up (tests/corpus). FILE names are examples; ``evaluate`` takes the
options that ``check`` is shown with.
"""

from __future__ import annotations

from typing import NamedTuple

PAGE = "your-file"  # what it is called where explanations are asked for by name


class Row(NamedTuple):
    """What somebody has, the command that reads it, without ``bystander``, and what to know."""

    have: str
    command: str
    note: str = ""


ROWS: tuple[Row, ...] = (
    # comparisons of people
    Row("a table with a person on each side and a score", "check scores.csv",
        "columns probe_subject, reference_subject, score, or other names that are known"),
    Row("the same with column names of your own",
        "check own.csv --column probe_subject=left --column reference_subject=right"),
    Row("the same as a European spreadsheet exports it", "check european.csv", "semicolons, and 0,83 for 0.83"),
    Row("the same as R's write.table leaves it", "check r_table.txt",
        "rows have names, and there is none above them; that is said"),
    Row("the same as Parquet", "check scores.parquet"),
    Row("one object a line (JSON lines)", "check scores.jsonl"),
    Row("a list of objects in JSON, or columns by name", "check scores.json", "as pandas' to_json writes a table"),
    Row("distances: smaller is more alike", "check distances.csv --distance"),
    Row("failures written as a score, such as -1", "check failures.csv --failed-score -1",
        "they count as never accepted"),
    # labels
    Row("a column of truth and a score, nobody named", "check mated.csv",
        "columns mated and score; how errors cluster by person cannot be told"),
    Row("two names of images, a column of truth, and a score", "check images.csv",
        "people are found from chains of mated pairs"),
    Row("two names, a score, and a column of genuine and impostor under any name", "check vendor.csv",
        "the words tell the label; that is said"),
    Row("a table whose heading begins with #, as numpy.savetxt writes it", "check savetxt.csv"),
    Row("a log of NIST's validation of algorithms, 1:1", "check match.log --subject-from '(.*)-[0-9]+'",
        "a returnCode that is not 0 is a failure, whatever the score is"),
    Row("a list without a header: enrol test label score", "check enrol_test.txt",
        "any order of columns; the label is the column of exactly two label words"),
    Row("a list without a header: label enrol test score", "check label_first.txt"),
    Row("a list without a header: a label and a score", "check label_score.txt"),
    # truth in another file
    Row("scores of pairs, and trials with target and nontarget (Kaldi)", "check scores.txt --truth trials.txt",
        "columns and rows of both in any order; what one lacks is counted"),
    Row("scores of pairs, and VoxCeleb's trials", "check scores.txt --truth veri_test.txt"),
    Row("NIST SRE scores and their key", "check sre_scores.tsv --truth sre_key.tsv"),
    Row("scores of pairs, and a list of the pairs of one person", "check scores.txt --truth same.txt",
        "all other pairs are non-mated"),
    Row("scores of pairs, and a table of who is in each image", "check scores.txt --truth who.csv",
        "columns image and person; all samples of one person are mated"),
    # people from names
    Row("scores of pairs of LFW images, without labels", "check lfw.txt --subject-from lfw",
        "Name_Surname_0001.jpg is of Name_Surname"),
    Row("scores of pairs of VoxCeleb files, without labels", "check voxceleb.txt --subject-from voxceleb"),
    Row("scores of pairs of files, a folder a person", "check folders.csv --subject-from path"),
    Row("scores of pairs of files whose names tell the person otherwise",
        "check named.csv --subject-from '(.*)-[0-9]+'", "a regular expression; its one group is the person"),
    # other layouts
    Row("mated scores in one file, non-mated ones in another", "check genuine.txt impostor.txt",
        "the names of the files say which is which"),
    Row("the same under names that say nothing", "check a.txt --non-mated b.txt"),
    Row("the same as tables with further columns", "check genuine_scores.csv impostor_scores.csv",
        "names of images make people; labels in them must say what the names of the files say"),
    Row("the same in two columns side by side", "check side_by_side.csv", "the shorter one filled up with empty cells"),
    Row("the same as arrays", "check genuine.npy impostor.npy"),
    Row("mated and non-mated scores by name in one file", "check both.json", "or both.npz"),
    Row("scores alone, and their trials in the same order (insightface, IJB)",
        "check only_scores.npy --truth template_pair_label.txt", "paired by position, which is said"),
    Row("histograms: scores and how many had each",
        "check hist_genuine.txt hist_impostor.txt --format histograms"),
    Row("a matrix of scores with people along both sides", "check matrix.csv"),
    Row("a matrix of scores as .npy, and its people in two files",
        "check matrix.npy --probe-ids rows.txt --reference-ids columns.txt"),
    Row("a matrix of scores with images along both sides", "check images_matrix.csv --subject-from lfw",
        "or --truth FILE: pairs of one person, or trials with labels"),
    Row("a score file of Bob", "check bob.txt", "claimed_id real_id probe_label score, or five columns"),
    # searches
    Row("candidate lists of searches", "check lists.csv",
        "columns search, subject, candidate_subject, score; an empty subject is somebody not enrolled"),
    Row("candidate lists where -1 is somebody not enrolled", "check minus_one.csv"),
    Row("candidate lists where a word is somebody not enrolled",
        "check strangers.csv --non-mated-subject stranger"),
    Row("candidate lists where everybody has a name, enrolled or not", "check all_named.csv --non-mated absent",
        "or --non-mated nobody, if everybody is enrolled"),
    Row("a matrix or pairs, every probe a search", "check matrix.csv --searches"),
    Row("the same where everybody is enrolled", "check matrix.csv --searches --non-mated leave-mate-out"),
    Row("labelled embeddings, every pair of images a comparison", "check embeddings.npz",
        "arrays vectors and subjects"),
    Row("labelled embeddings, every probe a search", "check embeddings.npz --searches"),
    # passes of volunteers
    Row("a seeded test: a row a pass of a volunteer", "check passes.csv",
        "columns volunteer, pass, detected, alerted, right; what an empty cell means is asked: --blank no"),
    Row("a seeded test: a row a volunteer, counted", "check counted.csv", "columns volunteer, passes, alerts"),
    Row("a seeded test: a column a pass", "check wide.csv", "columns volunteer, pass_1, pass_2 ..."),
    # counts
    Row("published counts of deployments", "check record.csv",
        "faces seen, alerts, true and false alerts; bystander audit evaluates it"),
    Row("published counts of searches of photographs", "check searched.csv",
        "searches, lists returned, leads, identifications; bystander audit evaluates it"),
    Row("the same with a column whose name may mean several things",
        "check hits.csv --column followed_up=Hits", "matches, hits or Treffer: lists, leads or people identified"),
)  # fmt: skip


def as_text() -> str:
    """Return the rows for a screen."""
    lines = ["What you have, and the command that reads it (evaluate takes the same options, and -o DIR):"]
    for row in ROWS:
        lines += ["", row.have, f"  bystander {row.command}", *([f"  {row.note}"] if row.note else [])]
    return "\n".join(lines)
