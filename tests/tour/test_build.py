"""The tour as a file: its size, what it allows, what it says before any script runs, and that its parts fit."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections import Counter
from hashlib import sha256
from importlib.resources import files
from typing import Any

import pytest

from bystander.crowd import examples
from bystander.crowd.page import shipped
from bystander.crowd.scenario_file import read_scenario_text
from bystander.errors import UsageError
from bystander.tour import build, words
from bystander.tour.build import of_the_story, page
from bystander.tour.words import languages

LIMIT = 300_000
STATIC = files("bystander.tour") / "static"
TEXTS = {name: (STATIC / name).read_text("utf-8") for name in build.MODULES}
KEYS = set(words.read(words.FIRST)["words"])
WHOLE = re.compile(r'"([a-z]+(?:\.[a-z0-9]+)+)"')
PART = re.compile(r"`([a-z]+\.(?:[a-z]+\.)*)\$\{[^}]+\}((?:\.[a-z]+)*)`")


@pytest.fixture(scope="module")
def story() -> str:
    return of_the_story()


def data(text: str, name: str) -> Any:
    """Return the JSON of an element of a page."""
    return json.loads(text.partition(f'<script type="application/json" id="{name}">')[2].partition("</script>")[0])


def test_the_file_is_small_with_every_language_and_the_sandbox_in_it(story: str) -> None:
    assert len(story.encode()) < LIMIT
    assert set(data(story, "words")) == set(languages())
    assert story == of_the_story()


@pytest.mark.parametrize("language", languages())
def test_a_page_says_by_fewer_forms_what_the_file_of_words_says(language: str) -> None:
    brief = words.brief(language)["words"]
    for key, text in words.read(language)["words"].items():
        own = words.forms(brief[key])
        assert {name: own.get(name, own["other"]) for name in words.forms(text)} == words.forms(text), key
    assert len(json.dumps(brief)) < len(json.dumps(words.read(language)["words"]))


def test_the_file_allows_nothing_but_itself(story: str) -> None:
    code = story.partition('<script type="module">')[2].partition("</script>")[0]
    sheet = story.partition("<style>")[2].partition("</style>")[0]
    for text in (code, sheet):
        assert f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" in story
    assert "default-src 'none'" in story
    assert "unsafe" not in story
    assert "import " not in code
    assert "http" not in story.replace("http-equiv", "").replace("http://www.w3.org/2000/svg", "")


def test_the_sandbox_is_the_page_that_explore_writes_without_the_tour(story: str) -> None:
    from bystander.explorer import build as explorer

    parts, lengths = data(story, "sandbox")["parts"], data(story, "sandbox")["lengths"]
    sheet = story.partition("<style>")[2][: lengths[0]]
    code = story.partition('<script type="module">')[2][: lengths[1]]
    whole = parts[0] + sheet + parts[1] + code + parts[2]
    title = read_scenario_text(examples.text("concert-oxford-circus")).title
    first = [s for s in shipped() if s["title"] == title]
    assert whole == explorer.page([*first, *(s for s in shipped() if s["title"] != title)])
    for start, end in (("<style>", "</style>"), ('<script type="module">', "</script>")):
        inside = whole.partition(start)[2].partition(end)[0]
        assert f"'sha256-{b64encode(sha256(inside.encode()).digest()).decode()}'" in story.partition("<title>")[0]


@pytest.mark.parametrize("language", languages())
def test_without_scripts_it_says_number_range_source_and_whether_it_was_counted(language: str) -> None:
    first = of_the_story(language).partition("<main>")[2].partition("</main>")[0]
    for said in ("49", "18", "104", words.number(8_600, language), words.number(60_000, language), "Oxford Circus"):
        assert said in first
    assert words.said(language, "tag.counted") in first
    assert "<noscript>" in first


def test_invented_is_said_without_scripts_too() -> None:
    first = page(read_scenario_text(examples.text("concert"))).partition("<main>")[2].partition("</main>")[0]
    assert '<span class="tag invented">invented</span>' in first


def test_a_language_that_is_not_there_is_refused() -> None:
    with pytest.raises(ValueError, match="no words in 'xx'"):
        of_the_story("xx")


def test_a_crowd_of_nobody_has_no_tour() -> None:
    nobody = read_scenario_text('title = "t"\n[crowd]\npeople = 0\n[false_alerts]\nrate = 0.001\n')
    with pytest.raises(UsageError, match="this crowd has nobody"):
        page(nobody)


@pytest.mark.parametrize("language", languages())
def test_where_only_groups_were_counted_the_first_words_say_so(language: str) -> None:
    own = '[[groups]]\nname = "{}"\nshare = 0.5\nfalse_alerts = {{ events = 9, trials = 9_000 }}\n'
    text = 'title = "t"\nsource = "s"\n[crowd]\npeople = 1_000_000\n' + own.format("a") + own.format("b")
    first = page(read_scenario_text(text), language=language).partition("<main>")[2].partition("</main>")[0]
    assert words.said(language, "source.groups", million=1000, source="s.") in first
    de = {"fr": " de personnes", "es": " de personas"}.get(language, "")
    assert words.number(1_000_000, language) + de in first


@pytest.mark.parametrize("evil", ["</script><img src=x onerror=alert(1)>", "<!--<script>", "$title"])
def test_text_of_a_scenario_cannot_end_the_element_that_it_stands_in(evil: str) -> None:
    scenario = read_scenario_text(examples.text("concert")).model_copy(update={"title": evil, "source": evil})
    text = page(scenario)
    assert data(text, "facts")["state"]["title"] == evil
    assert "<img" not in text
    assert text.count("</script>") == 4


# ---- the scripts -----------------------------------------------------------------------------------------------------


def test_every_script_is_joined_after_those_that_it_imports_from() -> None:
    assert sorted(build.MODULES) == sorted(f.name for f in STATIC.iterdir() if f.name.endswith(".js"))
    for index, name in enumerate(build.MODULES):
        own = set(re.findall(r'from "\./(.+?)";', TEXTS[name]))
        assert own <= set(build.MODULES[:index]), name
        of_the_explorer = set(re.findall(r'from "\.\./\.\./explorer/static/(.+?)";', TEXTS[name]))
        assert of_the_explorer <= set(build.STATISTICS), name


def test_every_import_names_what_is_exported_and_is_used() -> None:
    static = files("bystander.explorer") / "static"
    texts = TEXTS | {f"../../explorer/static/{n}": (static / n).read_text("utf-8") for n in build.STATISTICS}
    for name in build.MODULES:
        text = TEXTS[name]
        for names, source in re.findall(r'^import \{(.+?)\} from "(.+?)";', text, re.MULTILINE | re.DOTALL):
            for one in (part.strip() for part in names.split(",") if part.strip()):
                exported = rf"^export (?:const|function|async function) {one}\b"
                assert re.search(exported, texts[source.removeprefix("./")], re.MULTILINE), (name, one)
                assert len(re.findall(rf"\b{one}\b", text)) > 1, f"{name} imports {one} and never uses it"


def test_the_joined_modules_share_no_name() -> None:
    names = re.findall(r"^(?:async )?(?:function|const|let|class) (\w+)", build.script(), re.MULTILINE)
    for several in re.findall(r"^(?:const|let) [\[{](.+?)[\]}]", build.script(), re.MULTILINE):
        names += [name.strip() for name in several.split(",")]
    assert [name for name, times in Counter(names).items() if times > 1] == []


def test_no_script_sets_two_things_apart_by_a_colon_of_its_own() -> None:
    """French has a space before it, so it belongs to the words."""
    assert [name for name, text in TEXTS.items() if re.search(r"\}: (\$\{|`)", text)] == []


# ---- the words -------------------------------------------------------------------------------------------------------


def asked() -> tuple[set[str], set[tuple[str, str]]]:
    """Return the keys that scripts and Python ask for whole, and those that they put together: beginning and end."""
    code = "\n".join([*TEXTS.values(), (files("bystander.tour") / "build.py").read_text("utf-8")])
    groups = {key.partition(".")[0] for key in KEYS}
    whole = {key for key in WHOLE.findall(code) if key.partition(".")[0] in groups and not key.endswith(".js")}
    return whole, set(PART.findall(code)) | {("source.", ""), ("tag.", "")}


def test_every_key_that_is_asked_for_is_there() -> None:
    whole, parts = asked()
    assert whole - KEYS == set()
    for begin, end in parts:
        assert any(key.startswith(begin) and key.endswith(end) for key in KEYS), (begin, end)


def test_every_key_that_is_there_is_asked_for() -> None:
    whole, parts = asked()
    unused = {key for key in KEYS - whole if not any(key.startswith(b) and key.endswith(e) for b, e in parts)}
    assert unused == set()
