"""``python -m tests.pictures`` (``make pictures``): take the pictures of docs/images anew, from what ships.

Each is the first screen that a reader gets, as a desktop shows it, with no more colours than a palette holds. The
chromium of the browser tests takes them, so they are no test: another font, and each is another picture.
"""

from __future__ import annotations

import base64
import re
import signal
import struct
import subprocess
import sys
import zlib
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click
import numpy as np

from bystander.look.tokens import COLOURS
from tests.chromium import ARGUMENTS, executable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray
    from playwright.sync_api import Page

IMAGES = Path(__file__).resolve().parents[1] / "docs" / "images"
SIZE = (1400, 900)
HEAVIEST = 150_000  # bytes of a picture
TRIES = ((1.0, 200), (0.75, 200), (0.6, 48), (0.5, 24))  # how large and how colourful, until it is light enough
ROLES = [[int(light[at : at + 2], 16) for at in (1, 3, 5)] for light, _ in COLOURS.values()]
RUNS = (
    ("demo", "-o", "."),
    ("explore", "-o", "explorer.html"),
    ("evaluate", "synthetic_trial.csv.gz", "-o", "by-sex", "--by", "sex"),
    ("compare", "synthetic_trial.csv.gz", "second_system.csv.gz", "-o", "compared"),
    ("evaluate", "made_up_seeded_test.csv", "-o", "seeded"),
)
REPORTS = {  # picture: the report whose first screen it is
    "audit": "audit", "report": "evaluate", "groups-report": "by-sex", "compare-report": "compared",
    "search-report": "search", "seeded-report": "seeded", "crowd-report": "crowd",
}  # fmt: skip
CHARTS = {"periods": "over_time", "supposed": "supposed_shares", "stops": "stops"}  # picture: chart of the audit
ROOM = 16  # pixels around a part
_PIXELS = """async ([url, scale]) => {
  const image = await createImageBitmap(await (await fetch(url)).blob());
  const [width, height] = [image.width, image.height].map((side) => Math.round(side * scale));
  const context = new OffscreenCanvas(width, height).getContext('2d');
  context.imageSmoothingQuality = 'high';
  context.drawImage(image, 0, 0, width, height);
  const pixels = context.getImageData(0, 0, width, height).data;
  let text = '';
  for (let at = 0; at < pixels.length; at += 32768) text += String.fromCharCode(...pixels.subarray(at, at + 32768));
  return [width, height, btoa(text)];
}"""


def main() -> None:
    """Make what is pictured, and picture it."""
    from playwright.sync_api import sync_playwright

    with TemporaryDirectory(prefix="bystander-pictures-") as name, sync_playwright() as play:
        folder = Path(name)
        for arguments in RUNS:
            subprocess.run([sys.executable, "-m", "bystander", *arguments], cwd=folder, check=True, capture_output=True)
        browser = play.chromium.launch(executable_path=executable(), args=ARGUMENTS)
        page = browser.new_page(viewport={"width": SIZE[0], "height": SIZE[1]})
        plain = browser.new_page()
        taken = _Taken(page, plain)
        for picture, report in REPORTS.items():
            page.goto((folder / report / "report.html").as_uri())
            taken.take(picture)
        page.goto((folder / "audit" / "report.html").as_uri())
        for picture, chart in CHARTS.items():
            taken.take(f"audit-{picture}", partial(_part, page, f".part:has(#figure-{chart})"))
        _explorer(page, folder / "explorer.html", taken)
        _tour(page, folder / "crowd.html", taken)
        with _serving() as address:
            for picture, path in (("start", ""), ("crowd-form", "scenario?example=concert-oxford-circus")):
                page.goto(address + path)
                taken.take(picture)
        browser.close()


def _part(page: Page, selector: str) -> bytes:
    """Return a picture of a part of a page, with some room around it."""
    from playwright.sync_api import FloatRect

    box = page.locator(selector).bounding_box()
    assert box is not None
    width, height = box["width"] + 2 * ROOM, box["height"] + ROOM
    clip = FloatRect(x=box["x"] - ROOM, y=box["y"] - ROOM, width=width, height=height)
    return page.screenshot(clip=clip, full_page=True)


def _explorer(page: Page, file: Path, taken: _Taken) -> None:
    page.goto(file.as_uri())
    page.wait_for_timeout(500)
    taken.take("explorer")
    page.locator("#line-up").click()
    taken.take("explorer-lined-up")
    page.locator("#line-up").click()
    page.locator("#scenario").select_option(label="The same concert, under one day at Oxford Circus")
    page.locator("#stage").hover(position={"x": 420, "y": 200})
    taken.take("explorer-magnifier")


def _tour(page: Page, file: Path, taken: _Taken) -> None:
    """Take the step that shows the range, and the one that shows the queue, without motion: as they are in the end."""
    page.emulate_media(reduced_motion="reduce")
    for step in ("days", "queue"):
        page.goto(f"{file.as_uri()}?lang=en#{step}")
        page.wait_for_timeout(500)
        page.locator("#guess input").nth(2).dispatch_event("click")
        page.evaluate("(id) => document.getElementById(id).scrollIntoView({behavior: 'instant'})", step)
        taken.take(f"tour-{step}")
    page.emulate_media(reduced_motion="no-preference")


class _Taken:
    """Pictures as they are written. ``plain``: a page in which the pixels of a picture are read."""

    def __init__(self, page: Page, plain: Page) -> None:
        self._page, self._plain = page, plain

    def take(self, name: str, shot: Callable[[], bytes] | None = None) -> None:
        """Write a picture of what the page shows, or of a part of it."""
        taken = (shot or self._page.screenshot)()
        url = f"data:image/png;base64,{base64.b64encode(taken).decode()}"
        for scale, colours in TRIES:
            width, height, text = self._plain.evaluate(_PIXELS, [url, scale])
            pixels = np.frombuffer(base64.b64decode(text), np.uint8).reshape(height, width, 4)[:, :, :3]
            content = paletted(pixels, colours)
            if len(content) <= HEAVIEST:
                break
        else:
            raise click.ClickException(f"{name}.png is heavier than {HEAVIEST / 1000:,.0f} kB, however small")
        (IMAGES / f"{name}.png").write_bytes(content)
        click.echo(f"{name}.png: {width} x {height}, {len(content) / 1000:,.0f} kB")


def paletted(pixels: NDArray[np.uint8], colours: int) -> bytes:
    """Return an image as PNG with a palette: the colours of signs, then the most frequent; others go to the nearest.

    A sign may be small, and its colour rare: by number alone the edge of a band would become that of a false alert.
    """
    height, width, _ = pixels.shape
    found, inverse, counts = np.unique(pixels.reshape(-1, 3), axis=0, return_inverse=True, return_counts=True)
    palette = np.vstack([ROLES, found[np.argsort(-counts, kind="stable")[:colours]]]).astype(np.int32)
    nearest = np.concatenate(
        [((part[:, None, :] - palette) ** 2).sum(axis=2).argmin(axis=1) for part in _parts(found.astype(np.int32))]
    ).astype(np.uint8)
    rows = nearest[inverse.reshape(height, width)]
    raw = np.hstack([np.zeros((height, 1), np.uint8), rows]).tobytes()
    header = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    parts = ((b"IHDR", header), (b"PLTE", palette.astype(np.uint8).tobytes()), (b"IDAT", zlib.compress(raw, 9)))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in (*parts, (b"IEND", b"")))


def _parts(found: NDArray[np.int32]) -> list[NDArray[np.int32]]:
    return [found[at : at + 4096] for at in range(0, len(found), 4096)]


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


@contextmanager
def _serving() -> Iterator[str]:
    command = [sys.executable, "-m", "bystander", "serve", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            found = re.search(r"http://\S+", process.stdout.readline())
            assert found is not None
            yield found[0]
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(30)


if __name__ == "__main__":
    main()
