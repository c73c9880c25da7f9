"""What is seen first of a claim: eight answers, one verdict, no range without its level, and one home for each word."""

from __future__ import annotations

import re
from collections import Counter
from html import unescape
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from bystander.api.verbs import claim as checked
from bystander.claims.claim import Counts
from bystander.claims.claim_file import claim_of
from bystander.claims.verdict import holds_in_pairs, judged, judged_against, verdict_of
from bystander.findings import wording
from bystander.findings.claim import CONTRADICTED, PLAIN, SUPPORTED, VERDICTS
from bystander.plots.share import claim as shared
from bystander.quantities.claim.needed import to_show
from bystander.report import html
from tests.architecture.sentences import long
from tests.studies.claim.made_up import ALL, MADE_UP, claim_named, of

if TYPE_CHECKING:
    from bystander.findings import Study


def study_of(name: str, level: float = 0.95) -> Study:
    return checked(claim_named(name), level=level).study


def words(text: str) -> str:
    return re.sub(r"[\s\u00a0]+", " ", text).replace(" :", ":").replace(" ;", ";").strip()


def screen(study: Study) -> str:
    """Return the words of the first screen: all of the page above its folds, without what the claim itself says."""
    body = re.sub(r"<(style|title)>.*?</\1>", " ", html.render(study), flags=re.DOTALL)
    assert study.document.claim is not None
    shown = words(unescape(re.sub(r"<[^>]+>", "", body.split('<section class="folds"')[0].replace("</h2>", ": "))))
    return shown.replace(words(f"“{study.document.claim.text}”"), "")


def rows(study: Study) -> list[str]:
    card = shared.card(study)
    assert card is not None
    return [words("".join(span.text for span in row.said)) for row in card.rows]


@pytest.mark.parametrize("name", ALL)
def test_every_question_has_its_answer_on_the_first_screen(name: str) -> None:
    study = study_of(name)
    first, shown = study.first, screen(study)
    assert first is not None
    for head in ("Verdict:", "Repeat only this:", "Comparing:", "Assumed:", "Not told:", "Next:"):
        assert shown.count(head) == 1, head
    for text in (first.lead, *first.beside, first.assumed, first.untold, first.apart, wording.capital(first.next)):
        assert words(str(text)) in shown


@pytest.mark.parametrize("name", ALL)
def test_no_sentence_has_more_than_25_words(name: str) -> None:
    study = study_of(name)
    assert study.first is not None
    asked = (*study.first.beside, study.first.lead, *(text for _, text in study.first.facts))
    assert [found for text in (*rows(study), *map(str, asked)) for found in long(words(text))] == []


@pytest.mark.parametrize("name", ALL)
def test_one_verdict_is_said_once_and_no_other_beside_it(name: str) -> None:
    study = study_of(name)
    shown, found = screen(study), study.document.claim
    assert found is not None
    noted = words(" ".join(study.document.caveats[1:]))
    said = Counter(word for word in VERDICTS for _ in range(shown.replace(noted, "").count(word)))
    assert said == {found.verdict: 1}
    plain = {str(word) for word, text in PLAIN.items() if text in shown.casefold()}
    others = {one.verdict for one in found.denominators} if claim_named(name).of is None else set()
    assert found.verdict in plain <= {found.verdict, *others}


@pytest.mark.parametrize("level", [0.95, 0.9])
@pytest.mark.parametrize("name", ALL)
def test_a_range_names_its_level_and_of_what_it_is(name: str, level: float) -> None:
    study = study_of(name, level)
    counted = [row for row in rows(study) if " leave" in row]
    against = judged_against(claim_named(name))
    assert bool(counted) == any(against.values())
    assert study.first is not None
    for text in (*counted, *(words(str(line)) for line in study.first.beside), str(study.first.lead)):
        for sentence in re.split(r"(?<=[.])\s", text):
            if re.search(r" (leaves?|allows) ", sentence):
                assert re.search(r"\((\d\d\.?\d*) %(, one-sided)?\)\.$", sentence), sentence
    kinds = {word for one in against for word in (one.what.wrong, one.what.right)}
    for row in counted:
        assert any(f" {word} ({level * 100:g} %" in row for word in kinds), row


@pytest.mark.parametrize("name", ALL)
def test_the_sentence_to_repeat_is_true_by_the_counts(name: str) -> None:
    """Its counts are those of the claim, and its range that of another library; at none or all the exact one limit."""
    claim = claim_named(name)
    told = {one[0].what.name: one[0] for one in judged_against(claim).values() if one}
    first = study_of(name).first
    assert first is not None
    said = words(str(first.beside[0]))
    if not told:
        assert "came without counts" in said
        assert ("does not say of what" in said) == (claim.of is None)
        return
    pattern = (
        r"Of ([\d,]+) ([a-z- ]+?), (none|[\d,]+) (?:was|were) ([^.;(]+?)(?: \((as given, unchecked)\))?\. "
        r"Chance alone leaves open (.+?) \("
    )
    found = list(re.finditer(pattern, said))
    many = 1 if claim.of is not None and claim.of.what.name in told else min(len(told), 2)
    assert len(found) + said.count("not verified") == many
    for match in found:
        counts = told[match[2]]
        seen, n = 0 if match[3] == "none" else whole(match[3]), whole(match[1])
        right = match[4] == counts.what.right
        wrong = n - seen if right else seen
        assert (wrong, n) == (counts.wrong, counts.trials)
        assert right == (claim.of_right and "million" not in match[6])
        assert right or match[4] == counts.what.wrong
        assert bool(match[5]) == (not claim.judged_by)
        low, high = proportion_confint(wrong, n, method="beta")
        if wrong == 0:
            expected = [1 - 0.05 ** (1 / n)]
        elif wrong == n:
            expected = [0.05 ** (1 / n)]
        else:
            expected = [low, high]
        if right:
            expected = [1 - end for end in reversed(expected)]
        scale = 1e-6 if "million" in match[6] else 0.01
        ends = [float(text.replace(",", "")) * scale for text in re.findall(r"[\d.,]*\d", match[6])]
        assert ends == pytest.approx(expected, rel=0.06)


def whole(text: str) -> int:
    return int(text.replace(",", ""))


@pytest.mark.parametrize("name", ALL)
def test_no_test_would_show_what_the_counts_show_or_rule_out(name: str) -> None:
    claim, study = claim_named(name), study_of(name)
    for one in claim.possible:
        finding = next(f for f in study.document.findings
                       if f.id == "claim-evidence-needed" and f.group == {"of": one.what.name})  # fmt: skip
        decided = verdict_of(claim, one, level=0.95) in {SUPPORTED, CONTRADICTED}
        assert ("would show it" in finding.answer) <= (not decided)
        assert finding.not_estimable
    if study.document.claim is not None and study.document.claim.verdict in {SUPPORTED, CONTRADICTED}:
        assert "would show it" not in screen(study)


@given(st.integers(1, 9_999), st.booleans())
def test_the_test_that_would_show_it_has_the_verdict_supported_and_one_smaller_has_not(
    place: int,
    right: bool,  # noqa: FBT001
) -> None:
    value = f"{place / 100:.2f} %"
    claim = claim_of({"text": "x", "value": value, "counts": "right" if right else "wrong",
                      "denominator": [{"of": "alerts"}]})  # fmt: skip
    n = to_show(claim, None, level=0.95)
    assert n is not None
    for trials, found in ((n, True), (n - 1, False)):
        if trials:
            counts = Counts(of="alerts", wrong=trials if claim.charge else 0, trials=trials)
            assert (judged(claim.wrong, counts, level=0.95, charge=claim.charge) == SUPPORTED) is found


@given(st.integers(1, 400), st.integers(1, 400), st.integers(1, 99))
def test_at_the_counted_rate_as_many_show_it_and_fewer_do_not(wrong: int, more: int, place: int) -> None:
    trials = wrong + more
    claim = claim_of({"text": "x", "value": f"{place} %", "counts": "wrong", "denominator": [{"of": "alerts"}]})
    n = to_show(claim, Counts(of="alerts", wrong=wrong, trials=trials), level=0.95)
    bound = float(claim.wrong.low if claim.charge else claim.wrong.high)
    share = wrong / trials
    assert (n is None) == (share <= bound if claim.charge else share >= bound)
    for times in range(1, 4) if n is None else (max((n - 1) // trials, 1), n // trials + 1):
        counts = Counts(of="alerts", wrong=wrong * times, trials=trials * times)
        shown = judged(claim.wrong, counts, level=0.95, charge=claim.charge) == SUPPORTED
        assert shown == (n is not None and trials * times >= n)


@pytest.mark.parametrize("name", ALL)
def test_a_system_that_never_alerts_scores_of_something(name: str) -> None:
    names = [one.what.name for one in claim_named(name).possible]
    for row in rows(study_of(name)):
        if "never alerts" in row:
            assert re.match(rf"of (the same [\d,]+ )?({'|'.join(names)}): ", row)


@pytest.mark.parametrize("name", ALL)
def test_what_may_be_compared_names_everything_that_may_not(name: str) -> None:
    claim, first = claim_named(name), study_of(name).first
    assert first is not None
    several = len(claim.possible) > 1
    assert all((one.what.plainly if several else one.what.name) in first.apart for one in claim.possible)
    assert ("Never add or compare shares" in first.apart) == several
    assert re.search("^Compare .+ watchlist and threshold", first.apart)
    counted = {one.what.kind.value: one.wrong for one in claim.possible if one.counted and not one.unverified}
    assert ("false alert" in first.apart and " the same " in first.apart.partition("false alert")[2]) == bool(
        counted.get("look") and counted.get("alert")
    )


@pytest.mark.parametrize("name", ALL)
def test_who_judged_is_named_or_asked_for(name: str) -> None:
    claim, study = claim_named(name), study_of(name)
    assert study.first is not None
    asked = "ho judged " in study.first.untold, "who judged " in study.first.next
    assert asked == ((False, False) if claim.judged_by else (True, True))
    if claim.judged_by:
        assert f"right as judged by {claim.judged_by}" in study.first.assumed


@pytest.mark.parametrize(
    ("keys", "assumed", "apart", "missing"),
    [
        (
            {"text": "Only 1 in 10,000 people is wrongly flagged", "denominator": [of("faces seen", 21, 110_550)]},
            "Each mistake is separate; in pairs, the counts do not rule it out.",
            "Faces seen are not people: one person may be several.",
            "Nor who made the claim and gave the counts.",
        ),
        (
            {"text": "98 % of alerts were correct", "denominator": [of("alerts", 21, 67)], "source": "a leaflet"},
            "Each mistake is separate; in pairs, the verdict is the same.",
            "It is no share of the people who passed.",
            "which mistakes were of one person. Unnoticed mistakes are in no count.",
        ),
    ],
)
def test_what_the_verdict_takes_is_told_in_plain_words(
    keys: dict[str, object], assumed: str, apart: str, missing: str
) -> None:
    study = checked(claim_of(keys)).study
    assert study.first is not None
    assert assumed in study.first.assumed
    assert apart in study.first.apart
    assert missing in study.first.untold


@pytest.mark.parametrize("name", ALL)
def test_a_verdict_that_holds_in_pairs_is_the_one_of_half_the_counts(name: str) -> None:
    claim = claim_named(name)
    for one, against in judged_against(claim).items():
        if len(against) != 1 or verdict_of(claim, one, level=0.95) != CONTRADICTED:
            assert len(against) > 1 or holds_in_pairs(claim, one, level=0.95)
            continue
        wrong, n = (against[0].wrong or 0) / 2, (against[0].trials or 0) / 2
        low, high = proportion_confint(wrong, n, method="beta")
        rules_out = high < claim.wrong.low if claim.charge else low > claim.wrong.high
        assert holds_in_pairs(claim, one, level=0.95) == rules_out


def test_the_same_ones_are_told_all_over_a_page() -> None:
    """21 of 67 wrong leave 20.5 to 43.8 % wrong, by another library: 56 to 80 % right."""
    study = checked(claim_of({"text": "98 % of alerts were correct", "denominator": [of("alerts", 21, 67)]})).study
    assert study.first is not None
    assert words(str(study.first.beside[0])).startswith("Of 67 alerts, 46 were right (as given, unchecked)")
    assert "46 of 67 alerts leaves 56 to 79 % right (95 %). 98 % stands for at least 97.5 %." in str(study.first.lead)


def test_a_claim_of_so_many_has_one_unit() -> None:
    keys = {"text": "1 in 10,000 faces is wrongly flagged", "denominator": [of("faces seen", 21, 110_550)]}
    study = checked(claim_of(keys)).study
    card = shared.card(study)
    assert card is not None
    assert words(card.rows[0].number) == "190 in a million"
    assert rows(study)[0].startswith(
        "of 110,550 faces seen: 21 were flagged by mistake. Chance alone leaves open 120 to 290 in"
    )
    assert study.first is not None
    assert "190 in a million, not 100 in a million, of 110,550 faces seen." in str(study.first.lead)
    assert "It is what was counted" not in str(study.first.lead)


@pytest.mark.parametrize("name", ALL)
def test_page_picture_and_findings_say_the_same(name: str) -> None:
    study = study_of(name)
    card, shown = shared.card(study), screen(study)
    assert card is not None
    assert all(row in shown for row in rows(study))
    assert words("".join(span.text for span in card.verdict)) in shown
    for line in study.document.verdict[1:]:
        head, colon, rest = words(line).partition(": ")
        word = head in {"Assumed", "Not told", "Comparing", "Next"}
        assert (f"{head}{colon}{wording.capital(rest)}" if word else words(line)) in shown
    assert study.document.claim is not None
    assert study.document.verdict[0].endswith(f"{PLAIN[study.document.claim.verdict][1:]}.")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (
            "without a denominator",
            "ask of what it is: alerts, faces seen, searches for people on the list or everybody who passed?",
        ),
        (
            "without a denominator",
            "Ask for the counts and who judged the alerts. Until then, do not repeat the number.",
        ),
        ("none of so many", "ask for a limit in place of “none”, which no test can show, and who judged the alerts."),
        (
            "faces and a watchlist",
            "ask for later counts, and who judged the alerts. Expect the same only with the same",
        ),
        ("contradicted", "do not rely on the printed number; ask where it comes from, and who judged the alerts."),
        ("some not verified", "ask what the 60 alerts were that nobody verified, and who judged the alerts."),
        # by another library's limits of half the counts: 7,518 and 65,395, less what was counted, up to two figures
        ("judged by somebody", "ask for more counts. At the counted rate, about 7,400 more alerts would show it."),
        ("a charge that is not shown", "At the counted rate, about 66,000 more alerts would show it."),
        # 4 of 200 and 60 not verified are at most 64 of 200: 38 % at worst with each mistake twice, and at best 6 %
        ("some not verified", "The number would be shown if all were right and ruled out if all were false."),
        (
            "counts from elsewhere",
            "ask how many faces seen there were, how many of them were flagged by mistake, and who",
        ),
        # 2 ln 40 / -ln(1 - 1/5,500): half a unit of 6,000, and each mistake counted twice
        ("counts from elsewhere", "40,574 faces seen, none of them flagged by mistake, would show it."),
    ],
)
def test_next_is_what_the_verdict_leaves_to_do(name: str, said: str) -> None:
    first = study_of(name).first
    assert first is not None
    assert said in first.next


def test_what_nobody_verified_is_among_what_is_assumed_and_cannot_save_a_number_that_is_ruled_out() -> None:
    counts = of("alerts", 23, 240, unverified=29)
    first = checked(claim_of({"text": "97 % of our alerts are correct", "denominator": [counts]})).study.first
    assert first is not None
    assert "The 29 alerts not verified may all be right, or false." in first.assumed
    assert first.next.endswith("Even if all 29 not verified were right, the counts would rule it out.")


def test_the_made_up_claims_have_every_verdict() -> None:
    found = {study_of(name).document.claim.verdict for name in MADE_UP}  # type: ignore[union-attr]
    assert found == set(VERDICTS)
