"""Text of any code page: people are neither joined nor parted, or the encoding is asked for."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest

import bystander as by
from bystander.errors import EvidenceError, UsageError
from bystander.evidence.comparisons.inspection import inspect
from bystander.evidence.read import read_trial
from bystander.evidence.searches.read import read_searches
from bystander.evidence.tables import columns_of_text, decoding
from tests.evidence.makers import codes_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

HEADER = "probe_subject,reference_subject,score"
CYRILLIC = [f"{letter}{other}н" for letter in "АЕМНПРЭЮ" for other in "НОСПР"]
ACCENTED = [f"{letter}{other}é" for letter in "ÀÉÈÜÖñøÅ" for other in "éüàôi"]
CZECH = [f"{letter}{other}k" for letter in "ŠŽČŘĎŤŇÁ" for other in "ěšňžo"]
CODE_PAGES = {
    "cp866": CYRILLIC, "cp1251": CYRILLIC, "koi8-r": CYRILLIC, "iso8859-5": CYRILLIC, "mac-cyrillic": CYRILLIC,
    "cp850": ACCENTED, "mac-roman": ACCENTED, "latin-1": ACCENTED, "cp1252": ACCENTED,
    "cp852": CZECH, "iso8859-2": CZECH, "cp1250": CZECH,
}  # fmt: skip


def table_of(names: Sequence[str], times: int = 1) -> str:
    """Return comparisons of each person with themself and with the next two, so often."""
    n = len(names)
    rows = [f"{names[i]},{names[(i + j) % n]},0.{9 - 3 * j}{i:02}" for i in range(n) for j in range(3)]
    return "\n".join([HEADER, *rows * times, ""])


@pytest.fixture(params=["1 kB", "three blocks"])
def times(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """Return how often rows are repeated: a small file, or more than three blocks of every reader."""
    if request.param == "1 kB":
        return 1
    monkeypatch.setattr(columns_of_text, "_BLOCK", 1 << 14)
    monkeypatch.setattr(decoding, "CHUNK", 1 << 14)
    return 40


@pytest.mark.parametrize("page", [*CODE_PAGES])
def test_people_are_kept_apart_in_a_code_page_that_nothing_tells(page: str, times: int, tmp_path: Path) -> None:
    names = CODE_PAGES[page]
    (tmp_path / "t.csv").write_bytes(table_of(names, times).encode(page))
    found = inspect(read_trial(tmp_path / "t.csv"))
    assert (found.people, found.mated, found.non_mated) == (40, 40 * times, 80 * times)


@pytest.mark.parametrize("page", [*CODE_PAGES, "utf-16-le", "utf-32-be", "utf-8"])
def test_people_are_the_same_in_an_encoding_that_is_declared(page: str, times: int, tmp_path: Path) -> None:
    names = CODE_PAGES.get(page, CYRILLIC)
    file = tmp_path / "t.csv.gz"
    file.write_bytes(gzip.compress(table_of(names, times).encode(page)))
    found = inspect(read_trial(file, encoding=page))
    assert (found.people, found.mated, found.non_mated) == (40, 40 * times, 80 * times)


@pytest.mark.parametrize("page", ["shift_jis", "gb18030", "big5", "euc-kr"])
def test_people_with_names_of_two_bytes_a_letter_are_kept_apart(page: str, times: int, tmp_path: Path) -> None:
    names = [a + b for a in "日月人木水火土金" for b in "日月人木水"]
    (tmp_path / "t.csv").write_bytes(table_of(names, times).encode(page))
    for encoding in ("", page):
        found = inspect(read_trial(tmp_path / "t.csv", encoding=encoding))
        assert (found.people, found.mated) == (40, 40 * times)


@pytest.mark.parametrize("names", [["Анна", "Анн"], ["аня", "ня"]])
def test_a_letter_that_is_a_space_elsewhere_is_asked_about(names: list[str], times: int, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes(table_of([*CYRILLIC, *names], times).encode("cp866"))
    with pytest.raises(EvidenceError, match="--encoding") as error:
        read_trial(tmp_path / "t.csv")
    assert codes_of(error.value) == ["EV03"]
    assert inspect(read_trial(tmp_path / "t.csv", encoding="cp866")).people == 42


def test_text_that_is_not_in_the_declared_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes(table_of(CYRILLIC).encode("cp866"))
    with pytest.raises(EvidenceError, match="not in the encoding that was declared"):
        read_trial(tmp_path / "t.csv", encoding="utf-8")
    with pytest.raises(UsageError, match="not known"):
        read_trial(tmp_path / "t.csv", encoding="klingon")
    with pytest.raises(UsageError, match="not known"):
        read_trial(tmp_path / "t.csv", encoding="rot13")


def test_what_is_declared_of_one_file_is_not_of_the_next(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes(table_of(CYRILLIC).encode("utf-16-le"))
    (tmp_path / "u.csv").write_text(table_of(CYRILLIC), encoding="utf-8")
    assert read_trial(tmp_path / "t.csv", encoding="utf-16-le").rows_read == 120
    assert read_trial(tmp_path / "u.csv").rows_read == 120
    with pytest.raises(EvidenceError, match="EV03"):
        read_trial(tmp_path / "t.csv")


def test_searches_and_their_lists_are_read_in_the_declared_encoding(tmp_path: Path) -> None:
    lists = "search,subject,rank,candidate_subject,score\n" + "".join(
        f"{i},{CYRILLIC[i]},{rank},{CYRILLIC[i + rank - 1]},0.{9 - rank}\n" for i in range(30) for rank in (1, 2)
    )
    (tmp_path / "lists.csv").write_bytes(lists.encode("utf-16-le"))
    searches = read_searches(tmp_path / "lists.csv", encoding="utf-16-le")
    assert (len(searches), int(searches.mated.sum())) == (30, 30)


@pytest.mark.parametrize("page", ["cp1252", "cp866", "latin-1"])
def test_an_encoding_that_is_guessed_is_said_and_stands_with_the_findings(page: str, tmp_path: Path) -> None:
    names = CODE_PAGES[page]
    (tmp_path / "t.csv").write_bytes(table_of(names).encode(page))
    told = [p for p in read_trial(tmp_path / "t.csv").problems if p.code == "EV03"]
    assert [p.severity for p in told] == ["warning"]
    assert "--encoding" in told[0].do
    caveats = by.evaluate(tmp_path / "t.csv", thresholds=[0.5]).document.caveats
    assert any("read as windows-1252" in caveat for caveat in caveats)
    assert not [p for p in read_trial(tmp_path / "t.csv", encoding=page).problems if p.code == "EV03"]


def test_nothing_is_said_of_an_encoding_that_nobody_is_called_in(tmp_path: Path) -> None:
    lines = [f"{HEADER},note", *(f"p{i % 9},p{i % 7},0.{i + 10},d\xe9j\xe0 vu" for i in range(30))]
    (tmp_path / "t.csv").write_bytes("\n".join(lines).encode("latin-1"))
    assert not [p for p in read_trial(tmp_path / "t.csv").problems if p.code == "EV03"]
    (tmp_path / "t.csv").write_text("\n".join(lines), encoding="utf-8")
    assert not [p for p in read_trial(tmp_path / "t.csv").problems if p.code == "EV03"]


def test_a_guess_is_said_of_lists_and_of_json_lines_too(tmp_path: Path) -> None:
    lists = "search,subject,candidate_subject,score\n" + "".join(
        f"{i},{ACCENTED[i]},{ACCENTED[i]},0.{i + 10}\n" for i in range(30)
    )
    (tmp_path / "l.csv").write_bytes(lists.encode("cp1252"))
    assert "EV03" in {p.code for p in read_searches(tmp_path / "l.csv", non_mated="nobody").problems}
    rows = [row.split(",") for row in table_of(ACCENTED).split("\n")[1:-1]]
    objects = [f'{{"id1": "{a}", "id2": "{b}", "score": {s}}}' for a, b, s in rows]
    (tmp_path / "t.jsonl").write_bytes("\n".join(objects).encode("cp1252"))
    assert "EV03" in {p.code for p in read_trial(tmp_path / "t.jsonl").problems}


def test_a_byte_that_no_text_has_is_told_behind_a_mark_too(tmp_path: Path) -> None:
    for encoding in ("utf-8-sig", "utf-16"):
        (tmp_path / "t.csv").write_bytes(table_of(ACCENTED).replace("é", "\0", 1).encode(encoding))
        with pytest.raises(EvidenceError, match="not text"):
            read_trial(tmp_path / "t.csv")


def test_a_mark_that_stands_twice_is_no_part_of_the_first_cell(tmp_path: Path) -> None:
    for name, low in (("genuine", 6), ("impostor", 1)):
        rows = "".join(f"0.{low}{i}\n" for i in range(30))
        (tmp_path / f"{name}.txt").write_bytes(b"\xef\xbb\xbf" * 2 + rows.encode())
    assert read_trial([tmp_path / "genuine.txt", tmp_path / "impostor.txt"]).rows_read == 60


def test_text_that_ends_within_a_character_is_told(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes(table_of(CYRILLIC).encode() + "я".encode()[:1])
    with pytest.raises(EvidenceError, match="in the middle of a character"):
        read_trial(tmp_path / "t.csv")


def test_text_that_is_no_longer_utf_8_after_its_beginning_is_told(tmp_path: Path) -> None:
    text = table_of(CYRILLIC, 40).encode() + table_of(ACCENTED).partition("\n")[2].encode("latin-1")
    (tmp_path / "t.csv").write_bytes(text)
    with pytest.raises(EvidenceError, match="UTF-8 at first"):
        read_trial(tmp_path / "t.csv")
