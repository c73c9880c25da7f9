"""No sentence that the source can say has more than 25 words, also in a branch that no golden page reaches."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.architecture.sentences import LONGEST, everywhere, long, of_code, of_script, of_template, too_long

MANY = " ".join(["word"] * 24)  # and a placeholder


def test_no_sentence_can_have_more_than_25_words() -> None:
    assert too_long() == []


def test_the_scan_reads_code_templates_and_scripts() -> None:
    read = Counter(path.suffix for path, _ in everywhere())
    assert read[".py"] > 20_000
    assert min(read[suffix] for suffix in (".j2", ".html", ".js", ".toml")) > 30


@pytest.mark.parametrize(
    ("code", "seen"),
    [
        (f'x = "{MANY} word."', 0),
        (f'x = "{MANY} word word."', 1),
        (f'x = "{MANY}. {MANY}."', 0),
        (f'"""{MANY} {MANY}"""', 0),
        (f'x = f"{MANY} {{n:,}}"', 0),
        (f'x = f"{MANY} {{count(n)}}"', 0),
        (f'x = f"{MANY} {{name}}"', 1),
        (f"x = f\"{MANY}{{' word word' if y else ''}}\"", 1),
        (f'x = "{MANY} " + name', 1),
    ],
)
def test_what_would_be_seen_in_code(code: str, seen: int) -> None:
    assert len({one for text in of_code(code) for one in long(text)}) == seen


def test_a_reason_has_less_room_as_something_stands_before_it() -> None:
    assert long(f"only {MANY}", reason=True) == [f"only {MANY}"]
    assert long(f"Only {MANY}", reason=True) == long(f"only {MANY}.", reason=True) == long(f"only {MANY}") == []


def test_what_would_be_seen_on_pages_and_in_scripts() -> None:
    assert len(MANY.split()) + 1 == LONGEST
    page = f"<style>{MANY} {MANY}</style><p>{MANY} <b>{{{{ name }}}}</b></p><p>{MANY}</p><p>{MANY}</p>"
    assert len([one for text in of_template(page) for one in long(text)]) == 1
    script = f'x = `{MANY} ${{name(y)}}`; y = "{MANY}"'
    assert len([one for text in of_script(script) for one in long(text)]) == 1
