from __future__ import annotations

import gzip
import lzma
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from bystander.errors import EvidenceError
from bystander.evidence.record.record import read_record
from bystander.evidence.record.table import is_record
from tests import shared_data

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "date,place,faces_seen,alerts,true_alerts,false_alerts\n2024-01-02,A,1000,3,2,1\n2024-01-03,B,2000,0,0,0\n"


def put(folder: Path, content: str | bytes, name: str = "record.csv") -> Path:
    file = folder / name
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return file


def test_the_met_record_of_2023_and_2024_is_read_as_it_is() -> None:
    record = read_record(shared_data.path("met/met_lfr_2023_2024.csv"))
    assert (record.rows_read, record.rows_used, record.rows_refused) == (203, 203, 0)
    assert sum(e.faces_seen or 0 for e in record.entries) == 1_229_140
    assert sum(e.alerts or 0 for e in record.entries) == 1_344
    assert sum(e.wrong or 0 for e in record.entries) == 29
    assert sum(e.unconfirmed for e in record.entries) == 18
    assert sum(e.hours or 0 for e in record.entries) == pytest.approx(1_059.8, abs=1)
    assert {e.threshold for e in record.entries} == {0.6, 0.62, 0.64}
    assert record.faces_estimated


def test_the_met_record_of_2020_to_2022_loses_its_one_empty_row_and_says_so() -> None:
    record = read_record(shared_data.path("met/met_lfr_2020_2022.csv"))
    assert (record.rows_read, record.rows_used, record.rows_refused) == (9, 8, 1)
    (refused,) = [p for p in record.problems if p.severity == "refused"]
    assert refused.code == "EV33"
    assert "row 3" in refused.where
    assert (sum(e.alerts or 0 for e in record.entries), sum(e.wrong or 0 for e in record.entries)) == (28, 10)


def test_the_published_counts_are_read_as_they_are() -> None:
    record = read_record(shared_data.path("published_counts.csv"))
    assert (record.rows_read, record.rows_used, record.rows_refused) == (16, 15, 1)
    total = next(e for e in record.entries if e.faces_seen == 3_147_436)
    assert (total.alerts, total.right, total.wrong) == (2_077, 2_067, 10)
    assert (total.date, total.date_to, total.deployments) == (date(2024, 9, 1), date(2025, 9, 30), None)


@pytest.mark.parametrize(
    "content",
    [
        TEXT.replace(",", ";"),
        TEXT.replace(",", "\t"),
        TEXT.replace(",", "|"),
        TEXT.replace("1000", '"1,000"').replace("2000", '"2,000"'),
        TEXT.replace("1000", "1 000").replace("2000", "2\u00a0000"),
        TEXT.replace("\n", "\r\n"),
        "Live face recognition deployments\n\n" + TEXT,
        TEXT.replace("2024-01-0", "0")
        .replace("02,A", "02/01/2024,A")
        .replace("03,B", "13/01/2024,B")
        .replace("13/", "03/"),
        TEXT.replace("alerts,true", "Total alerts,true").replace("faces_seen", "Number of faces seen"),
        TEXT.encode("utf-16"),
        TEXT.encode("utf-8-sig"),
        gzip.compress(TEXT.encode(), mtime=0),
        lzma.compress(TEXT.encode()),
    ],
)
def test_however_the_same_record_is_written_it_reads_the_same(content: str | bytes, tmp_path: Path) -> None:
    file = put(tmp_path, content)
    assert is_record(file)
    record = read_record(file)
    assert [(e.date, e.place, e.faces_seen, e.alerts, e.right, e.wrong) for e in record.entries] == [
        (date(2024, 1, 2), "A", 1000, 3, 2, 1),
        (date(2024, 1, 3), "B", 2000, 0, 0, 0),
    ]


def test_frames_and_parquet_read_as_the_text_does(tmp_path: Path) -> None:
    plain = read_record(put(tmp_path, TEXT))
    frame = pd.read_csv(tmp_path / "record.csv")
    frame.to_parquet(tmp_path / "record.parquet")
    sources = [frame, pl.from_pandas(frame), pa.Table.from_pandas(frame), tmp_path / "record.parquet"]
    dated = frame.assign(date=pd.to_datetime(frame["date"]))
    for source in [*sources, dated]:
        assert read_record(source).entries == plain.entries
    assert is_record(tmp_path / "record.parquet")
    assert read_record(sources[1]).sha256 == read_record(sources[2]).sha256


def test_a_missing_count_in_a_frame_is_not_known_and_never_zero() -> None:
    frame = pd.DataFrame({"faces_seen": [100.0, float("nan")], "alerts": [1, 2], "false_alerts": [0, 1]})
    assert [e.faces_seen for e in read_record(frame).entries] == [100, None]


def test_what_is_neither_a_path_nor_a_table_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(TypeError, match="PyCapsule"):
        read_record([1, 2, 3])


@pytest.mark.parametrize(
    "content",
    [
        "probe_subject,reference_subject,score\na,b,0.1\na,a,0.9\n",
        "0.1\n0.2\n",
        b"\x00\x01\x02\xff",
        "",
        "date,place\n2024-01-01,A\n",
    ],
)
def test_what_is_no_record_is_not_taken_for_one(content: str | bytes, tmp_path: Path) -> None:
    assert not is_record(put(tmp_path, content))


def test_neither_a_folder_nor_a_missing_file_is_a_record(tmp_path: Path) -> None:
    assert not is_record(tmp_path)
    assert not is_record(tmp_path / "nowhere.csv")
    for path in (
        tmp_path,
        tmp_path / "nowhere.csv",
        put(tmp_path, "", "empty.csv"),
        put(tmp_path, b"\x00\xff\x00", "b"),
    ):
        with pytest.raises(EvidenceError):
            read_record(path)


def test_a_row_of_several_days_is_no_deployment_unless_it_says_how_many(tmp_path: Path) -> None:
    text = "from,to,deployments,faces_seen,false_alerts\n"
    text += "2024-01-01,2024-06-30,,10,0\n2024-01-01,2024-06-30,40,10,0\n2024-07,,,9,0\n"
    assert [e.deployments for e in read_record(put(tmp_path, text)).entries] == [None, 40, None]


def test_alerts_are_the_sum_of_right_and_wrong_where_only_these_are_given(tmp_path: Path) -> None:
    (entry,) = read_record(put(tmp_path, "date,true_alerts,false_alerts\n2024-01-01,3,1\n")).entries
    assert entry.alerts == 4


def test_a_title_above_the_header_does_not_shift_the_row_numbers(tmp_path: Path) -> None:
    file = put(tmp_path, "A title\n\n" + TEXT + "2024-01-04,C,500,n/a,n/a,n/a\n")
    assert [e.row for e in read_record(file).entries] == [4, 5]
    assert "row 6" in read_record(file).problems[0].where
