"""How tests ask the local page, and what they upload."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from httpx2 import Response
    from starlette.testclient import TestClient

RECORD = b"date,faces_seen,alerts,true_alerts,false_alerts\n2024-01-01,8600,8,1,7\n2024-02-01,9000,1,1,0\n"
CANARY = "Zanzibarqueline"


def trial() -> bytes:
    rows = ["probe_subject,reference_subject,score"]
    rows += [f"{CANARY}-{i},{CANARY}-{j},{90 - 3 * abs(i - j) + (i * j) % 5}" for i in range(12) for j in range(12)]
    return "\n".join(rows).encode()


def send(client: TestClient, content: bytes, name: str = "record.csv", **form: str) -> Response:
    """Upload a file and wait for its answer."""
    return settled(client, client.post("/evidence", files={"files": (name, content)}, data=form))


def settled(client: TestClient, answer: Response) -> Response:
    """Wait for what comes of a job whose page was answered."""
    for _ in range(300):
        if 'http-equiv="refresh"' not in answer.text:
            return answer
        time.sleep(0.1)
        answer = client.get(answer.url.path)
    raise AssertionError(answer.text)


def links(answer: Response) -> list[str]:
    return re.findall(r'href="(/jobs/[^"]+)"', answer.text)


def said(answer: Response) -> str:
    """Return what a page says to its reader: its text, without tags and the tokens in them, styles and head."""
    body = re.sub(r"<!doctype.*?</head>|<style.*?</style>|<script.*?</script>", "", answer.text, flags=re.DOTALL)
    return re.sub(r"<[^>]*>", " ", body)
