"""Who bears the errors of a trial: hand arithmetic, invariances, small groups, and words that cannot mislead."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pytest

import bystander as by
from bystander.errors import EvidenceError
from bystander.evidence.people.groups import Groups
from bystander.findings import wording

if TYPE_CHECKING:
    from bystander.findings import Document, Finding, Study

SRC = Path(__file__).resolve().parents[3] / "src" / "bystander"
PEOPLE = 60


def trial(
    *, seed: int = 1, people: int = PEOPLE, worse: float = 0.0, names: dict[str, str] | None = None, groups: int = 2
) -> pa.Table:
    """Compare everybody with everybody; the first group is missed more often by ``worse``."""
    rng = np.random.default_rng(seed)
    labels = np.array([(names or {}).get(f"g{i % groups}", f"g{i % groups}") for i in range(people)])
    first = np.arange(people) % groups == 0
    probe, reference = (a.ravel() for a in np.meshgrid(np.arange(people), np.arange(people)))
    score = rng.normal(size=len(probe)) + (probe == reference) * (2.5 - worse * first[probe])
    return pa.table(
        {"probe_subject": probe, "reference_subject": reference, "score": np.round(score, 3),
         "probe_g": labels[probe], "reference_g": labels[reference]}
    )  # fmt: skip


def texts(path: Path) -> list[str]:
    """Return every string of a module that is no docstring."""
    tree = ast.parse(path.read_text("utf-8"))
    docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    constants = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in docs]
    return [node.value for node in constants if isinstance(node.value, str)]


def study(table: pa.Table, threshold: float = 1.5, **options: Any) -> Study:
    return by.evaluate(table, by=options.pop("by", "g"), thresholds=[threshold], **options).study


def of(document: Document, finding: str, group: str | None = None) -> Finding:
    found = [f for f in document.find(finding) if group is None or f.group == {"g": group}]
    assert len(found) == 1
    return found[0]


def test_rates_of_groups_are_those_that_a_hand_counts() -> None:
    table = trial()
    document = study(table).document
    rows = table.to_pydict()
    columns = (rows["probe_subject"], rows["reference_subject"], rows["score"], rows["probe_g"], rows["reference_g"])
    every = list(zip(*columns, strict=True))
    for group in ("g0", "g1"):
        mated = [s for p, r, s, a, _ in every if p == r and a == group]
        others = [s for p, r, s, a, b in every if p != r and a == b == group]
        fnmr, fmr = (of(document, f"{q}-by-group", group).estimate for q in ("fnmr", "fmr"))
        assert fnmr is not None
        assert fmr is not None
        assert (fnmr.events, fnmr.trials, fnmr.people) == (sum(s < 1.5 for s in mated), 30, 30)
        assert (fmr.events, fmr.trials) == (sum(s >= 1.5 for s in others), 30 * 29)


def test_the_cells_of_the_grid_add_up_to_everybody() -> None:
    found = study(trial())
    grid, whole = found.get("group_matrix"), found.document.find("fmr", threshold=1.5)[0].estimate
    assert grid is not None
    assert whole is not None
    for column, total in (("events", whole.events), ("trials", whole.trials)):
        assert sum(int(v) for v in grid.columns[column] if isinstance(v, int | float)) == total


def test_new_names_and_another_order_change_names_and_nothing_else() -> None:
    plain = study(trial(worse=1.0)).document
    renamed = study(trial(worse=1.0, names={"g0": "zebra", "g1": "ant"})).document
    shuffled = trial(worse=1.0)
    shuffled = shuffled.take(np.random.default_rng(0).permutation(len(shuffled)))

    def numbers(document: Document) -> list[Any]:
        found = [f for f in document.findings if f.group or "group" in f.id]
        return sorted(str((f.id, f.estimate, f.test, f.reference, f.bounds)) for f in found)

    assert numbers(renamed) == numbers(plain)
    assert study(shuffled).document.findings == plain.findings


def test_a_difference_that_is_there_is_found_and_said_with_its_size() -> None:
    found = study(trial(worse=2.0, people=200)).document
    ratio = of(found, "fnmr-group-ratio")
    assert ratio.test is not None
    assert ratio.estimate is not None
    assert ratio.reference is not None
    assert ratio.test.p < 0.05
    assert ratio.estimate.low > 1
    assert ratio.reference.detectable is not None
    assert "Chance alone does not explain it" in ratio.answer
    assert found.verdict[0].startswith("Misses differ by g: g0 ")
    assert "No difference was found in false matches: " in found.verdict[0]
    assert "False matches: one group could have up to" in found.verdict[1]


def test_where_none_was_found_it_is_said_only_with_what_could_have_been() -> None:
    found = study(trial()).document
    ratio = of(found, "fmr-group-ratio")
    assert ratio.estimate is not None
    assert ratio.reference is not None
    upper, least = wording.times(ratio.estimate.high), wording.times(ratio.reference.detectable or 0)
    assert (
        f"No difference between groups by g was shown, but one may be hidden. One rate may be up to {upper} another. "
        f"One group erring {least} as often as everyone else would be shown with a chance of 80 %."
    ) in ratio.answer


def test_no_other_text_says_that_nothing_was_found() -> None:
    wanted = re.compile(
        r"no (statistically )?(significant )?difference (between|was|is|in|of)|not significant", re.IGNORECASE
    )
    said = {path.relative_to(SRC) for path in SRC.rglob("*.py") if any(wanted.search(t) for t in texts(path))}
    # of over-dispersion, where deployments are compared; of systems, whose verdict says how large one could be hidden,
    # and whose method says when one is shown
    others = {Path("studies/audit/study.py"), Path("intervals/methods.py")}
    elsewhere = {path for path in said - others if path.parent != Path("studies/compare")}
    assert elsewhere == {Path("studies/groups/no_difference.py")}


def test_a_group_of_two_people_is_named_and_not_estimated() -> None:
    table = trial()
    names = ["few" if p in {0, 1} else "g" for p in range(PEOPLE)]
    people = pa.table({"subject": list(range(PEOPLE)), "g": names})
    found = study(table, people=people)
    for quantity in ("fmr", "fnmr"):
        few = of(found.document, f"{quantity}-by-group", "few")
        assert few.estimate is None
        assert few.not_estimable == "the group has 2 people, and fewer than 10 are not estimated"
        assert "only one group is large enough" in (of(found.document, f"{quantity}-group-ratio").not_estimable or "")
    grid = found.get("group_matrix")
    assert grid is not None
    assert [r["events"] for r in grid.rows() if "few" in {r["probe"], r["reference"]}] == [None] * 3


def test_the_small_cell_can_be_set_and_protects_two_people_at_least() -> None:
    people = pa.table({"subject": list(range(PEOPLE)), "g": ["few"] * 6 + ["g"] * (PEOPLE - 6)})
    document = study(trial(), people=people, small_cell=5).document
    assert of(document, "fnmr-by-group", "few").estimate is not None
    assert document.conventions.small_cell == 5
    with pytest.raises(by.UsageError, match="2 people at least"):
        study(trial(), small_cell=1)


def test_a_group_without_an_error_has_a_limit_and_the_ratio_has_none() -> None:
    table = trial(people=80)
    score = table["score"].to_numpy().copy()
    group = np.array(table["probe_g"].to_pylist())
    mated = table["probe_subject"].to_numpy() == table["reference_subject"].to_numpy()
    score[mated & (group == "g1")] = 9.0
    score[mated & (group == "g0")] = np.where(np.arange(40) < 20, 0.0, 9.0)
    found = study(table.set_column(2, "score", pa.array(score)))
    none = of(found.document, "fnmr-by-group", "g1").estimate
    assert none is not None
    assert (none.events, none.value) == (0, 0.0)
    assert none.high > 0
    ratio = of(found.document, "fnmr-group-ratio")
    assert ratio.estimate is None
    assert (ratio.bounds.lower or 0) > 1
    assert ratio.test is not None
    assert ratio.answer.startswith("g1 has no errors, so g0 has no ratio to it.")
    assert ratio.reference is not None
    assert ratio.reference.no_difference is None  # it would be a number of the half that is added to both
    rows = found.get("group_ratios")
    assert rows is not None
    row = next(r for r in rows.rows() if r["quantity"] == "fnmr")
    assert (row["ratio"], row["no_difference"], row["high"]) == (None, None, None)


def test_no_error_anywhere_leaves_nothing_to_compare() -> None:
    document = study(trial(), threshold=99.0).document
    assert "no error was seen in any group" in (of(document, "fmr-group-ratio").not_estimable or "")


def test_one_group_only_is_no_comparison() -> None:
    document = study(trial(groups=1)).document
    assert of(document, "fnmr-group-ratio").not_estimable == "everybody has the same g, so there is nothing to compare"


def test_people_without_a_value_are_counted_and_named() -> None:
    people = pa.table({"subject": list(range(50)), "g": ["a", "b"] * 25})
    found = study(trial(), people=people)
    outside = PEOPLE**2 - 50**2
    assert any(f"10 of 60 people have no g recorded; {outside:,} comparisons" in c for c in found.document.caveats)
    series = found.get("groups")
    assert series is not None
    assert [r["people"] for r in series.rows() if r["kind"] == "not recorded"] == [10, 10]
    assert [n.kind for n in found.document.evidence] == ["comparisons", "table of people"]


def test_forty_groups_are_a_grid_of_sixteen_hundred_cells() -> None:
    found = study(trial(people=400, groups=40), small_cell=5)
    grid = found.get("group_matrix")
    assert grid is not None
    assert len(grid) == 1600
    whole = found.document.find("fmr", threshold=1.5)[0].estimate
    assert whole is not None
    assert sum(int(v or 0) for v in grid.columns["events"]) == whole.events


def test_a_label_that_names_people_is_refused_and_not_repeated() -> None:
    people = pa.table({"subject": list(range(PEOPLE)), "nickname": [f"secret{i}" for i in range(PEOPLE)]})
    with pytest.raises(by.UsageError, match="tells people apart") as refused:
        by.evaluate(trial(), by="nickname", people=people)
    assert "secret" not in str(refused.value)


def test_a_trial_read_before_is_asked_with_the_same_answer() -> None:
    direct = study(trial()).document
    assert by.evaluate(by.read_trial(trial()), by="g", thresholds=[1.5]).document == direct


def test_the_old_indices_are_told_without_an_interval() -> None:
    finding = of(study(trial()).document, "group-legacy-indices")
    assert finding.estimate is None
    assert all(name in finding.answer for name in ("GARBE", "IR", "FDR"))


def searches(seed: int = 3) -> pa.Table:
    """Search 60 people of a list of 40: the others are not on it, and nobody says who they are."""
    rng = np.random.default_rng(seed)
    rows = []
    for search in range(240):
        person = search % 60
        for rank, other in enumerate(rng.permutation(40)[:40]):
            score = rng.normal() + (3 if other == person else 0)
            rows.append((search, f"p{person}" if person < 40 else None, f"p{other}", score, rank, "FM"[person % 2],
                         "FM"[other % 2], 40))  # fmt: skip
    names = ("search", "subject", "candidate_subject", "score", "drawn", "sex", "candidate_sex", "watchlist_size")
    return pa.table({name: [row[i] for row in rows] for i, name in enumerate(names)})


def test_searches_are_told_apart_by_whom_they_search_and_whose_entry_alerts() -> None:
    found = by.evaluate(searches(), by="sex", thresholds=[2.0]).study
    rows = searches().to_pydict()
    best: dict[int, tuple[float, str]] = {}
    group: dict[int, str] = {}
    for search, subject, score, sex, entry in zip(
        rows["search"], rows["subject"], rows["score"], rows["sex"], rows["candidate_sex"], strict=True
    ):
        if subject is None:
            best[search] = max(best.get(search, (-9.0, "")), (score, entry))
            group[search] = sex
    grid = found.get("group_matrix")
    assert grid is not None
    for sex in "FM":
        (finding,) = [f for f in found.document.find("fpir-by-group") if f.group == {"sex": sex}]
        assert finding.estimate is not None
        assert finding.estimate.trials == sum(g == sex for g in group.values())
        assert finding.estimate.events == sum(best[s][0] >= 2 for s in best if group[s] == sex)
        for entry in "FM":
            (cell,) = [r for r in grid.rows() if (r["probe"], r["reference"]) == (sex, entry)]
            assert cell["events"] == sum(best[s][0] >= 2 and best[s][1] == entry for s in best if group[s] == sex)
    assert len(found.document.find("fnir-by-group")) == 2


def test_values_with_commas_make_groups_of_their_own() -> None:
    groups = Groups(attributes=("sex", "eth"), labels=(("F", "a, b"), ("F, a", "b")), codes=np.zeros(1, np.int16))
    assert groups.label(0) != groups.label(1)


def test_what_no_page_can_show_of_a_name_is_written_out() -> None:
    """A line break, and a mark that turns the text round; a space of its own kind is a space."""
    groups = Groups(
        attributes=("g",), labels=(("a\nb",), ("\u202ec",), ("d\u00a0e",), ("\u00e9",)), codes=np.zeros(1, np.int16)
    )
    assert [groups.label(i) for i in range(4)] == ["a\\nb", "\\u202ec", "d\u00a0e", "\u00e9"]


def test_groups_that_are_written_almost_alike_are_a_stop() -> None:
    with pytest.raises(EvidenceError, match="EV55 error: 2 values of g differ in nothing but capitals"):
        study(trial(names={"g0": "F", "g1": "f "}, groups=2))


def test_alerts_of_several_people_alike_are_of_no_group_on_the_list_and_that_is_said() -> None:
    people = [(f"p{i:02d}", "fm"[i % 2]) for i in range(40)]
    closest = {f"p{i}": {"p00", "p01"} for i in range(30, 40)}
    rows = [
        (one, of, other, on, 9.0 if one == other else 5.0 if other in closest.get(one, {"p02"}) else 1.0)
        for one, of in people
        for other, on in people
    ]
    names = ("probe_subject", "probe_sex", "reference_subject", "reference_sex", "score")
    found = by.evaluate(
        dict(zip(names, map(list, zip(*rows, strict=True)), strict=True)),
        searches=True, non_mated="leave-mate-out", thresholds=[4.0], by="sex", replicates=0,
    )  # fmt: skip
    assert any(c.startswith("In 10 of 39 searches that alert, several people have") for c in found.document.caveats)
    pairs = next(s for s in found.study.series if s.name == "group_matrix")
    assert sum(int(n or 0) for n in pairs.columns["events"]) == 29


def test_a_group_whose_tries_gave_no_score_says_so_with_its_rate_the_test_and_the_headline() -> None:
    table = trial(people=80)
    group = np.array(table["probe_g"].to_pylist())
    mated = table["probe_subject"].to_numpy() == table["reference_subject"].to_numpy()
    number = table["probe_subject"].to_numpy()
    failed = mated & (group == "g0") & (number % 4 == 0)  # of the people of g0, who are even, every second
    score = np.where(mated, 9.0, table["score"].to_numpy())
    given = table.set_column(2, "score", pa.array(np.where(failed, np.nan, score)))
    count = int(failed.sum())
    every = int((mated & (group == "g0")).sum())
    found = study(given, failures="exclude", failed_scores=[float("nan")])
    said = f"g0: {count} of {every} comparisons of a person with themself gave no score and are left out."
    for finding in (of(found.document, "fnmr-by-group", "g0"), of(found.document, "fnmr-group-max-to-mean")):
        assert any(c.startswith(said) for c in finding.caveats)
    assert any(c.startswith(said) for c in found.document.caveats)
    assert found.first is not None
    assert any(str(c).startswith(said) for c in found.first.caveats)


def test_a_group_of_which_every_comparison_failed_has_no_rate_that_counts_them_as_right() -> None:
    table = trial(people=40)
    rows = table.to_pydict()
    sides = (rows[name] for name in ("probe_subject", "reference_subject", "probe_g", "reference_g"))
    lost = [a == b == "g0" and p != r for p, r, a, b in zip(*sides, strict=True)]
    score = np.where(lost, np.nan, table["score"].to_numpy())
    found = study(table.set_column(2, "score", pa.array(score)), failed_scores=[float("nan")]).document
    assert of(found, "fmr-by-group", "g0").not_estimable == (
        "no comparison of two different people of these groups gave a score"
    )
    assert of(found, "fmr-group-ratio").estimate is None
