"""The columns of a table of comparisons: names, other names, units and meanings, said once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bystander.evidence.tables.columns import Column, Resolved, bare, normal, resolve

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bystander.evidence.tables.columns import Kind

_SAMPLES = ("sample", "image", "img", "im", "file", "filename", "file_name", "path", "photo", "picture", "face",
            "video", "template", "templ", "utterance", "utt", "wav", "audio", "recording", "scan", "print")  # fmt: skip
_MORE = ("path", "name", "id", "file")  # image_path1, image1_path
_OF_SAMPLE = tuple(f"_{word}" for sample in (*_SAMPLES, "templ_file", "template_file", "data_sample",
                                             "subject_data_sample") for word in (sample, f"{sample}_id"))  # fmt: skip
_OF_PERSON = ("_subject", "_subject_id", "_person", "_person_id", "_identity", "_identity_id")
_ALONE = {*_SAMPLES, *(f"{sample}_{more}" for sample in _SAMPLES for more in _MORE)}
_PERSON = {"subject", "person", "identity", "speaker", "spk", "individual", "subject_id", "person_id", "identity_id",
           "speaker_id", "spk_id", "individual_id", "subject_name", "person_name", "identity_name"}  # fmt: skip
_SEARCHED = ("probe", "query", "source", "verif", "verify", "verification")  # what a sample is called that is searched
_HELD = ("reference", "ref", "gallery", "target", "enrol", "enroll", "enrolment", "enrollment")
_FIRST, _SECOND = ("1", "_1", "_a", "_x"), ("2", "_2", "_b", "_y")
RETURN_CODES = ("return_code", "returncode", "error_code", "errorcode", "exit_code")  # 0 where all went well
DISTANCES = ("distance", "distances", "dist", "dists", "euclidean", "euclidean_distance", "euclidean_dist", "l2",
             "l2_distance", "cosine_distance", "cosine_dist", "cos_distance", "cos_dist")  # fmt: skip
SIDES, PEOPLE = ("probe_id", "reference_id"), ("probe_subject", "reference_subject")
_EITHER = ("match", "is_match", "matched", "ismatch")  # truth, or what the system decided
# what a system answered, and no truth unless somebody says so
_ANSWERS = ("decision", "system_decision", "verified", "is_verified", "prediction", "predicted", "predicted_label",
            "accepted", "accept", "is_accepted")  # fmt: skip
_NO_TRUTH = ("system", "algorithm", "model", "matcher", "predicted", "prediction", "decision", "score", "%")
_NO_SCORE = ("distance", "dist", "threshold", "rank")
_APART = ("system", "systems", "model", "model_name", "algorithm", "matcher", "vendor", "engine", "backend", "detector",
          "detector_backend", "network", "checkpoint", "method", "metric", "distance_metric", "similarity_metric",
          "threshold", "version", "run", "epoch", "split", "fold", "subset", "dataset", "partition", "alg", "algo",
          "algorithm_name", "sdk", "backbone", "architecture", "arch", "weights", "release", "build", "software",
          "product", "embedder", "extractor", "recogniser", "recognizer", "config", "configuration",
          "pipeline")  # fmt: skip
_TOGETHER = (("source", "target"), ("src", "dst"), ("src", "tgt"), ("first", "second"))


def _numbered(ends: Sequence[str]) -> tuple[tuple[Sequence[str], Sequence[str]], ...]:
    """Return the series of names of the samples of a side that is told by a number or a letter."""
    inside = tuple(f"{end}_{more}" for end in ends for more in _MORE)
    return (_SAMPLES, (*ends, *inside)), (tuple(f"{s}_{more}" for s in _SAMPLES for more in _MORE), ends)


COMPARISONS: tuple[Column, ...] = (
    Column(
        name="probe_subject",
        aliases=("probe_subject_id", "probe_person", "probe_person_id", "subject1", "subject_1", "subject_id1",
                 "subject_id_1", "id1", "subject_a", "real_id"),
        series=((("subject", "identity"), (*_FIRST, "1_id")), (_SEARCHED, _OF_PERSON)),
        unit="identifier",
        meaning="the person in the probe, as ground truth has it; never shown",
        required=True,
    ),
    Column(
        name="reference_subject",
        aliases=("reference_subject_id", "bio_ref_subject_id", "ref_subject", "ref_subject_id", "reference_person",
                 "reference_person_id", "subject2", "subject_2", "subject_id2", "subject_id_2", "id2", "subject_b",
                 "claimed_id"),
        series=((("subject", "identity"), (*_SECOND, "2_id")), (_HELD, _OF_PERSON)),
        unit="identifier",
        meaning="the person in the reference, as ground truth has it; never shown",
        required=True,
    ),
    Column(
        name="score",
        kind="number",
        aliases=("scores", "similarity", "similarity_score", "comparison_score", "match_score", "matching_score",
                 "similarities", "sim", "sims", "sim_score", "cosine", "cos", "cos_sim", "cosine_sim",
                 "cosine_similarity", "cosine_score", "llr", "llrs", "log_likelihood_ratio", "y_score", "y_scores",
                 "prob", "probability", "logit", "plda", "plda_score", *DISTANCES),
        yielding=("y_pred", "y_prob", "pred", "confidence"),
        not_with=_NO_SCORE,
        unit="the system's own",
        meaning="the comparison score; larger means more alike, unless --distance says otherwise",
        required=True,
    ),
    Column(
        name="probe_id",
        aliases=("probe_reference_id", "probe_template_id", "probe_sample", "probe_sample_id", "probe_image",
                 "probe_file", "probe_img", "probe_path", "probe_label", "query_id", "query_image", "verify_id",
                 "test_id", "verification_id", "p1", "segmentid", "segment_id", "segment", "test_segment"),
        series=(*_numbered(_FIRST), (_SEARCHED, _OF_SAMPLE)),
        yielding=("probe", "query", "enrol", "enroll", "enrolment", "enrollment", "left", "name1", "name_1", "person1",
                  "person_1", "item1", "item_1", "id_1", "id_a"),
        unit="identifier",
        meaning="the sample (image, video, template) that was searched; never shown",
    ),
    Column(
        name="reference_id",
        aliases=("bio_ref_reference_id", "bio_ref_template_id", "ref_id", "reference_sample", "reference_sample_id",
                 "reference_image", "reference_file", "reference_img", "reference_path", "model_label", "gallery_id",
                 "gallery_image", "target_id", "enrol_id", "enroll_id", "enrolment_id", "enrollment_id",
                 "modelid", "model_id", "p2"),
        series=(*_numbered(_SECOND), (_HELD, _OF_SAMPLE)),
        yielding=("reference", "ref", "gallery", "test", "right", "name2", "name_2", "person2", "person_2", "item2",
                  "item_2", "id_2", "id_b"),
        unit="identifier",
        meaning="the sample it was compared with; never shown",
    ),
    Column(
        name="failed",
        kind="flag",
        aliases=("failure", "is_failed", "failed_to_acquire", "fta", "failed_to_match", *RETURN_CODES),
        unit="true or false; of a return code, 0 is no failure and any other whole number is one",
        meaning="the comparison gave no score, because a face was not found or no template was made",
    ),
    Column(
        name="mated",
        kind="flag",
        aliases=("is_mated", "mate", "genuine", "is_genuine", "same_subject", "same_person", "is_same_subject",
                 "is_same_person", "same", "is_same", "issame", "same_identity", "is_same_identity", "same_id",
                 "label", "labels", "gt", "ground_truth", "groundtruth", "truth", "y_true", "ytrue", "target",
                 "targets", "is_target", "target_type", "targettype", "actual_issame", "genuine_impostor",
                 "pair_label", "pair_type", "comparison_type", "trial_type", "genuine_pair", "mated_pair", "true_match",
                 "actual", "actuals", "actual_match", "is_it_the_same_person", "same_face", "is_same_face"),
        yielding=(*_EITHER, *_ANSWERS, "type", "kind", "class", "key", "y"),
        not_with=_NO_TRUTH,
        unit="true or false",
        meaning="both samples are of one person; where there are subject columns, it must agree with them",
    ),
)  # fmt: skip

NAMES: tuple[str, ...] = tuple(column.name for column in COMPARISONS)
KINDS: Mapping[str, Kind] = {column.name: column.kind for column in COMPARISONS}


def roles_in(header: Sequence[str], mapping: Mapping[str, str] | None = None) -> Resolved:
    """Return which columns of a header play which role in a comparison; ``mapping``: role to the file's own name.

    Two headings that together name the two sides, and alone something else, do so where nothing else is a side.
    """
    found = resolve(header, mapping, table=COMPARISONS)
    if any(role in found.positions for role in PEOPLE) or found.has(*SIDES) or set(mapping or {}) & {*SIDES}:
        return found
    names = [normal(name) for name in header]
    declared = {normal(name) for name in (mapping or {}).values()}
    for first, second in _TOGETHER:
        if names.count(first) == names.count(second) == 1 and not declared & {first, second}:
            sides = {"probe_id": first, "reference_id": second}
            told = resolve(header, {**(mapping or {}), **sides}, table=COMPARISONS)
            return replace(told, yielding=told.yielding | {*SIDES})
    return found


def names_sample(name: str) -> bool:
    """Return whether a heading says that its column names samples, of no side."""
    return normal(name) in _ALONE


def names_person(name: str) -> bool:
    """Return whether a heading says that its column names people, of no side."""
    return normal(name) in _PERSON


def is_return_code(name: str) -> bool:
    """Return whether a failure by its name is a code, 0 where all went well."""
    return bare(name) in RETURN_CODES


def is_distance(name: str) -> bool:
    """Return whether a score is a distance by its name."""
    return bare(name) in DISTANCES


def is_either(name: str) -> bool:
    """Return whether a label by its name is as often ground truth as what a system decided."""
    return bare(name) in _EITHER


def is_answer(name: str) -> bool:
    """Return whether a label by its name is what a system answered."""
    return bare(name) in _ANSWERS


def tells_apart(name: str) -> bool:
    """Return whether a column by its name tells systems, or conditions of a trial, apart."""
    return bare(name) in _APART


def complete(found: Resolved) -> bool:
    """Return whether a trial can be read: a score, and subjects, samples or a mated column."""
    pairs = found.has("probe_subject", "reference_subject") or found.has("probe_id", "reference_id")
    return found.has("score") and (pairs or found.has("mated"))


def wanted(resolved: Resolved, *, truth: bool) -> Mapping[str, int]:
    """Choose the columns to read. With a file of true pairs the samples decide, and subjects are not read."""
    positions = {role: resolved.positions[role] for role in NAMES if role in resolved.positions}
    named = resolved.has(*PEOPLE)
    if truth:
        if named and not resolved.has(*SIDES):
            # a table whose only identifiers are named as subjects: the pairs tell which of them are one person
            positions |= {side: positions[person] for side, person in zip(SIDES, PEOPLE, strict=True)}
        unused: set[str] = {*PEOPLE, "mated"}
    elif named:  # what a system decided, as likely as not, and the people once more: the people are the truth
        unused = {role for role in ("mated", *SIDES) if role in resolved.yielding}
    else:
        half = bool(resolved.yielding & {*SIDES}) and not resolved.has(*SIDES)
        unused = {*PEOPLE, *(SIDES if half else ())}
    return {role: at for role, at in positions.items() if role not in unused}


def sides_unclear(found: Resolved) -> bool:
    """Return whether the headings of both sides do not say whether they name people or samples."""
    return found.yielding >= {*SIDES}
