from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from bystander.findings import Bounds, Conventions, Document, Estimate, EvidenceNote, Finding, Point, Sensitivity, axes
from bystander.findings.signs import Cell, Column, Interval, Row, Rows
from bystander.intervals.methods import CLOPPER_PEARSON, SCATTER
from bystander.look.signs import key
from bystander.report import conventions, numbers
from bystander.report.glossary import glossary, said
from tests.report import samples
from tests.report.sample_record import QUANTITIES

if TYPE_CHECKING:
    from bystander.report.chapters import Chapter, Line


def document(*findings: Finding, caveats: tuple[str, ...] = ()) -> Document:
    note = EvidenceNote(name="a.csv", sha256="0", kind="comparisons", rows_read=1, rows_used=1, rows_refused=0)
    return Document(
        made_by={"bystander": "0"},
        study="audit",
        caveats=caveats,
        evidence=(note,),
        conventions=Conventions(),
        findings=findings,
    )


OF = {"deployment": "false-alerts-per-deployment", "alert": "false-alerts-per-alert", "comparison": "fmr"}


def finding(unit: str, value: float, low: float, high: float, *, caveats: tuple[str, ...] = ()) -> Finding:
    return Finding(
        id="x",
        question="?",
        answer="!",
        quantity=OF.get(unit, "false-alerts-per-face"),
        unit=unit,
        caveats=caveats,
        estimate=Estimate(
            value=value, low=low, high=high, level=0.95, method="m", events=round(value * 1000), trials=1000
        ),
    )


def told(doc: Document) -> list[Chapter]:
    return numbers.chapters(doc, numbers.rows(doc, QUANTITIES))


def only(doc: Document) -> Line:
    return told(doc)[0].lines[0]


def test_what_happens_to_faces_is_said_in_a_million() -> None:
    line = only(document(finding("face seen", 0.001, 0.0005, 0.002)))
    assert (line.counted, line.value, line.spread) == ("1 of 1,000", "1,000", "500 to 2,000")
    (chapter,) = told(document(finding("face seen", 0.001, 0.0005, 0.002)))
    assert chapter.heading.endswith(", in a million")


def test_a_mean_count_is_said_per_unit() -> None:
    line = only(document(finding("deployment", 0.25, 0.1, 0.5)))
    assert (line.value, line.spread) == ("0.25 per deployment", "0.10 to 0.50")


def test_no_event_is_said_as_none_with_a_limit_and_drawn_with_one_edge() -> None:
    line = only(document(finding("face seen", 0.0, 0.0, 0.001)))
    assert (line.counted, line.value, line.spread) == ("0 of 1,000", "none", "at most 1,000")
    assert line.mark is not None
    assert line.mark.none
    assert line.mark.far is None


def test_no_event_in_a_trial_has_a_second_edge_where_a_farther_limit_holds_whatever_people_do() -> None:
    bounds = Bounds(if_seen_among_closest_upper=0.001, assumption_free_upper=0.02, compliance_upper=0.02)
    line = only(document(finding("face seen", 0.0, 0.0, 0.02).model_copy(update={"bounds": bounds})))
    assert line.mark is not None
    assert line.mark.none
    assert (line.mark.high, line.mark.far) == (0.001, 0.02)
    assert line.spread == "at most 20,000"
    assert line.limits == ("1,000", "(20,000)")


def test_every_caveat_is_numbered_once_and_rows_refer_to_it() -> None:
    one = finding("alert", 0.1, 0.05, 0.2, caveats=("shared", "only here"))
    doc = document(one, finding("alert", 0.1, 0.05, 0.2, caveats=("shared",)), caveats=("of the study",))
    assert numbers.caveats(doc, numbers.rows(doc, QUANTITIES)).texts == ("of the study", "shared", "only here")
    first, second = told(doc)[0].lines
    assert (first.notes, second.notes) == (("3",), ())
    assert told(doc)[0].notes == ("2",)


def test_findings_of_a_quantity_stand_together_and_none_is_lost() -> None:
    doc = samples.evaluate(steps=50).document
    found = told(doc)
    assert [c.heading for c in found] == [
        "A person not recognised (FNMR)",
        "Different people taken for one (FMR), in a million",
        "Both errors equally frequent (EER)",
    ]
    assert sum(len(c.lines) for c in found) == len(doc.findings)


def test_a_whole_without_a_number_gives_way_to_its_parts() -> None:
    of, why = "false-alerts-per-alert", "operators differ"
    whole = Finding(id="x", question="?", answer="!", quantity=of, unit="alert", not_estimable=why)
    part = finding("alert", 0.2, 0.1, 0.3).model_copy(update={"at": Point(period="2023")})
    assert [line.scope for line in told(document(whole, part))[0].lines] == ["2023"]
    alone = told(document(whole))[0].lines
    assert [line.reason for line in alone] == ["cannot be shown: operators differ"]


def test_a_ratio_is_said_as_so_many_times_and_has_no_axis() -> None:
    spread = finding("face seen", 5.8, 4.1, 7.6).model_copy(update={"quantity": "over-dispersion"})
    chapter = told(document(spread))[0]
    assert (chapter.lines[0].value, chapter.lines[0].spread, chapter.axis) == ("5.8 times", "4.1 to 7.6", None)


def test_a_number_under_other_assumptions_stands_under_it_in_the_same_unit() -> None:
    given = finding("face seen", 0.001, 0.0005, 0.002)
    doubled = given.model_copy(
        update={"sensitivity": (Sensitivity(assumption="alerts come in twos", low=3e-4, high=3e-3),)}
    )
    assert only(document(doubled)).others == ("If alerts come in twos: 300 to 3,000.",)


def test_each_method_that_an_estimate_names_has_one_letter_and_is_explained_once() -> None:
    found = numbers.methods(samples.evaluate(steps=50).document)
    assert [m.letter for m in found] == list("abcdefgh"[: len(found)])
    terms = [m.term for m in found]
    assert terms.count("KG-t interval") == 1
    assert terms.count("Assumption-free limit (Z1)") == 1  # the interval of none counted
    assert "Garwood interval" not in terms


def test_each_limit_beside_an_estimate_is_explained() -> None:
    doc = samples.evaluate(steps=50).document
    terms = [e.term for e in conventions.limits(doc)]
    assert "Limit for a claim of compliance" in terms
    assert "Assumption-free limit (Z1)" not in terms  # explained among the methods, and once
    assert "Naive limit" not in terms  # in findings.json alone


def test_conventions_that_do_not_apply_are_not_mentioned() -> None:
    terms = [e.term for e in conventions.conventions(samples.audit(days=10).document)]
    assert not any(t.startswith(("Match", "Failures", "Seed")) for t in terms)
    assert "Level: 95 %" in terms


def test_what_was_declared_is_told_among_the_conventions() -> None:
    study = samples.audit(days=10).document
    declared = study.conventions.model_copy(update={"declared": ("Score of a failure: -1", "Sheet: 2024")})
    (entry,) = [
        e for e in conventions.conventions(study.model_copy(update={"conventions": declared})) if e.term == "Declared"
    ]
    assert entry.text.startswith("Score of a failure: -1. Sheet: 2024. ")
    assert not any(e.term == "Declared" for e in conventions.conventions(study))


def test_small_groups_and_targets_are_told_where_there_are_some() -> None:
    def terms(*found: Finding, study: Literal["audit", "evaluate"] = "evaluate") -> list[str]:
        doc = document(*found).model_copy(update={"study": study})
        return [e.term.partition(":")[0] for e in conventions.conventions(doc)]

    plain = finding("mated comparison", 0.1, 0.05, 0.2)
    assert terms(plain) == ["Level"]
    grouped = plain.model_copy(update={"group": {"sex": "female"}})
    assert "Small groups" in terms(grouped)
    assert "Small groups" not in terms(grouped, study="audit")  # of a record they are operators, or counts
    assert "Thresholds" in terms(plain.model_copy(update={"at": Point(target_fmr=0.1)}))
    without = plain.model_copy(update={"estimate": None, "not_estimable": "because"})
    assert terms(without) == []


def test_an_abbreviation_or_a_name_brings_its_term_from_the_catalogue() -> None:
    declared = QUANTITIES.declared
    assert [e.term for e in glossary("the FMR", declared)] == ["Comparison", "False match rate (FMR)"]
    assert [e.term for e in glossary("a False match\u00a0rate of 1", declared)][1:] == [
        "False match",
        "False match rate (FMR)",
    ]
    assert glossary("FMRX, frm, fmr and the target-fmr", declared) == []


def test_the_glossary_explains_the_words_of_the_page_and_of_itself_and_no_others() -> None:
    assert [e.term for e in glossary("Two false alerts.")] == ["Alert", "False alert", "Watchlist"]
    assert glossary("It is false. Alertness helps.") == []
    assert [e.term for e in glossary("what is false; mated")] == ["Mated"]
    assert [e.term for e in glossary(said("<html></head><code>an alert</code><p>a<b>threshold</b>"))] == ["Threshold"]


def test_the_area_is_named_in_words() -> None:
    area = finding("pair of a mated and a non-mated comparison", 0.98, 0.9, 0.99).model_copy(update={"quantity": "auc"})
    (chapter,) = told(document(area))
    assert chapter.heading.startswith("One person scores higher")


def test_only_people_are_called_people() -> None:
    estimate = Estimate(value=2.0, low=1.0, high=9.0, level=0.95, method="Pearson's chi-square", df=9.0)
    spread = Finding(id="x", question="?", answer="!", quantity="over-dispersion", unit="row", estimate=estimate)
    assert only(document(spread)).rests_on == ""


def test_caveats_that_differ_in_one_number_stand_together_and_rows_name_theirs() -> None:
    said = "As if there were {} in all: the interval may miss."
    found = [finding("alert", 0.1, 0.05, 0.2, caveats=(said.format(n),)) for n in (14, 9, "1,020")]
    doc = document(*found)
    assert numbers.caveats(doc, numbers.rows(doc, QUANTITIES)).texts == (said.format("9 to 1,020"),)
    assert [line.notes for line in told(doc)[0].lines] == [("1 (14)",), ("1 (9)",), ("1 (1,020)",)]


def test_caveats_that_differ_in_two_numbers_stand_apart() -> None:
    texts = ("Rests on 8 of 11.", "Rests on 1 of 2.")
    doc = document(finding("alert", 0.1, 0.05, 0.2, caveats=texts))
    assert numbers.caveats(doc, numbers.rows(doc, QUANTITIES)).texts == texts


def test_caveats_that_differ_in_the_row_that_they_name_are_one_which_names_each_row() -> None:
    texts = ("Less is told in row 13.", "Less is told in row 15.", "Less is told in row 20.")
    doc = document(*(finding("alert", 0.1, 0.05, 0.2, caveats=(text,)) for text in texts))
    assert numbers.caveats(doc, numbers.rows(doc, QUANTITIES)).texts == ("Less is told in row 13, 15 or 20.",)
    assert [line.notes for line in told(doc)[0].lines] == [("1 (13)",), ("1 (15)",), ("1 (20)",)]


def test_methods_that_ten_rows_rest_on_are_told_once_and_rows_with_others_name_theirs() -> None:
    usual = finding("alert", 0.1, 0.05, 0.2)
    assert usual.estimate is not None
    by = usual.model_copy(update={"estimate": usual.estimate.model_copy(update={"method": CLOPPER_PEARSON})})
    other = usual.model_copy(update={"estimate": usual.estimate.model_copy(update={"method": SCATTER})})
    doc = document(*[by] * numbers.MANY, other)
    assert numbers.usual_methods(numbers.rows(doc, QUANTITIES)) == (CLOPPER_PEARSON.term,)
    assert [line.notes for line in told(doc)[0].lines] == [()] * numbers.MANY + [("b",)]
    few = document(*[by] * (numbers.MANY - 1), other)
    assert numbers.usual_methods(numbers.rows(few, QUANTITIES)) == ()


def test_of_two_numbers_that_add_up_to_all_the_first_is_told() -> None:
    wrong = finding("alert", 0.2, 0.1, 0.3)
    right = finding("alert", 0.8, 0.7, 0.9).model_copy(update={"quantity": "right-alerts-per-alert"})
    other = finding("alert", 0.8, 0.6, 0.9).model_copy(update={"quantity": "right-alerts-per-alert"})
    assert [c.heading for c in told(document(wrong, right))] == ["False alerts per alert"]
    assert len(told(document(wrong, other))) == 2


def test_what_most_rows_rest_on_is_said_once_and_other_rows_name_theirs() -> None:
    def of(people: int) -> Finding:
        given = finding("comparison", 0.1, 0.05, 0.2)
        assert given.estimate is not None
        return given.model_copy(update={"estimate": given.estimate.model_copy(update={"people": people})})

    doc = document(of(300), of(300), of(150))
    assert numbers.usual_people(doc) == 300
    assert [line.rests_on for line in told(doc)[0].lines] == ["", "", "(150 people)"]


def test_a_whole_whose_rows_differ_too_much_is_told_by_its_periods() -> None:
    def whole(effective: float) -> Finding:
        given = finding("alert", 0.2, 0.0, 0.9)
        assert given.estimate is not None
        differing = given.estimate.model_copy(update={"effective_trials": effective})
        return given.model_copy(update={"estimate": differing})

    part = finding("alert", 0.1, 0.05, 0.2).model_copy(update={"at": Point(period="2023")})
    assert [line.scope for line in told(document(whole(100), part))[0].lines] == ["2023"]
    assert [line.scope for line in told(document(whole(500), part))[0].lines] == ["", "2023"]
    assert [line.scope for line in told(document(whole(100)))[0].lines] == [""]


def test_a_setting_of_several_systems_and_the_unit_of_their_differences_are_named_once() -> None:
    ends = Estimate(value=0.01, low=0.001, high=0.02, level=0.95, method="m")
    gap = finding("comparison", 0.01, 0.001, 0.02).model_copy(update={"quantity": "fnmr-difference", "estimate": ends})

    def at(target: float, *systems: str, missing: bool = False) -> Finding:
        update = {"systems": systems, "at": Point(target_fmr=target)}
        lost = {"estimate": None, "not_estimable": "the trial is too small"} if missing else {}
        return gap.model_copy(update={**update, **lost})

    pairs = (("a", "b"), ("a", "c"), ("b", "c"))
    found = [at(x, *p, missing=x < 1e-4) for x in (0.01, 1e-5) for p in pairs]
    (chapter,) = told(document(*found))
    assert chapter.heading.endswith(", in percentage points")
    assert [(line.scope, line.goes_on, line.reason != "") for line in chapter.lines] == [
        ("At 1 in 100: b against a", False, False), ("c against a", True, False), ("c against b", True, False),
        ("At 1 in 100,000", False, True),
    ]  # fmt: skip
    assert {line.value for line in chapter.lines if not line.reason} == {"+1.0"}
    (alone,) = told(document(at(0.01, "a", "b"), at(0.1, "a", "b")))
    assert [line.scope for line in alone.lines] == ["At 1 in 100", "At 1 in 10"]


def test_the_table_of_every_number_names_the_ends_of_an_axis_alone() -> None:
    """Beside 0 there is no room for where a logarithm begins: both were printed over each other."""
    (chapter,) = told(document(finding("face seen", 2e-5, 1e-5, 4e-5), finding("face seen", 0.0, 0.0, 4e-6)))
    assert chapter.axis is not None
    assert chapter.axis.nothing
    assert [text for _, text in chapter.axis.ticks] == ["0", "100"]


def test_the_key_of_a_picture_names_every_mark_that_a_row_has() -> None:
    none = Interval(low=0, high=4e-6, value=0, none=True, far=1e-5)
    column = Column("In a million", replace(axes.million_axis(1e-6, 1e-3), nothing=True))
    plain = Rows(caption="", columns=(column,), rows=(Row("a", (Cell(none),)),), key=(("false", "false alerts"),))
    assert [name for name, _ in plain.told] == ["false", "none", "far", "gap"]
    bare = replace(plain, columns=(Column("", axes.million_axis(1e-6, 1e-3)),), rows=(Row("a", (Cell(None),)),))
    assert bare.told == bare.key
    assert all(key(name) for name, _ in plain.told)
