"""A claim's mistakes are told all at once, each in its own words and with its line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bystander.claims.claim import Counts
from bystander.claims.claim_file import claim_of, counts_of, line_of_counts, read_claim, read_claim_text
from bystander.claims.denominators import KNOWN, Kind, denominator
from bystander.errors import ClaimError, Problem

if TYPE_CHECKING:
    from pathlib import Path

SOUND = """text = "99.9997 % accurate"
value = "99.9997 %"
counts = "right"

[[denominator]]
of = "faces seen"
wrong = 1
trials = 383356

[[denominator]]
of = "alerts"
wrong = 1
trials = 61

[[evidence]]
of = "faces seen"
wrong = 7
trials = 8600

[crowd]
people = 60000
sought = 12
tpir = 0.89
"""


def problems(text: str) -> list[Problem]:
    with pytest.raises(ClaimError) as raised:
        read_claim_text(text)
    return raised.value.problems


def test_the_example_of_the_keys_is_read() -> None:
    claim = read_claim_text(SOUND)
    assert (claim.of, claim.of_right, claim.charge) == (None, True, False)
    assert [one.what.kind for one in claim.possible] == [Kind.LOOK, Kind.ALERT]


@pytest.mark.parametrize(
    ("change", "code", "where", "said"),
    [
        (("wrong = 7", "wrnog = 7"), "CL02", "evidence.1.wrnog, line 17", 'did you mean "wrong"?'),
        (("wrong = 7\n", ""), "CL03", "evidence.1.wrong, line 15", '"wrong" is missing'),
        (('text = "99.9997 % accurate"', 'text = ""'), "CL03", "text, line 1", "empty"),
        (("trials = 61", 'trials = "61"'), "CL04", "denominator.2.trials, line 13", "whole number"),
        (('"right"', '"good"'), "CL04", "counts, line 3", '"right" or "wrong"'),
        (("trials = 61", "trials = 0"), "CL05", "denominator.2.trials, line 13", "at least 1"),
        (("tpir = 0.89", "tpir = 89"), "CL05", "crowd.tpir, line 23", "write 0.89"),
        (("trials = 61", "trials ="), "CL01", "", "not TOML"),
        (("wrong = 7", "wrong = 8601"), "CL06", "evidence.1, line 15", "were the two exchanged?"),
        (("sought = 12", "sought = 60001"), "CL06", "crowd, line 20", "cannot be among"),
        (('of = "alerts"', 'of = "alrets"'), "CL06", "denominator.2.of, line 11", 'did you mean "alerts"?'),
        (('"99.9997 %"', '"very"'), "CL06", "value, line 2", "not read as a share"),
        (('value = "99.9997 %"\n', ""), "", "", ""),
        (("wrong = 1\ntrials = 61", "wrong = 2\ntrials = 61"), "CL06", "denominator, line 5", "contradict each other"),
        (("trials = 61", "trials = 400000"), "CL06", "denominator, line 5", "cannot come from"),
        (('of = "alerts"', 'of = "faces"'), "CL06", "denominator, line 5", "stand there twice"),
        (('[[evidence]]\nof = "faces seen"', '[[evidence]]\nof = "visitors"'), "CL06", "evidence, line 15",
         "evidence of visitors can be held against nothing"),
        (("trials = 61", "trials = 61\nunverified = 61"), "CL06", "denominator.2, line 10", "more than"),
        (("wrong = 1\ntrials = 61", "unverified = 61"), "CL06", "denominator.2, line 10", "how many were there"),
    ],
)  # fmt: skip
def test_each_mistake_has_a_message_of_its_own_and_its_line(
    change: tuple[str, str], code: str, where: str, said: str
) -> None:
    assert change[0] in SOUND
    text = SOUND.replace(*change, 1) if change[0].startswith("text") else SOUND.replace(*change)
    if not code:
        assert read_claim_text(text).number == read_claim_text(SOUND).number
        return
    found = problems(text)
    assert {p.code for p in found} - {"CL03"} == {code} - {"CL03"}  # a misspelt key is missing as well
    assert next(p for p in found if p.code == code).where == where
    assert any(said in "\n".join(p.lines()) for p in found)


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("our system never fails to be accurate", "no number in the sentence"),
        ("99.5±0.3 % accurate", "tells a doubt beside a number"),
        ("99.5 % +/- 0.3 accurate", "tells a doubt beside a number"),
        ("-1 % false alerts", '"-1 %" has a sign'),
        ("minus 1 % false alerts", "has a sign"),
        ("between 95 and 99 % accurate", '"between 95 and 99 %" is a range'),
        ("95-99% accurate", '"95-99%" is a range'),
        ("accuracy of 95 to 99 per cent", '"at least 95 per cent"'),
        ("1 in 1,000–10,000 are wrong", "is a range"),
        ("one or two in 1,000 wrong", '"one or two in 1,000" is a range'),
        (".5 % wrong", 'a part of ".5 %"'),
        ("1 in 10k wrong", 'a part of "1 in 10k"'),
        ("1 in 10^6 wrong", "a part of"),
        ("one in a hundred billion wrong", 'a part of "one in a hundred billion"'),
        ("one in a thousand trillion wrong", "a part of"),
        ("one in six and a half thousand wrong", 'a part of "one in six and a half"'),
        ("one in a hundred and fifty wrong", "a part of"),
        ("a hundred and one in a thousand wrong", "a part of"),
        ("a tenth of 1 % wrong", "a part of"),
        ("twenty five in 100 wrong", "a part of"),
        ("1 % or worse errors", "compares with"),
        ("a sub-1 % error rate", "a part of"),
        ("one error in 2023", "so many in a time"),
        ("one error in 12 months", "so many in a time"),
        ("a maximum error rate of 1 %", '"maximum" may make a limit'),
        ("reduces errors by 50 %", '"reduces" compares with something that is not told'),
        ("80 % reduction in false alerts", "compares with"),
        ("half as many false alerts", "compares with"),
        ("twice as accurate", "compares with"),
        ("accuracy improved by 20 %", "compares with"),
        ("5 % fewer false alerts", "compares with"),
        ("three times as accurate: 99 %", "compares with"),
        ("better than 99 % accurate", "compares with"),
        ("accuracy up 5 %", "compares with"),
        ("errors are down by 20 %", "compares with"),
        ("ten times fewer errors", "compares with"),
        ("accurate in the high 90 % range", "a part of"),
        ("99 percent plus accuracy", "a part of"),
        ("accurate to within 1 %", "a part of"),
        ("1/1000 % wrong", "a part of"),
        ("1 e-5 % wrong", "a part of"),
        ("1e–5 % wrong", "a part of"),
        ("1 % - 2 % wrong", '"1 % - 2 %" is a range'),
        ("5e-324 % wrong", "more digits than anybody counts"),
        ("It is not 99 % accurate", '"not 99 % accurate" denies something'),
        ("It isn't 99 % accurate", "denies something"),
        ("no one in 1,000 was wrong", "denies something"),
        ("not all of the 99 % were right", "denies something"),
        ("hardly 1 % wrong", "denies something"),
        ("99 % were not without error", "denies something"),
        ("99.8 % of it", "right or what went wrong"),
        ("9 of 8 alerts were wrong", "more than all"),
        ("0 of 0 alerts were wrong", "divides by nothing"),
        ("accurate in 80 % of cases, or in 90 %", "2 numbers: 80 %, 90 %"),
        ("99 % accurate, and 1 % wrong", "2 numbers"),
    ],
)
def test_a_sentence_that_leaves_something_open_is_asked_and_not_guessed(sentence: str, said: str) -> None:
    with pytest.raises(ClaimError, match=said):
        claim_of({"text": sentence})


@pytest.mark.parametrize(
    ("sentence", "right"),
    [
        ("99.8 % accurate", True), ("99.8 % inaccurate", False), ("a 5 percent error rate", False),
        ("false alerts: 0.1 %", False), ("86 % of them recognised", True), ("correct in 98 % of cases", True),
        ("96 % misidentified", False), ("failed to correctly identify 53 % of them", False),
        ("80 % are innocent", False),
    ],
)  # fmt: skip
def test_words_tell_whether_a_number_counts_what_went_right(sentence: str, right: bool) -> None:  # noqa: FBT001
    assert claim_of({"text": sentence}).of_right is right


def test_all_mistakes_are_told_at_once() -> None:
    text = SOUND.replace("wrong = 7", "wrong = 9000").replace("tpir = 0.89", "tpir = 89").replace('"right"', '"good"')
    assert len(problems(text)) == 3
    text = SOUND.replace('"99.9997 %"', '"very"').replace("wrong = 1\ntrials = 61", "wrong = 2\ntrials = 61")
    assert len(problems(text.replace('[[evidence]]\nof = "faces seen"', '[[evidence]]\nof = "visitors"'))) == 3


def test_files_that_are_not_there_or_no_text_are_told(tmp_path: Path) -> None:
    with pytest.raises(ClaimError, match="cannot be read"):
        read_claim(tmp_path / "none.toml")
    (tmp_path / "bytes.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(ClaimError, match="not UTF-8"):
        read_claim(tmp_path / "bytes.toml")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1 of 61 alerts wrong", {"of": "alerts", "wrong": 1, "trials": 61}),
        ("46 of 67 alerts right", {"of": "alerts", "wrong": 21, "trials": 67}),
        ("46 right of 67 alerts", {"of": "alerts", "wrong": 21, "trials": 67}),
        ("21 of the 67 alerts were false", {"of": "alerts", "wrong": 21, "trials": 67}),
        ("1 wrong of 383,356 faces seen", {"of": "faces seen", "wrong": 1, "trials": 383356}),
        ("21 of 110550 faces seen", {"of": "faces seen", "wrong": 21, "trials": 110550}),
        ("9 of 10 faces seen right", {"of": "faces seen", "wrong": 1, "trials": 10}),
        ("9 of 10 faces seen not flagged by mistake", {"of": "faces seen", "wrong": 1, "trials": 10}),
        ("3 of 10 mated searches missed", {"of": "mated searches", "wrong": 3, "trials": 10}),
        ("3 of 10 mated searches not found", {"of": "mated searches", "wrong": 3, "trials": 10}),
        ("7 of 10 mated searches found", {"of": "mated searches", "wrong": 3, "trials": 10}),
        ("2 of 9 visitors", {"of": "visitors", "wrong": 2, "trials": 9}),
        ("61 alerts", {"of": "alerts", "trials": 61}),
        ("mated searches", {"of": "mated searches"}),
    ],
)
def test_counts_are_read_from_a_line(text: str, found: dict[str, object]) -> None:
    assert counts_of(text, "--of") == found


@pytest.mark.parametrize("of", ["alerts", "matches", "people judged", "mated searches", "people stopped", "bags"])
def test_counts_that_may_be_right_or_wrong_ones_are_no_guess(of: str) -> None:
    with pytest.raises(ClaimError, match=f'write "46 of 67 {of} right" or "46 of 67 {of} wrong"'):
        counts_of(f"46 of 67 {of}", "--of")


@pytest.mark.parametrize("text", ["10", "5 of alerts", "21 false alerts of 67 alerts"])
def test_what_is_no_counts_is_refused(text: str) -> None:
    with pytest.raises(ClaimError, match="is not read as counts"):
        counts_of(text, "--of")


@pytest.mark.parametrize("text", ["1045 of 1049 comparisons right", "4 of 1,049 image pairs wrong"])
def test_right_and_wrong_pairs_are_of_one_person_or_of_two(text: str) -> None:
    with pytest.raises(ClaimError, match="may be of one person who was not recognised, or of two"):
        counts_of(text, "--of")


def test_of_non_mated_comparisons_a_mistake_is_of_one_kind() -> None:
    told = {"wrong": 4, "trials": 629}
    assert counts_of("4 of 629 non-mated comparisons wrong", "--of") == {"of": "non-mated comparisons", **told}
    assert counts_of("4 of 629 comparisons", "--of") == {"of": "comparisons", **told}


def test_more_right_ones_than_there_were_are_refused() -> None:
    with pytest.raises(ClaimError, match="68 right cannot come from 67"):
        counts_of("68 of 67 alerts right", "--of")


@pytest.mark.parametrize("of", [one.name for one in KNOWN])
def test_a_line_of_counts_is_read_as_what_it_was_written_from(of: str) -> None:
    for keys in ({"wrong": 3, "trials": 10}, {"trials": 10}, {}):
        assert counts_of(line_of_counts(Counts(of=of, **keys)), "--of") == {"of": of, **keys}


@pytest.mark.parametrize(
    ("sentence", "of", "wrong", "trials"),
    [
        ("91 % of the matches were wrong", "alerts", None, None),
        ("8 of 42 alerts were false", "alerts", 8, 42),
        ("34 out of 42 alerts were correct", "alerts", 8, 42),
        ("1 in 6,000 faces seen is falsely matched", "faces seen", None, None),
        ("0.1 % of all faces are flagged in error", "faces seen", None, None),
    ],
)
def test_what_a_sentence_says_right_behind_its_number_is_what_it_is_of(
    sentence: str, of: str, wrong: int | None, trials: int | None
) -> None:
    claim = claim_of({"text": sentence})
    assert claim.of is not None
    assert (claim.of.what.name, claim.of.wrong, claim.of.trials) == (of, wrong, trials)
    given = claim_of({"text": sentence, "denominator": [{"of": "people judged"}]})
    assert [one.of for one in given.possible] == ["people judged"]


@pytest.mark.parametrize(
    "sentence",
    ["0.1 % false alerts", "wrong in 90 % of cases", "92 % of those picked were wrong", "99 % accurate faces"],
)
def test_a_sentence_that_does_not_say_of_what_is_not_guessed(sentence: str) -> None:
    assert claim_of({"text": sentence}).of is None


def test_no_name_of_a_denominator_is_that_of_two() -> None:
    names = [name for one in KNOWN for name in (one.name, *one.also)]
    assert len(names) == len(set(names))
    assert all(denominator(name.upper()).name in {one.name for one in KNOWN} for name in names)


def test_a_word_that_is_near_none_is_taken_as_it_is() -> None:
    assert denominator("people taken in").kind is Kind.OTHER
    with pytest.raises(ValueError, match="did you mean"):
        denominator("face sene")


@pytest.mark.parametrize(
    "text",
    ["Up to 99.9 % accurate", "accuracy of up to 99.9 %", "up to 99.9 % right", "right in up to 99.9 % of cases"],
)
def test_up_to_of_what_went_right_is_asked_for_in_the_text_alone(text: str) -> None:
    with pytest.raises(ClaimError, match="promises nothing that counts could show"):
        claim_of({"text": text})
    assert claim_of({"text": text, "value": "about 99.9 %"}).of_right
    assert claim_of({"text": "up to 0.1 % wrong"}).wrong.side == "at most"
