"""Lists without a header: whatever the order of their columns and rows, the words and the delimiter."""

from __future__ import annotations

import gzip
from itertools import permutations
from typing import TYPE_CHECKING

import numpy as np
import pytest

import bystander
from bystander.errors import EvidenceError
from bystander.evidence import inspect, read_trial
from bystander.evidence.tables import columns_of_text
from tests.corpus.makers import MATED, NON_MATED, PEOPLE, pairs, written
from tests.evidence.makers import codes_of

if TYPE_CHECKING:
    from pathlib import Path

    from bystander.evidence.comparisons.trial import Trial

PAIRS = pairs()
WORDS = [("1", "0"), ("1", "-1"), ("1.0", "0.0"), ("True", "False"), ("target", "nontarget"), ("TARGET", "Non-Target"),
         ("genuine", "impostor"), ("mated", "non_mated"), ("same", "different"), ("tgt", "imp")]  # fmt: skip


def counts(trial: Trial) -> tuple[int, int, int | None]:
    found = inspect(trial)
    return found.mated, found.non_mated, found.people


def label(mated: bool, words: tuple[str, str] = ("1", "0")) -> str:  # noqa: FBT001 - the label is the question
    return words[0] if mated else words[1]


@pytest.mark.parametrize("separator", [" ", "  ", "\t", ",", ";"])
@pytest.mark.parametrize("order", list(permutations("abls")), ids="".join)
def test_four_columns_are_told_whatever_their_order(tmp_path: Path, order: tuple[str, ...], separator: str) -> None:
    cells = [{"a": p.first, "b": p.second, "l": label(p.mated), "s": str(p.score)} for p in PAIRS]
    file = written(tmp_path / "list.txt", [[row[key] for key in order] for row in cells], separator)
    trial = read_trial(file)
    assert counts(trial) == (MATED, NON_MATED, PEOPLE)
    assert trial.format.startswith("verification list: ")
    batch = trial.blocks[0].read()
    np.testing.assert_array_equal(batch.score, [p.score for p in PAIRS])
    np.testing.assert_array_equal(batch.mated, [p.mated for p in PAIRS])


@pytest.mark.parametrize("words", [w for w in WORDS if w != ("tgt", "imp")], ids="-".join)
def test_a_label_is_any_usual_pair_of_words(tmp_path: Path, words: tuple[str, str]) -> None:
    rows = [(label(p.mated, words), p.first, p.second, p.score) for p in reversed(PAIRS)]
    assert counts(read_trial(written(tmp_path / "list.txt", rows))) == (MATED, NON_MATED, PEOPLE)


def test_labels_that_come_late_are_seen_and_packed_files_too(tmp_path: Path) -> None:
    rows = sorted(PAIRS, key=lambda p: p.mated)  # the first 252 lines have one label
    plain = written(tmp_path / "l.txt", [(p.first, p.second, label(p.mated), p.score) for p in rows])
    (tmp_path / "l.txt.gz").write_bytes(gzip.compress(plain.read_bytes()))
    assert counts(read_trial(tmp_path / "l.txt.gz")) == (MATED, NON_MATED, PEOPLE)


def test_a_list_of_three_blocks_is_read_as_a_small_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(columns_of_text, "_BLOCK", 1 << 16)
    made = pairs(60)  # 16,110 pairs: 370 kB
    file = written(tmp_path / "l.csv", [(p.first, p.second, label(p.mated), p.score) for p in made], ",")
    assert file.stat().st_size > 3 << 16
    assert counts(read_trial(file)) == (180, len(made) - 180, 60)


def test_identifiers_that_are_whole_numbers_are_no_scores(tmp_path: Path) -> None:
    made = pairs(name="{person}0{sample}")
    rows = [(p.first, p.second, label(p.mated), p.score) for p in made]
    assert counts(read_trial(written(tmp_path / "l.txt", rows))) == (MATED, NON_MATED, PEOPLE)
    whole = [(a, b, mated, round(100 * s)) for a, b, mated, s in rows]
    assert counts(read_trial(written(tmp_path / "w.txt", whole))) == (MATED, NON_MATED, PEOPLE)
    with pytest.raises(EvidenceError, match="columns that could be the score"):
        read_trial(written(tmp_path / "x.txt", [(s, a, b, mated) for a, b, mated, s in whole]))


def test_a_label_and_a_score_alone_are_comparisons_of_nobody(tmp_path: Path) -> None:
    for turn in (1, -1):
        trial = read_trial(written(tmp_path / f"{turn}.txt", [(label(p.mated), p.score)[::turn] for p in PAIRS]))
        assert counts(trial) == (MATED, NON_MATED, None)
        assert [p.code for p in inspect(trial).problems].count("EV23") == 1  # and of nobody it warns once


def test_names_that_are_people_are_taken_for_people(tmp_path: Path) -> None:
    rows = [(f"s{a}", f"s{b}", label(a == b), a / 10 + b) for a in range(6) for b in range(6)]
    assert counts(read_trial(written(tmp_path / "l.txt", rows))) == (6, 30, 6)


def test_a_sample_with_itself_is_left_out_and_counted(tmp_path: Path) -> None:
    rows = [(p.first, p.second, label(p.mated), p.score) for p in PAIRS]
    trial = read_trial(written(tmp_path / "l.txt", [*rows, ("q0/0", "q0/0", "1", 1.0)]))
    assert counts(trial) == (MATED, NON_MATED, PEOPLE)
    assert trial.rows_refused == 1


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([(p.first, p.second, p.score) for p in PAIRS], "no ground truth"),
        ([(p.first, p.second, label(p.mated)) for p in PAIRS], "no score"),
        ([(p.first, p.second, label(p.mated, ("target", "nontarget"))) for p in PAIRS], "no score"),
        ([(p.first, p.second, "1", p.score) for p in PAIRS], "comparison is non-mated"),
        ([(p.first, p.second, "sample", p.score) for p in PAIRS], "comparison is non-mated"),
        ([(p.first, p.first, "sample", p.score) for p in PAIRS], "every comparison is mated"),
        ([(p.first, p.first, label(p.mated), p.score) for p in PAIRS], "whose two names are equal"),
        (
            [(label(p.mated), label(p.score > 0.2), p.second, p.score) for p in PAIRS],
            "2 columns could each be",
        ),
        ([(p.first, label(p.mated, ("bonafide", "spoof")), p.score) for p in PAIRS], "presentation attack"),
        ([(p.first, "-", "A07", label(p.mated, ("bonafide", "spoof"))) for p in PAIRS], "presentation attack"),
        ([(p.first, ("target", "nontarget", "spoof")[i % 3], p.score) for i, p in enumerate(PAIRS)], "attack"),
        (
            [(p.first, p.second, (1, 0, 2)[i % 3], p.score) for i, p in enumerate(PAIRS)],
            "comparison is non-mated",
        ),
    ],
    ids=range(12),
)
def test_what_cannot_be_told_is_a_stop_that_names_nobody(tmp_path: Path, rows: list[list[object]], said: str) -> None:
    with pytest.raises(EvidenceError, match=said) as error:
        read_trial(written(tmp_path / "list.txt", rows))
    assert "q0" not in str(error.value)


def test_labels_that_contradict_their_chains_are_a_stop(tmp_path: Path) -> None:
    rows = [("a", "b", 1, 0.9), ("b", "c", 1, 0.8), ("a", "c", 0, 0.2), ("a", "d", 0, 0.1)]
    with pytest.raises(EvidenceError, match="1 comparison called non-mated, though others"):
        read_trial(written(tmp_path / "l.txt", rows))


def test_a_layout_that_is_named_may_have_one_kind_of_comparison(tmp_path: Path) -> None:
    file = written(tmp_path / "bob.txt", [(p.first, p.second, "x", p.score) for p in PAIRS])
    assert counts(read_trial(file, format="bob")) == (0, len(PAIRS), 24)


def test_the_equal_error_rate_of_separate_scores_is_nought(tmp_path: Path) -> None:
    file = written(tmp_path / "l.txt", [(label(p.mated), p.first, p.second, p.score) for p in PAIRS])
    found = bystander.evaluate(file, replicates=0).document.findings
    (rate,) = [f.estimate for f in found if f.id == "eer"]
    assert rate is not None
    assert rate.value == 0


ORDERS = list(permutations(range(3)))


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("words", [("target", "nontarget"), ("1", "0")])
def test_trials_in_one_file_label_the_scores_in_another(
    tmp_path: Path, order: tuple[int, ...], words: tuple[str, str]
) -> None:
    rows = [(p.first, p.second, label(p.mated, words)) for p in PAIRS]
    truth = written(tmp_path / "trials", [[row[at] for at in order] for row in rows])
    for at, turned in enumerate((False, True)):
        told = [(*((p.second, p.first) if turned else (p.first, p.second)), p.score) for p in reversed(PAIRS)]
        scores = written(tmp_path / f"scores{at}.txt", told)
        assert counts(read_trial(scores, truth=truth)) == (MATED, NON_MATED, PEOPLE)


def test_scores_of_no_trial_and_trials_of_no_score_are_counted(tmp_path: Path) -> None:
    rows = [(p.first, p.second, label(p.mated, ("target", "nontarget"))) for p in PAIRS[3:]]
    truth = written(tmp_path / "trials", rows)
    scores = written(tmp_path / "scores", [(p.first, p.second, p.score) for p in PAIRS[:-5]])
    trial = read_trial(scores, truth=truth)
    assert (trial.rows_read, trial.rows_refused) == (271, 3)
    told = {p.found: p for p in trial.problems if p.code == "EV65"}
    assert told["3 scores of no trial that is listed with a label were left out"].severity == "refused"
    assert told["5 listed trials have no score"].where == "trials, rows 269, 270, 271, 272 and 273"


def test_a_trial_with_two_labels_is_a_stop(tmp_path: Path) -> None:
    rows = [(p.first, p.second, label(p.mated)) for p in PAIRS]
    truth = written(tmp_path / "trials", [*rows, (*rows[0][:2], "0")])
    scores = written(tmp_path / "scores", [(p.first, p.second, p.score) for p in PAIRS])
    with pytest.raises(EvidenceError, match="1 trial listed again with another label"):
        read_trial(scores, truth=truth)


def test_a_key_of_nist_sre_labels_its_scores(tmp_path: Path) -> None:
    words = ("target", "nontarget")
    key = [(p.first, p.second, "a", label(p.mated, words), "mf"[at % 2]) for at, p in enumerate(PAIRS)]
    key = [("modelid", "segmentid", "side", "targettype", "gender"), *key]
    scores = [("modelid", "segmentid", "side", "LLR"), *((p.first, p.second, "a", p.score) for p in PAIRS)]
    trial = read_trial(written(tmp_path / "scores.tsv", scores, "\t"), truth=written(tmp_path / "key.tsv", key, "\t"))
    assert counts(trial) == (MATED, NON_MATED, PEOPLE)


@pytest.mark.parametrize(
    ("name", "pattern"),
    [
        ("Ann_Other{person}_000{sample}.jpg", "lfw"),
        ("faces/Ann_Other{person}/Ann_Other{person}_000{sample}.png", "lfw"),
        ("id1000{person}/xYz-1_{sample}/0000{sample}.wav", "voxceleb"),
        ("set/p{person}/{sample}.png", "path"),
        ("p{person}-{sample}", "(.*)-[0-9]"),
    ],
)
def test_the_person_is_told_from_the_name_of_a_sample(tmp_path: Path, name: str, pattern: str) -> None:
    made = pairs(name=name)
    bare = written(tmp_path / "s.txt", [(p.first, p.second, p.score) for p in made])
    assert counts(read_trial(bare, subject_from=pattern)) == (MATED, NON_MATED, PEOPLE)
    labelled = [(p.first, p.second, label(p.mated), p.score) for p in made]
    assert counts(read_trial(written(tmp_path / "l.txt", labelled), subject_from=pattern)) == (MATED, NON_MATED, PEOPLE)
    table = [("probe_id", "reference_id", "score"), *((p.first, p.second, p.score) for p in made)]
    headed = written(tmp_path / "h.csv", table, ",")
    assert counts(read_trial(headed, subject_from=pattern)) == (MATED, NON_MATED, PEOPLE)
    wrong = [(p.first, p.second, label(p.mated != (at == 0)), p.score) for at, p in enumerate(made)]
    with pytest.raises(EvidenceError, match="in 1 row the mated column disagrees"):
        read_trial(written(tmp_path / "w.txt", wrong), subject_from=pattern)


def test_a_name_that_the_pattern_does_not_fit_is_a_stop(tmp_path: Path) -> None:
    file = written(tmp_path / "s.txt", [(p.first, p.second, p.score) for p in PAIRS])
    with pytest.raises(EvidenceError, match="276 names do not fit") as error:
        read_trial(file, subject_from="voxceleb")
    assert codes_of(error.value) == ["EV66", "EV66"]
    for pattern, said in (("(", "no regular expression"), ("a", "one group"), ("(a)(b)", "one group")):
        with pytest.raises(bystander.UsageError, match=said):
            read_trial(file, subject_from=pattern)


def test_samples_in_no_mated_pair_lead_the_caveats(tmp_path: Path) -> None:
    rows = [(p.first, p.second, label(p.mated), p.score) for p in PAIRS if p.mated or p.first > "q6"]
    trial = read_trial(written(tmp_path / "l.txt", [*rows, ("z/1", "q0/0", "0", 0.1)]))
    assert counts(trial)[2] == PEOPLE + 1
    assert any(p.found.startswith("1 of 25 samples is in no mated pair") for p in trial.problems)


@pytest.mark.parametrize(("claimed", "only"), [("first", "mated"), ("second", "non-mated")])
def test_a_score_file_of_bob_with_one_kind_has_to_be_named(tmp_path: Path, claimed: str, only: str) -> None:
    rows = [(f"s-{p.first}", p.second, f"s-{getattr(p, claimed)}", "x", p.score) for p in PAIRS]
    file = written(tmp_path / "scores-dev", rows)
    with pytest.raises(EvidenceError, match=f"every comparison is {only}"):
        read_trial(file)
    assert sum(counts(read_trial(file, format="bob"))[:2]) == len(PAIRS)
    with pytest.raises(EvidenceError, match="3 columns in the first line"):
        read_trial(written(tmp_path / "three", [row[:3] for row in rows]), format="bob")
