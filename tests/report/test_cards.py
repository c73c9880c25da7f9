from __future__ import annotations

from bystander.findings import Conventions, Document, Estimate, EvidenceNote, Finding, Method, Point
from bystander.intervals import methods
from bystander.report import cards, conventions
from bystander.report.glossary import glossary
from tests.report import samples
from tests.report.sample_record import QUANTITIES


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


def only(doc: Document) -> cards.Card:
    return cards.chapters(doc, QUANTITIES)[0].cards[0]


def test_a_chance_is_also_said_in_the_one_crowd() -> None:
    card = only(document(finding("face seen", 0.001, 0.0005, 0.002)))
    assert card.value == "1 in 1,000"
    assert card.interval == "1 in 2,000 to 1 in 500"
    assert card.crowd == "about 60 of 60,000 faces seen (interval: 30 to 120)"


def test_a_mean_count_has_no_crowd() -> None:
    card = only(document(finding("deployment", 0.25, 0.1, 0.5)))
    assert card.value == "0.25 per deployment"
    assert card.interval == "0.10 to 0.50"
    assert card.crowd == ""


def test_no_event_is_said_as_a_limit() -> None:
    card = only(document(finding("face seen", 0.0, 0.0, 0.001)))
    assert card.value == "none seen"
    assert card.interval == "up to 1 in 1,000"
    assert card.crowd == "up to 60 of 60,000 faces seen"
    assert card.counted == "0 in 1,000 faces seen"


def test_caveats_that_findings_share_are_numbered_and_a_findings_own_is_printed_in_full() -> None:
    one = finding("alert", 0.1, 0.05, 0.2, caveats=("shared", "only here"))
    doc = document(one, finding("alert", 0.1, 0.05, 0.2, caveats=("shared",)), caveats=("of the study",))
    assert cards.numbered_caveats(doc) == ("of the study", "shared")
    first, second = cards.chapters(doc, QUANTITIES)[0].cards
    assert (first.shared, first.own) == ((2,), ("only here",))
    assert (second.shared, second.own) == ((2,), ())


def test_findings_of_a_quantity_stand_together_and_none_is_lost() -> None:
    doc = samples.evaluate(steps=50).document
    found = cards.chapters(doc, QUANTITIES)
    assert [c.heading for c in found] == [
        "A person not recognised",
        "Different people taken for one",
        "Both errors equally frequent",
    ]
    assert sum(len(c.cards) for c in found) == len(doc.findings) == len(cards.glance(found).rows)


def test_a_ratio_is_said_as_so_many_times_and_has_no_crowd() -> None:
    spread = finding("face seen", 5.8, 4.1, 7.6).model_copy(update={"quantity": "over-dispersion"})
    card = only(document(spread))
    assert (card.value, card.interval, card.crowd) == ("5.8 times", "4.1 to 7.6", "")


def test_a_part_of_a_finding_that_is_given_as_a_whole_is_shown_in_short() -> None:
    whole = finding("alert", 0.1, 0.05, 0.2)
    part = finding("alert", 0.2, 0.1, 0.3).model_copy(update={"at": Point(period="2023")})
    lone = part.model_copy(update={"quantity": "fmr"})
    doc = document(whole, part, lone)
    found = cards.chapters(doc, QUANTITIES)
    assert [[c.part for c in chapter.cards] for chapter in found] == [[False, True], [False]]
    assert found[0].cards[1].brief == ("200 in 1,000 alerts", "m")
    assert [row[0] for row in cards.glance(found).rows] == [
        "False alerts per alert",
        "Different people taken for one, 2023",
    ]


def test_a_column_that_no_sensitivity_row_fills_is_left_out() -> None:
    doc = samples.audit(days=10).document
    card = only(doc)
    assert card.sensitivity is not None
    assert card.sensitivity.head == ("If instead", "Interval", "One-sided upper limit", "Effective trials")
    thin = doc.findings[0].model_copy(update={"sensitivity": doc.findings[0].sensitivity[:1]})
    small = only(document(thin)).sensitivity
    assert small is not None
    assert small.head == ("If instead", "Interval")


def test_each_method_that_an_estimate_names_is_explained_once() -> None:
    terms = [e.term for e in conventions.methods(samples.evaluate(steps=50).document)]
    assert terms.count("KG-t interval") == 1
    assert {"Limit at zero errors (Z2)", "Assumption-free limit (Z1)", "Naive limit"} <= set(terms)
    assert "Garwood interval" not in terms


def test_conventions_that_do_not_apply_are_not_mentioned() -> None:
    terms = [e.term for e in conventions.conventions(samples.audit(days=10).document)]
    assert not any(t.startswith(("Match", "Failures", "Seed")) for t in terms)
    assert "Level: 95 %" in terms


def test_the_glossary_explains_the_words_of_the_page_and_no_others() -> None:
    assert [e.term for e in glossary("a false alert")] == ["Alert", "False alert"]


def test_the_area_is_named_in_words() -> None:
    area = finding("pair of a mated and a non-mated comparison", 0.98, 0.9, 0.99).model_copy(update={"quantity": "auc"})
    (chapter,) = cards.chapters(document(area), QUANTITIES)
    assert chapter.heading.startswith("One person scores higher")


def estimate_without_people(df: float) -> Estimate:
    return Estimate(value=2.0, low=1.0, high=9.0, level=0.95, method="Pearson's chi-square", df=df)


def test_degrees_of_freedom_of_deployments_are_not_called_people() -> None:
    spread = Finding(
        id="x", question="?", answer="!", quantity="over-dispersion", unit="row", estimate=estimate_without_people(9.0)
    )
    assert "People driving the errors" not in {fact.term for fact in only(document(spread)).facts}


def test_what_is_attained_and_what_comes_next_are_told_apart() -> None:
    found = finding("comparison", 0.001, 0.0005, 0.002).model_copy(
        update={"at": Point(target_fmr=0.001, achieved_fmr=269 / 269_100, next_fmr=270 / 269_100)}
    )
    facts = {fact.term: fact.text for fact in only(document(found)).facts}
    assert facts["Attained"] == "false match rate 1 in 1,000"
    assert facts["Next attainable above"] == "false match rate 1 in 997"


def test_the_explanations_say_what_a_limit_assumes_and_which_method_was_used() -> None:
    def explained(method: Method) -> dict[str, str]:
        found = finding("comparison", 0.1, 0.05, 0.2)
        assert found.estimate is not None
        made = found.model_copy(update={"estimate": found.estimate.model_copy(update={"method": method})})
        return {entry.term: entry.text for entry in conventions.methods(document(made))}

    assert "different people to be independent" in explained(methods.ONE_SIDED)["Assumption-free limit (Z1)"]
    again = methods.BOOTSTRAP.named("vertex bootstrap, rescaled, threshold chosen again, 2000 replicates")
    assert list(explained(again)) == ["People drawn again"]
    searches = explained(methods.RESAMPLES.named("2,000 resamples of people, spread of").then(methods.KG_T, by=" "))
    assert list(searches) == ["Interval where the threshold was chosen on the same searches", "KG-t interval"]
    assert "whatever their own rates are" in explained(methods.SCATTER)["Spread between deployments"]


def test_a_method_is_explained_for_what_it_is_and_never_for_what_its_name_contains() -> None:
    found = finding("comparison", 0.1, 0.05, 0.2)
    assert found.estimate is not None
    named = found.estimate.model_copy(update={"method": Method("simultaneous Clopper-Pearson limits")})
    assert conventions.methods(document(found.model_copy(update={"estimate": named}))) == []
