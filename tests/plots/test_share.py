"""The picture to hand on: 1200 by 630, everything on it is within it, large enough, and said in words as well."""

from __future__ import annotations

import re
import struct
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bystander.api.verbs import claim
from bystander.claims import examples
from bystander.claims.claim_file import claim_of, read_claim_text
from bystander.plots.export import to_png
from bystander.plots.share import claim as shared
from bystander.plots.share import draw
from bystander.plots.share.card import Card, Row
from bystander.plots.share.text import Span, line_width, width, wrapped

SVG = "{http://www.w3.org/2000/svg}"


def card_of(name: str) -> Card:
    card = shared.card(claim(read_claim_text(examples.text(name), name=name)).study)
    assert card is not None
    return card


def texts(picture: str) -> list[ET.Element]:
    return list(ET.fromstring(picture).iter(f"{SVG}text"))


def beyond(picture: str) -> list[str]:
    """Return the words that reach over the margin, by the widths of Arial."""
    found = []
    for element in texts(picture):
        size, bold = float(element.attrib["font-size"]), "font-weight" in element.attrib
        spacing = float(element.get("letter-spacing", "0")) / size
        right = float(element.attrib["x"]) + width(element.text or "", size, bold=bold, spacing=spacing)
        if right > draw.WIDTH - draw.SIDE + 2 or not 40 < float(element.attrib["y"]) < draw.HEIGHT - 20:
            found.append(element.text or "")
    return found


@pytest.mark.parametrize("name", examples.names())
def test_everything_is_within_the_picture_and_no_type_is_small(name: str) -> None:
    picture = draw.svg(card_of(name))
    assert beyond(picture) == []
    assert min(float(e.attrib["font-size"]) for e in texts(picture)) >= 18
    baselines = sorted({float(e.attrib["y"]) for e in texts(picture)})
    assert baselines[-1] <= 600


def last_of(picture: str) -> tuple[float, float]:
    """Return the base lines of the last line of rows and verdict, and of the first line of the foot."""
    lines = [(element.text, float(element.attrib["y"])) for element in texts(picture)]
    foot = next(i for i, (text, _) in enumerate(lines) if text == "Bystander")
    return max(y for _, y in lines[:foot]), min(y for _, y in lines[foot:])


@pytest.mark.parametrize("name", examples.names())
def test_the_verdict_ends_above_the_foot_with_its_reasons(name: str) -> None:
    card = card_of(name)
    picture = draw.svg(card)
    body, foot = last_of(picture)
    assert body <= foot - 20
    said = " ".join(e.text or "" for e in texts(picture)).replace("\u00a0", " ")
    assert all(word in said for word in "".join(span.text for span in card.verdict).replace("\u00a0", " ").split())


def test_where_there_is_no_room_the_last_reasons_give_way_and_the_verdict_stays() -> None:
    card = card_of("met-0-0003")
    plain = "It is so. " + " ".join(f"Reason {i} is one of very many that were given for it." for i in range(40))
    picture = draw.svg(replace(card, verdict=(Span("Verdict: so.", bold=True), Span(f" {plain}"))))
    body, foot = last_of(picture)
    said = " ".join(e.text or "" for e in texts(picture))
    assert body <= foot - 20
    assert "Verdict: so." in said
    assert "It is so. Reason 0" in said
    assert "Reason 39" not in said


def test_number_range_source_and_counts_are_burnt_in() -> None:
    said = " ".join(e.text or "" for e in texts(draw.svg(card_of("essex-99-9997")))).replace("\u00a0", " ")
    for words in (
        "“99.9997 % accurate”", "of what?", "98.4 %", "91.2 to 99.959 %", "2.6 in a million",
        "0.066 to 15 in a million", "never alerts", "100 %", "biometricupdate.com", "asserted: counts as given",
        "can be judged only once it does", "If it is of alerts, the counts rule it out.", "right (95 %).",
        "1 false alert, 61 alerts, 383,356 faces seen",
    ):  # fmt: skip
        assert words in said


def test_sixty_diamonds_and_one_disc() -> None:
    root = ET.fromstring(draw.svg(card_of("essex-99-9997")))
    diamonds = next(e.attrib["d"] for e in root.iter(f"{SVG}path") if e.get("fill") == draw.RIGHT)
    discs = [e for e in root.iter(f"{SVG}circle") if e.get("fill") == draw.FALSE and float(e.attrib["r"]) > 5]
    assert (diamonds.count("M"), len(discs)) == (60, 1)


def test_none_counted_is_told_with_its_one_sided_limit() -> None:
    rows = card_of("south-wales-none").rows
    said = ["".join(span.text for span in row.said).replace("\u00a0", " ") for row in rows]
    assert said[0].endswith(
        ": none was flagged by mistake. "
        "Chance alone leaves open at most 1.2 in a million flagged by mistake (95 %, one-sided)."
    )
    assert (
        said[1]
        == "of the same 2,500,000 faces seen: flagged by mistake by a system that never alerts and finds nobody."
    )
    assert (rows[0].number, rows[1].number) == ("0 %", "0 %")


def test_what_nobody_verified_has_no_number_but_its_two_ends() -> None:
    row = card_of("met-trials-81").rows[0]
    assert row.number == "up to 81 %"  # 34 of 42, if all of them were false
    assert row.bar is not None
    assert (row.bar.wrong, row.bar.unverified) == (0, 34 / 42)
    assert "may be false: 8 were right, none false, 34 not verified" in "".join(span.text for span in row.said)


def test_a_claim_without_counts_is_told_by_what_it_would_mean() -> None:
    crowd = {"people": 60_000, "sought": 12, "tpir": 0.89}
    card = shared.card(claim(claim_of({"text": "99.8 % accurate", "crowd": crowd})).study)
    assert card is not None
    said = ["".join(span.text for span in row.said) for row in card.rows]
    assert said[0] == "of alerts would take at most 0.36 in a million passers-by flagged by mistake."
    assert (
        said[1]
        == "of faces seen would mean about 120 false alerts in 60,000 people: 8.2 % of the alerts would be right."
    )


@settings(max_examples=40)
@given(st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), min_size=1, max_size=300))
def test_a_sentence_of_any_length_stays_within_the_picture(sentence: str) -> None:
    card = replace(card_of("essex-99-9997"), headline=f"“{sentence}”", eyebrow=sentence)
    picture = draw.svg(card)
    assert [t for t in beyond(picture) if " " in t.strip()] == []  # a word without an end cannot be broken


def test_many_rows_make_the_type_smaller_and_not_the_picture_larger() -> None:
    row = Row(number="99.9997 %", said=(Span("of many faces that were seen and never counted, " * 4),))
    card = replace(card_of("essex-99-9997"), rows=(row, row, row))
    assert beyond(draw.svg(card)) == []


@pytest.mark.parametrize(("tag", "looks"), [("counted", "fill"), ("invented", "dash"), ("asserted", "line")])
def test_a_tag_shows_on_what_the_picture_rests(tag: str, looks: str) -> None:
    picture = draw.svg(replace(card_of("essex-99-9997"), tag=tag))  # type: ignore[arg-type]
    box = next(e for e in ET.fromstring(picture).iter(f"{SVG}rect") if e.get("stroke"))
    assert ("stroke-dasharray" in box.attrib) == (looks == "dash")
    assert (box.get("fill") == draw.INK) == (looks == "fill")


def test_the_png_is_1200_by_630_and_always_the_same() -> None:
    picture = draw.svg(card_of("essex-99-9997"))
    png = to_png(picture)
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", png[16:24]) == (1200, 630)
    assert to_png(picture) == png


def test_words_are_wrapped_at_blanks_and_a_range_stays_whole() -> None:
    line = (Span("of many words "), Span("1 to 2 in a million", doubt=True))
    lines = wrapped(line, 20, 150)
    assert ["".join(s.text for s in part) for part in lines] == ["of many words", "1 to 2 in a million"]
    assert line_width(lines[0], 20) <= 150
    assert wrapped((Span("a\u00a0b c"),), 20, 30) == [(Span("a\u00a0b"),), (Span("c"),)]


def test_there_is_a_description_for_those_who_do_not_see_it() -> None:
    root = ET.fromstring(draw.svg(card_of("met-0-0003")))
    description = root.find(f"{SVG}desc")
    assert description is not None
    assert "10 of 3,147,436" in (description.text or "").replace("\u00a0", " ")
    assert not re.search(r"<script|href", draw.svg(card_of("met-0-0003")))


def test_few_words_are_set_larger_so_that_the_picture_is_filled() -> None:
    card = card_of("essex-99-9997")
    few = replace(card, rows=card.rows[:1], verdict=(Span("Verdict: so.", bold=True),))
    sizes = [
        max(float(e.get("font-size", 0)) for e in texts(draw.svg(c)) if "erdict" in (e.text or "")) for c in (card, few)
    ]
    assert sizes[1] == 36
    assert sizes[0] < 36
