"""A sentence is checked: a form with the keys of a claim file, and the page of the claim."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse, Response

from bystander.errors import ClaimError, Problem
from bystander.serve import pages
from bystander.serve.guard import RESULT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from starlette.requests import Request

    from bystander.claims.claim import Claim, Counts

TEXTS = ("text", "value", "counts", "per", "source", "judged_by")
TICKS = ("as_said",)
LISTS = ("denominator", "evidence")  # a line each
NUMBERS = ("people", "sought", "tpir")
LARGEST = 20_000  # bytes of a field


async def form(request: Request) -> Response:
    """Return the form: empty, or with a claim that ships with the package."""
    from bystander.claims import examples

    name = request.query_params.get("example", "")
    if not name:
        return HTMLResponse(pages.claim({}))
    if name not in examples.names():
        return HTMLResponse(pages.gone(), 404)
    return HTMLResponse(pages.claim(await run_in_threadpool(_shipped, name), chosen=name))


async def checked(request: Request) -> Response:
    """Return the page of a claim, or the form with what is wrong in it."""
    async with request.form(max_files=0, max_fields=len(pages.CLAIM), max_part_size=LARGEST) as given:
        said = {name: str(given.get(name, "")).replace("\r\n", "\n").strip() for name in pages.CLAIM}
    try:
        page = await run_in_threadpool(_page, said)
    except ClaimError as error:
        return HTMLResponse(pages.claim(said, problems=error.problems), 422)
    return HTMLResponse(page, headers=RESULT)


def _page(said: Mapping[str, str]) -> str:
    from bystander.api.verbs import claim
    from bystander.claims.claim_file import claim_of
    from bystander.report.html import render

    return render(claim(claim_of(_keys(said), name="the sentence")).study)


def _keys(said: Mapping[str, str]) -> dict[str, Any]:
    """Return fields in the keys of a claim file. Raises ClaimError for what no field can hold."""
    wrong: list[Problem] = []
    keys: dict[str, Any] = {name: said[name] for name in TEXTS if said[name]}
    keys |= {name: True for name in TICKS if said[name]}
    for name in LISTS:
        keys[name] = list(_counts(name, said[name], wrong))
    crowd = {
        name: number for name in NUMBERS if said[name] and (number := _number(name, said[name], wrong)) is not None
    }
    if wrong:
        raise ClaimError("the sentence", wrong)
    return {**keys, "text": said["text"], **({"crowd": crowd} if crowd else {})}


def _counts(name: str, lines: str, wrong: list[Problem]) -> Iterator[dict[str, Any]]:
    from bystander.claims.claim_file import counts_of

    for line in filter(None, map(str.strip, lines.split("\n"))):
        try:
            yield counts_of(line, name)
        except ClaimError as error:
            wrong += error.problems


def _number(name: str, text: str, wrong: list[Problem]) -> float | int | None:
    from bystander.claims.claim_file import FILE

    plain = text.replace(",", "").replace(" ", "")
    try:
        return float(plain) if name == "tpir" else int(plain)
    except ValueError:
        wanted = "a chance such as 0.89" if name == "tpir" else "a whole number such as 60000"
        wrong.append(FILE.problem(4, f"“{text}” is not a number", name, expected=wanted, do="correct it"))
        return None


def _shipped(name: str) -> dict[str, str]:
    """Return a claim that ships with the package as it is filled in."""
    from bystander.claims import examples
    from bystander.claims.claim_file import line_of_counts, read_claim_text

    claim = read_claim_text(examples.text(name), name=name)
    crowd = {} if claim.crowd is None else {name: str(getattr(claim.crowd, name)) for name in NUMBERS}
    return {
        "text": claim.text, "value": claim.value, "counts": claim.counts or "", "source": claim.source,
        "judged_by": claim.judged_by, "per": claim.per, "as_said": "yes" if claim.as_said else "", **crowd,
        "denominator": "\n".join(line_of_counts(one) for one in _whole(claim)),
        "evidence": "\n".join(line_of_counts(one) for one in claim.evidence if not one.elsewhere),
    }  # fmt: skip


def _whole(claim: Claim) -> tuple[Counts, ...]:
    """Return what the claim may be of; where it says of what, that alone, as a form has no other way to say so."""
    said = tuple(one for one in claim.denominator if one.said)
    return said or claim.denominator
