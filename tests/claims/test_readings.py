"""How sentences are read that are built as the public ones are: a table, with the right reading of each in a column.

A stop is a reading too: of these sentences nobody can tell what the number counts, or not without knowing a verb.
"""

from __future__ import annotations

import pytest

from bystander.claims.claim_file import claim_of
from bystander.claims.polarity import told
from bystander.errors import ClaimError

READ = (
    # police, vendors and airports of what went right
    ("right", "In the yard the gates let through 97.5 percent of genuine travellers"),
    ("right", "96 % of true matches were found"),
    ("right", "The tool works 91% of the time, the harbour said"),
    ("right", "Harbour software has only two per cent accuracy, the court heard"),
    ("right", "The accuracy of the software they bought to trace missing persons is 40 %"),
    ("right", "with a 97.5% successful match rate at the quay"),
    ("right", "It has demonstrated a 95.5 percent 'true identification rate' in the yard"),
    ("right", "only six of the 210 alerts raised by the towers were found to be accurate matches"),
    ("right", "The auditors found a 77 % chance of correctly identifying someone on the watchlist"),
    ("right", "97 % of impostors were rejected"),
    ("right", "The gate did not let through 97 % of impostors"),
    ("right", "The right person was found in 92 % of searches"),
    ("right", "The wrong person is ignored in 97 % of cases"),
    ("right", "It fails to pick out the wrong person in 97 % of cases"),
    ("right", "97 % of the time no mistakes were made"),
    ("right", "It raises no alarm for 97 % of innocent people"),
    ("right", "97 % of terrorists were stopped"),
    ("right", "97 % of volunteers were recognised"),
    # what went wrong
    ("wrong", "97 % of wanted people slip past unrecognised"),
    ("wrong", "3 % of genuine travellers were rejected at the pier"),
    ("wrong", "3 % of genuine travellers were never let through"),
    ("wrong", "3 % of impostors were accepted"),
    ("wrong", "In a trial 83% of the matches picked out the wrong people"),
    ("wrong", "The towers failed to identify the correct suspect four out of nine times, while the fair was on"),
    ("wrong", "towers picking out the WRONG person four out of nine times"),
    ("wrong", "The tower fails to identify suspects accurately 88% of the time"),
    ("wrong", "systems used in the harbour are wrong eight times out of 9"),
    ("wrong", "Six out of nine people identified by the harbour's recognition technology as suspects are innocent"),
    ("wrong", "On average there was a false positive identification rate of 1 in 700"),
    ("wrong", "A survey of the towers found the chance of a false identification was one in 700"),
    ("wrong", "A harbour master's 88-percent facial recognition error rate"),
    ("wrong", "The error rate for older sailors reached 14.5%"),
    ("wrong", "With the visors on, error rates climbed to 7%"),
    ("wrong", "Without the visors, the towers have a mismatch rate of 0.7 percent"),
    ("wrong", "The towers incorrectly flagged 9 members, for a 4 percent error rate"),
    ("wrong", "the chance of generating a false alert is 1 in 700 on a watchlist of sailors"),
    ("wrong", "Out of 700 matches, 88% were deemed to be false positives"),
    ("wrong", "With the wrong person flagged in less than 3 percent of cases"),
    ("wrong", "97 % of innocent visitors are not ignored"),
    ("wrong", "3 % of wanted people avoid being flagged"),
)  # fmt: skip


@pytest.mark.parametrize(("reading", "text"), READ)
def test_sentences_as_they_are_said_in_public_are_read(reading: str, text: str) -> None:
    assert claim_of({"text": text}).of_right is (reading == "right")


STOPS = (
    # verbs and nouns that may undo what they govern
    ("sidestep", "We sidestep being wrong in 97 % of cases"),
    ("cure", "The tower is a cure for errors in 97 % of cases"),
    ("against", "97 % of faces are proof against misidentification"),
    ("forfeit", "Towers forfeit accuracy in 3 % of cases"),
    ("forfeited", "Success in 3 % of cases is forfeited"), ("loss", "loss of accuracy: 3 %"),
    ("below", "3 % below perfect accuracy"), ("low", "low error in 97 % of cases"),
    ("few", "few errors in 97 % of cases"),
    ("low", "The error rate is low in 97 % of deployments"), ("kept", "False alerts are kept out in 97 % of cases"),
    ("resistant", "97 % mistake-resistant"), ("non", "97 % non-error rate"),
    ("least", "least accurate in 3 % of cases"),
    ("recovery", "error recovery rate of 97 %"),
    ("up", "errors were made up for in 97 % of cases"), ("the", "errors were shown the door in 97 % of cases"),
    ("that", "97 % of sailors accept that mistakes happen"), ("poor", "poor accuracy in 3 % of cases"),
    # who does it, and to whom
    ("from", "It stops 97 % of innocents from being flagged"),
    ("from", "It keeps 97 % of innocents from being flagged"),
    ("suspects", "It stops suspects being found in 3 % of cases"), ("impostors", "3 % of impostors succeeded"),
    ("attack", "The attack success rate is 3 %"), ("audits", "Makers fail 97 % of audits"),
    ("use", "97 % of staff correctly use it"), ("trained", "97 % of the staff were correctly trained"),
    # opinions, and settings
    ("suspect", "97 % of officers suspect it is wrong"), ("reckon", "97 % of officers reckon it is wrong"),
    ("threshold of", "Sailors set a threshold of 97 % to be accurate"),
    ("similarity", "At 97 % similarity it was wrong"),
    # said of some alone
    ("flagged", "97 % of wanted people flagged were arrested"),
    ("said", "97 % of innocent people said they were flagged"),
)  # fmt: skip


@pytest.mark.parametrize(("word", "text"), STOPS)
def test_a_word_that_may_turn_the_number_round_is_named_with_both_readings(word: str, text: str) -> None:
    with pytest.raises(ClaimError, match=f'"(non-)?(mistake-)?{word}(-error)?" is not read here') as raised:
        claim_of({"text": text})
    number, rest = (97, 3) if "97" in text else (3, 97)
    both = f'"right" says that {rest} % went wrong, "wrong" that {number} % did'
    assert both in "\n".join(raised.value.problems[0].lines())


@pytest.mark.parametrize(
    "text",
    ["About 40 % of the maker's false matches were of women", "40 % of last year's errors hit women",
     "Of the false alerts, 97 % were of women", "97 % of people wrongly flagged got an apology",
     "97 % of the towers that failed were old"],
)  # fmt: skip
def test_a_share_of_errors_is_told_as_one(text: str) -> None:
    assert told(text).share_of


@pytest.mark.parametrize(
    "text",
    ["3 % of former suspects were flagged", "3 % of relatives of suspects were flagged",
     "3 % of non-suspects were flagged",
     "Police stopped 3 % of people who looked like suspects", "97 % of arrested suspects had been flagged",
     "3 % of strangers were identified as suspects", "3 % of people were identified as another person",
     "Evidence was found in 97 % of cases", "97 % of suspects identified were men",
     "97 % of alerts that were right led on",
     "3 % of passengers were flagged", "the system matched the images 97% of the time"],
)  # fmt: skip
def test_what_was_done_to_others_tells_nothing(text: str) -> None:
    assert told(text).side is None


@pytest.mark.parametrize(
    ("text", "both"),
    [("errors dodged in 1 in 700 cases", '"right" says that 699 in 700 went wrong, "wrong" that 1 in 700 did'),
     ("errors dodged in at least 97.5 % of cases", '"right" says that at most 2.5 % went wrong, "wrong" that')],
)  # fmt: skip
def test_both_readings_are_said_as_exactly_as_the_number_is(text: str, both: str) -> None:
    with pytest.raises(ClaimError) as raised:
        claim_of({"text": text})
    assert both in "\n".join(raised.value.problems[0].lines())
