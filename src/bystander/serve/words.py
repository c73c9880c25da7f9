"""What is said for the command line, in the words of the form: the name of a field in place of an option.

Every advice names its option as the command line writes it; here the options of a text are found, so that the page can
show their fields, and are written as these are called.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from bystander.serve.fields import OPTIONS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bystander.api.options.option import Option
    from bystander.errors import Problem

# Whole phrases that speak of commands.
PHRASES = (
    ("give both: bystander check MATED --non-mated NONMATED", "give both, the other one as --non-mated"),
    ("bystander check SCORES --truth ", "the scores as the file, and as --truth "),
    ("use `bystander evaluate`", "choose the file of scores"),
    ("; compare takes several of them, --column score=FIRST,SECOND", ""),
)
_CLAIM = re.compile(r"`bystander claim --text '([^']*)' --of '([^']*)' -o judged`")  # a form of its own
_AS_AN_OPTION = re.compile(r" \(as an option, --[^()]*\)")  # of a claim, whose fields are called by its keys
_OPTION = re.compile(r"(?P<verb>\b(?:give|say|leave) )?--(?P<name>[a-z]+(?:-[a-z]+)*)")
_PLACEHOLDER = re.compile(r" (?:ROLE=)?(?:FILE|NAMES?|WORD|PATTERN|VALUE|MATED|NONMATED|SCORES)\b")
_LIBRARY = re.compile(r" \([a-z_]+=(?: in Python)?\)")  # what Python calls it
_NUMBER = re.compile(r" (nan|[-+]?[0-9][0-9.]*(?:e[-+]?[0-9]+)?)\b")
_PAIR = re.compile(r" ([\w*]+)=('[^']*'|[^\s,;.)]+)")
_PAIRS = re.compile(rf"(?:{_PAIR.pattern})(?: --column{_PAIR.pattern})*")
_OUT = re.compile(r" out\b")


def fields_in(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the names of the fields whose options are named in texts, each once, in their order."""
    found = (OPTIONS.get(match["name"]) for text in texts for match in _OPTION.finditer(text))
    return tuple(dict.fromkeys(field.name for field in found if field is not None))


def settling(problems: Iterable[Problem]) -> tuple[str, ...]:
    """Return the names of the fields that settle what stops the work, by what its problems advise."""
    return fields_in(problem.do for problem in problems if problem.stops)


def of_the_page(problem: Problem) -> Problem:
    """Return a problem in the words of the form."""
    return replace(
        problem, found=in_words(problem.found), expected=in_words(problem.expected), got=in_words(problem.got),
        means=in_words(problem.means), do=in_words(problem.do),
    )  # fmt: skip


def in_words(text: str) -> str:
    """Return a text with the names of fields in place of options; an option without a field stays as it is."""
    for there, here in PHRASES:
        text = text.replace(there, here)
    text = _CLAIM.sub(r"as a claim, “\1”, with the counts “\2”", text)
    text = _AS_AN_OPTION.sub("", text)
    match = _OPTION.search(text)
    if match is None:
        return text
    field, rest = OPTIONS.get(match["name"]), text[match.end() :]
    if field is None:
        return text[: match.end()] + in_words(rest)
    said, rest = _written(field, match["verb"] or "", rest)
    return text[: match.start()] + said + in_words(rest)


def _written(field: Option, verb: str, rest: str) -> tuple[str, str]:
    """Return a field with its verb and value, and what follows them."""
    label = f"“{field.label}”"
    if verb == "leave " and (out := _OUT.match(rest)):
        return (f"do not tick {label}" if field.kind == "flag" else f"leave {label} empty"), rest[out.end() :]
    if field.kind == "flag":
        return ("tick " if verb in {"give ", "say "} else verb) + label, rest
    value, rest = _value(field, rest)
    library = _LIBRARY.match(rest)
    return verb + label + (f": {value}" if value else ""), rest[library.end() :] if library else rest


def _value(field: Option, rest: str) -> tuple[str, str]:
    """Return the value that follows an option, empty where none does, and what follows it."""
    if placeholder := _PLACEHOLDER.match(rest):
        return "", rest[placeholder.end() :]
    if field.kind == "pairs" and (pair := _PAIRS.match(rest)):
        named = ((role, name.strip("'")) for role, name in _PAIR.findall(pair[0]))
        return ", ".join(f"{role} = {name}" for role, name in named), rest[pair.end() :]
    if field.many and (number := _NUMBER.match(rest)):
        return number[1], rest[number.end() :]
    for choice in field.choices:
        if re.match(rf" {re.escape(choice.value)}(?![\w-])", rest):
            return choice.value if field.open else f"“{choice.label}”", rest[len(choice.value) + 1 :]
    return "", rest
