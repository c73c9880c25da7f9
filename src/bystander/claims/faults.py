"""What is wrong with a claim whose parts are sound: a number that is not told, counts that contradict each other."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING

from bystander.claims.denominators import Kind
from bystander.claims.printed import NotANumberError, Printed, printed
from bystander.claims.rates import Errors, Rate, rate_named
from bystander.claims.sentence import change_in, found_in, is_another, numbers, odd

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bystander.claims.claim import Claim, Counts, Possible
    from bystander.claims.denominators import Denominator

_DECLARE = 'give counts = "right" or counts = "wrong" (as an option, --counts right or --counts wrong)'
_INSTEAD = {
    Errors.MISSES: 'give counts of "mated searches" or "mated comparisons", or another sentence',
    Errors.FALSE_ALARMS: 'give counts of "faces seen", "non-mated searches" or "comparisons", or another sentence',
    Errors.EQUAL: "give the rate at the threshold in use, and counts there: nobody is searched for at both errors",
}


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong: ``where`` by its key, what was ``found``, and what to ``do``."""

    where: str
    found: str
    do: str


def faults(claim: Claim) -> list[Fault]:
    """Return all that is wrong with a claim; nothing where it can be checked."""
    return [
        *_of_the_number(claim),
        *_of_its_kind(claim),
        *_of_the_counts(claim),
        *_of_another_rate(claim),
        *_of_another_thing(claim),
        *_of_what_is_declared(claim),
        *_of_the_evidence(claim),
    ]


def _of_the_number(claim: Claim) -> Iterator[Fault]:
    changed = "" if claim.value and claim.counts else change_in(claim.text)
    if changed:
        said = f'"{changed}" compares with something that is not told, and counts of one system cannot show that'
        yield Fault("text", said, 'write how often it is right or wrong, or give both value = "..." and counts = "..."')
        return
    unclear = [] if claim.value else list(odd(claim.text))
    yield from (Fault("text", one.found, one.do) for one in unclear)
    if unclear:
        return
    if len({one.is_limit for one in claim.in_sentence}) > 1:
        limit = next(one.text for one in claim.in_sentence if one.is_limit)
        said = f'"{claim.value}" stands in the sentence twice, once as "{limit}"'
        yield Fault("value", said, f'say which is meant: value = "{limit}" or "about {claim.value}"')
        return
    written = list(numbers(claim.text))
    if claim.value and is_another(claim.text, claim.value):
        said = f'"{claim.value}" is none of the numbers of the sentence'
        yield Fault("value", said, f'give it as the sentence has it: value = "{written[0].text}"')
        return
    there = claim.in_sentence if claim.value else written  # the text alone promises as little
    ceiling = next((one for one in there if one.text.casefold().startswith("up to ")), None)
    if ceiling is not None and claim.of_right:
        bare = ceiling.sentence[ceiling.first : ceiling.last]
        said = f'"{ceiling.text}" of what went right promises nothing that counts could show'
        yield Fault("value", said, f'say what is meant: value = "about {bare}" or "at most {bare}"')
        return
    found = (claim.as_printed,) if claim.value else found_in(claim.text)
    if not found:
        do = 'give value = "99.8 %", or value = "none" where the claim is that there was none'
        yield Fault("text", "there is no number in the sentence that can be checked", do)
    elif len(found) > 1:
        said = f"the sentence has {len(found)} numbers: {', '.join(found)}"
        yield Fault("text", said, f'give the one to be checked: value = "{found[0]}"')
    else:
        try:
            printed(found[0])
        except NotANumberError as error:
            yield Fault("value" if claim.value else "text", str(error), 'give it as value, such as "1 of 61" or "98 %"')


def _of_its_kind(claim: Claim) -> Iterator[Fault]:
    if claim.counts is not None:
        return
    declare = f"{_DECLARE}{_readings(claim)}"
    if claim.told.share_of:
        said = f'the number is a share of "{claim.told.share_of}" alone, and the sentence does not tell what it counts'
        yield Fault("counts", said, declare)
    elif claim.told.left:
        said = f'"{claim.told.left}" denies something, and the sentence does not tell what the number counts then'
        yield Fault("counts", said, f"write the claim without the denial, or {declare}")
    elif claim.told.unknown:
        said = f'"{claim.told.unknown}" is not read here, and may turn round what the number counts'
        yield Fault("counts", said, declare)
    elif claim.told.side is None:
        said = "the sentence does not tell whether its number counts what went right or what went wrong"
        yield Fault("counts", said, declare)


def _readings(claim: Claim) -> str:
    """Return what a number would say of what went right, and what of what went wrong; empty where it is not read."""
    try:
        number = claim.number
    except NotANumberError:
        return ""
    if not claim.as_printed or number.value in {0, 1}:
        return ""
    return f': "right" says that {_printed(number.rest())} went wrong, "wrong" that {claim.as_printed} did'


def _printed(number: Printed) -> str:
    """Return a share as a per cent with all its digits, or as so many in so many where these have no end."""
    side = "" if number.side == "about" else f"{number.side} "
    percent = 100 * number.value
    exact = Decimal(percent.numerator) / Decimal(percent.denominator)
    if Fraction(exact) == percent:
        return f"{side}{exact.normalize():f} %"
    return f"{side}{number.value.numerator:,} in {number.value.denominator:,}"


def _of_the_counts(claim: Claim) -> Iterator[Fault]:
    by_name: dict[str, Possible] = {}
    for one in claim.denominator:
        other = by_name.setdefault(one.what.name, one)
        if other is not one:
            said = f"{one.what.name} stand there twice and contradict each other: {_said(other)}, and {_said(one)}"
            yield Fault("denominator", said if _said(one) != _said(other) else f"{one.what.name} stand there twice",
                        "give them once")  # fmt: skip
    if sum(one.said for one in claim.denominator) > 1:
        yield Fault("denominator", "two denominators are called said", "a claim has one number, of one thing: keep one")
    looks, alerts = (
        [one for one in claim.denominator if one.what.kind is kind and one.counted] for kind in (Kind.LOOK, Kind.ALERT)
    )
    for look, alert in product(looks, alerts):
        if not alert.unverified and look.wrong != alert.wrong:
            said = (
                f"the false alerts contradict each other: {look.wrong:,} of the {look.what.name}, {alert.wrong:,} of "
                "the alerts, and they are the same alerts"
            )
            yield Fault("denominator", said, "count them once, or leave out the one that is not known")
        if (alert.trials or 0) > (look.trials or 0):
            said = f"{alert.trials:,} alerts cannot come from {look.trials:,} {look.what.name}"
            yield Fault("denominator", said, "correct it; were the two exchanged?")


def _of_another_rate(claim: Claim) -> Iterator[Fault]:
    """Say that a sentence names a rate of some errors, or per something, while counts are of others."""
    number = next(iter(claim.in_sentence or numbers(claim.text)), None)
    rate = rate_named(claim.text, (0, 0) if number is None else (number.start, number.end))
    if rate is None:
        return
    for what in _counted(claim):
        if rate.errors is None:
            yield from _of_unclear(rate, what)
        elif rate.errors is Errors.EQUAL or (what.errors is not None and what.errors is not rate.errors):
            said = f'"{rate.name}" is about {rate.errors.value}, and {what.name} tell of people {what.wrong}'
            yield Fault("denominator", said, _INSTEAD[rate.errors])
        elif rate.per and what.per and what.per not in rate.per:
            said = f'"{rate.name}" is a rate per {rate.per[0]}, and one per {what.one} is another'
            other = '"comparisons"' if rate.per[0] == "comparison" else '"non-mated searches", or of "faces seen"'
            yield Fault("denominator", said, f"give counts of {other}, or another sentence")


def _of_unclear(rate: Rate, what: Denominator) -> Iterator[Fault]:
    """Say that a rate of no shared definition is held against counts that it may not be of."""
    if what.name in rate.fits or not what.is_known:
        return
    said = f'"{rate.name}" does not tell what it is of, and it may be of something else than {what.name}'
    counts = " or ".join(f'"{name}"' for name in rate.fits)
    give = f"give counts of {counts}; or, if" if counts else "if"
    yield Fault("denominator", said, f"{give} it is per {what.one}, {_say_per(what)}")


def _of_another_thing(claim: Claim) -> Iterator[Fault]:
    """Say that a sentence names what its number is of, while all counts are of something else."""
    counted = _counted(claim)
    if claim.named is None or any(claim.named[0].may_be(what) for what in counted):
        return
    says = claim.named[0].name
    for what in counted:
        said = f"the sentence says {says}, and counts of {what.name} are of something else"
        do = f'give counts of "{says}"; or, if it is per {what.one}, {_say_per(what)}'
        yield Fault("denominator", said, do)


def _of_what_is_declared(claim: Claim) -> Iterator[Fault]:
    """Say that what the number is declared to be of is none of the things that were counted."""
    if claim.per and claim.denominator and claim.per not in {one.what.name for one in claim.denominator}:
        names = " or ".join(f'"{one.what.name}"' for one in claim.denominator)
        yield Fault("per", f"none of the counts is of {claim.per}", f"give such counts, or per = {names}")


def _counted(claim: Claim) -> tuple[Denominator, ...]:
    """Return what was counted, but for what the number is declared to be of."""
    found = {one.what.name: one.what for one in (*claim.denominator, *claim.evidence) if one.counted}
    return tuple(what for name, what in found.items() if name != claim.per)


def _say_per(what: Denominator) -> str:
    return f'say so: per = "{what.name}" (as an option, --per "{what.name}")'


def _of_the_evidence(claim: Claim) -> Iterator[Fault]:
    known = {one.what.name: one for one in claim.possible}
    for held in claim.evidence:
        if held.what.name not in known:
            said = f"evidence of {held.what.name} can be held against nothing: the claim may be of {', '.join(known)}"
            do = f'add [[denominator]] of = "{held.what.name}" if the claim may mean that, or leave the evidence out'
            yield Fault("evidence", said, do)


def _said(one: Counts) -> str:
    return f"{one.wrong:,} wrong of {one.trials:,}" if one.counted else "no counts"
