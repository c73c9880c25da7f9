"""What the page on differentials shows is what comes out."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

PAGE = Path(__file__).resolve().parents[2] / "docs" / "methods" / "differentials.md"


def test_the_examples_of_the_page_come_out_as_they_stand_there() -> None:
    text = "\n".join(re.findall(r"^```python\n(.*?)^```", PAGE.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE))
    examples = doctest.DocTestParser().get_doctest(text, {}, PAGE.name, str(PAGE), 0)
    assert len(examples.examples) > 10
    said: list[str] = []
    failed = doctest.DocTestRunner().run(examples, out=said.append).failed
    assert failed == 0, "".join(said)
