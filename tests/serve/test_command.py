"""The command that serves the page: a real process."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from tests.serve.asking import CANARY, links, trial

if TYPE_CHECKING:
    from pathlib import Path


def test_the_command_serves_says_nothing_of_what_it_saw_and_ends_clean(tmp_path: Path) -> None:
    import httpx2

    environment = {"TMPDIR": str(tmp_path), "PATH": "/usr/bin:/bin", "HOME": str(tmp_path)}
    command = [sys.executable, "-m", "bystander", "serve", "--port", "0"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as process:
        try:
            assert process.stdout is not None
            address = re.search(r"http://\S+", process.stdout.readline())
            assert address is not None
            with httpx2.Client(base_url=address[0].rstrip("/"), follow_redirects=True, timeout=60) as client:
                client.get("/")
                answer = client.post("/evidence", files={"files": (f"{CANARY}.csv", trial())})
                for _ in range(200):
                    if 'http-equiv="refresh"' not in answer.text:
                        break
                    time.sleep(0.2)
                    answer = client.get(answer.url.path)
                assert "The report is ready" in answer.text
                assert client.get(links(answer)[0]).status_code == 200
                assert client.get("/", headers={"host": "evil.example"}).status_code == 421
        finally:
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=30)
    assert CANARY not in out + err
    assert err == ""
    assert [p for p in tmp_path.rglob("*") if p.is_file() and "numba" not in str(p)] == []


def test_a_port_that_is_taken_is_a_message() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        found = subprocess.run(
            [sys.executable, "-m", "bystander", "serve", "--port", str(port)],
            capture_output=True, text=True, check=False, timeout=60,
        )  # fmt: skip
    assert found.returncode == 2
    assert "--port 0" in found.stderr


def test_without_the_extra_the_message_names_it() -> None:
    code = "import sys; sys.modules['uvicorn'] = None\nfrom bystander.cli import run\nsys.exit(run(['serve']))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60)
    assert found.returncode == 2
    assert "'.[serve]'" in found.stderr
