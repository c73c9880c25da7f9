"""Words that call a comparison mated or non-mated, as lists of trials write them.

A column is a label exactly where all that stands in it is the two words of one pair, each at least once. One word
alone, or a third one, is no label: nobody could say what it means.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# the words for mated, and those for non-mated that go with them; in lower case, without white space, dashes and lines
_PAIRS: tuple[tuple[frozenset[str], frozenset[str]], ...] = (
    (frozenset({"1"}), frozenset({"0", "-1"})),
    (frozenset({"true", "t", "yes", "y"}), frozenset({"false", "f", "no", "n"})),
    (frozenset({"target", "targets", "tgt", "tar"}), frozenset({"nontarget", "nontargets", "nontgt", "non", "imposter",
                                                                "impostor", "nontar"})),
    (frozenset({"genuine", "gen", "client", "authentic"}), frozenset({"impostor", "imposter", "imp"})),
    (frozenset({"mated", "mate"}), frozenset({"nonmated", "unmated", "nonmate"})),
    (frozenset({"match", "matched"}), frozenset({"nonmatch", "nomatch", "mismatch", "nonmatched", "unmatched"})),
    (frozenset({"same"}), frozenset({"different", "diff", "notsame"})),
    (frozenset({"positive", "pos"}), frozenset({"negative", "neg"})),
)  # fmt: skip
_OF_ATTACKS = frozenset({"bonafide", "spoof"})  # of presentation attack detection: who somebody is, is not asked there


def plain(word: str) -> str:
    """Return a word in the form in which labels are compared: 1.0 is 1, and Non-Target is nontarget."""
    word = word.strip().casefold()
    try:
        return f"{float(word):g}"
    except ValueError:
        return word.replace("-", "").replace("_", "").replace(" ", "")


def meaning(words: Iterable[str]) -> Mapping[str, bool] | None:
    """Return what each of the words of a column says, mated or not; None where the column is no label."""
    given = {word: plain(word) for word in words}
    there = set(given.values())
    for mated, non_mated in _PAIRS:
        if len(there) == 2 and len(there & mated) == 1 and len(there & non_mated) == 1:
            return {word: said in mated for word, said in given.items()}
    return None


def of_one_pair(words: Iterable[str]) -> bool:
    """Return whether words, one or two and no numbers, are those of one pair."""
    said = {plain(word) for word in words}
    return not said & {"1", "0", "-1"} and any(said <= mated | non_mated for mated, non_mated in _PAIRS)


def is_of_attacks(word: str) -> bool:
    """Return whether a word is a label of presentation attack detection."""
    return plain(word) in _OF_ATTACKS


def words_of(column: Any) -> list[str]:  # noqa: ANN401 - pyarrow ships no types
    """Return the distinct words that stand in a column of text, without empty cells."""
    found = {word for chunk in column.chunks for word in chunk.unique().to_pylist()}
    return sorted(word for word in found if word is not None and word.strip())


def flags_of(column: Any, said: Mapping[str, bool]) -> Any:  # noqa: ANN401 - pyarrow ships no types
    """Return a column of label words as true and false, null where a cell is empty."""
    parts = []
    for chunk in column.chunks:
        coded = chunk if pa.types.is_dictionary(chunk.type) else chunk.dictionary_encode()
        meant = pa.array([said.get(word) for word in coded.dictionary.to_pylist()], pa.bool_())
        parts.append(meant.take(coded.indices))
    return pa.chunked_array(parts, pa.bool_())
