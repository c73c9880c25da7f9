"""The form: a field for everything that may be said, and what is read from it."""

from __future__ import annotations

import math
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import pytest

from bystander.api.options.question import ASKED
from bystander.api.options.record import RECORD
from bystander.api.options.trial import OF_EVALUATION, TRIAL
from bystander.serve.fields import CHOICE, FIELDS, grouped
from bystander.serve.pages import start
from bystander.serve.said import FieldError, Said, read, texts_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


class Form(HTMLParser):
    """The controls of a page, by name; those with a label; every id."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.names: dict[str, list[Mapping[str, str | None]]] = {}
        self.labelled: set[str | None] = set()
        self.ids: list[str] = []
        self.described: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.ids += [i for i in [given.get("id")] if i]
        self.described += (given.get("aria-describedby") or "").split()
        if tag == "label":
            self.labelled.add(given.get("for"))
        if tag in {"input", "select"} and given.get("name"):
            self.names.setdefault(str(given["name"]), []).append(given)


def test_every_thing_that_may_be_said_has_a_field_with_a_label_and_no_id_twice() -> None:
    form = Form(start())
    for option in (*TRIAL, *OF_EVALUATION, *RECORD, *ASKED):
        assert option.name in form.names, option
        if option.kind == "file or choice":
            assert f"{option.name}{CHOICE}" in form.names
    for controls in form.names.values():
        for control in controls:
            assert control.get("id") in form.labelled or control.get("type") == "checkbox"
    assert len(form.ids) == len(set(form.ids))
    assert set(form.described) <= set(form.ids)


def test_what_is_not_filled_in_is_not_said() -> None:
    form = Form(start())
    sent = [
        (name, value or "")
        for name, controls in form.names.items()
        for control in controls
        if control.get("type") not in {"file", "checkbox"} and (value := control.get("value")) is not None
    ]
    sent += [(one.name, str(one.default)) for one in FIELDS if one.kind == "choice" and one.default is not None]
    assert texts_of(sent) == {}
    assert read({}) == Said()


def test_the_first_screen_asks_for_a_file_and_nothing_else() -> None:
    page = start()
    before = page[page.index('id="upload"') : page.index("<details>")]
    assert re.findall(r'name="([a-z_]+)"', before) == ["files"]
    groups = [group for group, _ in grouped()]
    assert len(groups) == len(set(groups)) == 9


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("distance", "on", True), ("failed_scores", "-1; 0.5", [-1.0, 0.5]), ("failed_scores", "1e-3", [0.001]),
        ("columns", "score = cosine, probe_subject=who is it", {"score": "cosine", "probe_subject": "who is it"}),
        ("columns", "score=a=b", {"score": "a=b"}), ("non_mated_subjects", "-1, not known", ["-1", "not known"]),
        ("square", "itself", "itself"), ("by", "sex,age", "sex,age"), ("crowd", "1,000", 1000),
        ("targets", "0.001 1", [0.001, 1.0]), ("level", "0.9", 0.9), ("rank", "3", 3), ("sheet", "a, b", "a, b"),
    ],
)  # fmt: skip
def test_what_is_filled_in_is_read(name: str, text: str, value: Any) -> None:
    assert read({name: text}).values == {name: value}


@pytest.mark.parametrize(
    ("name", "text"),
    [("failed_scores", "minus one"), ("failed_scores", "0,5"), ("failed_scores", "1_0"), ("targets", "0"),
     ("targets", "1.1"), ("targets", "nan"), ("targets", "inf"), ("level", "0.5"), ("level", "1"), ("level", "95 %"),
     ("crowd", "0"), ("crowd", "1.5"), ("crowd", "²"), ("rank", "-1"), ("columns", "score"), ("columns", "=x"),
     ("columns", "score="), ("columns", "a=b,a=c"), ("unit", "day"), ("metric", "L2")],
)  # fmt: skip
def test_what_a_field_cannot_hold_names_the_field(name: str, text: str) -> None:
    with pytest.raises(FieldError) as wrong:
        read({name: text})
    assert wrong.value.name == name
    assert str(wrong.value).endswith(".")


def test_nan_stands_for_a_failure_where_it_is_said() -> None:
    (value,) = read({"failed_scores": "nan"}).values["failed_scores"]
    assert math.isnan(value)


def test_what_is_said_goes_to_whoever_it_is_of(tmp_path: Path) -> None:
    texts = {"distance": "on", "searches": "on", "crowd": "5", "level": "0.9", "by": "sex", "small_cell": "3"}
    said = read(texts).with_files({"truth": "t.csv"})
    assert said.of_trial(tmp_path) == {"distance": True, "by": "sex", "truth": tmp_path / "t.csv"}
    assert said.of_record() == {"crowd": 5}
    assert said.question() == {"level": 0.9, "small_cell": 3}
    assert {*said.idle(["encoding"])} == {"distance", "searches", "by", "small_cell", "truth"}
    assert said.idle(None) == ["crowd"]


def test_files_from_before_stay_where_they_are_kept_or_give_way() -> None:
    said = Said(files={"truth": "a", "people": "b"})
    assert said.with_files({"truth": "c"}, kept=["people"]).files == {"people": "b", "truth": "c"}
    assert said.with_files({}).files == {}
