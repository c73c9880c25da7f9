"""The trials that are asked about, each with a name; METHODS section 9 fixes the first groups, the rest are our own."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from benchmarks.coverage import worlds
from benchmarks.coverage.effects import lognormal, pareto, wolves

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.coverage.effects import Effects
    from benchmarks.coverage.worlds import World


@dataclass(frozen=True)
class Setting:
    """A world that is built only when it is measured (some need quadrature)."""

    name: str
    build: Callable[[], World]


def _once(subjects: int, errors: float, effects: Effects, *, bernoulli: bool = True) -> Setting:
    rate = errors / (subjects * (subjects - 1) / 2)
    kind = "" if bernoulli else ", Poisson errors"
    return Setting(
        f"{subjects} people, {errors:g} errors, {effects.name}{kind}",
        partial(worlds.everyone_once, subjects=subjects, rate=rate, effects=effects, bernoulli=bernoulli),
    )


def _images(
    subjects: int, errors: float, effects: Effects, *, images: float, image_sigma: float = 0.0, habit: float = 0.0
) -> Setting:
    rate = errors / (subjects * (subjects - 1) / 2 * images**2)
    kind = (f", image sigma {image_sigma:g}" if image_sigma else "") + (f", habit {habit:g}" if habit else "")
    return Setting(
        f"{subjects} people, about {errors:g} errors, {effects.name}, {images:g} images each in the mean{kind}",
        partial(
            worlds.several_images,
            subjects=subjects,
            rate=rate,
            effects=effects,
            images=images,
            image_sigma=image_sigma,
            habit=habit,
        ),
    )


def _families(subjects: int, errors: float, *, size: int, shared: float, kin: float, known: bool = False) -> Setting:
    effects = lognormal(0.5)
    kind = f"{effects.name}, shared {shared:g}, kin x {kin:g}" + (", counted as one (--cluster)" if known else "")
    return Setting(
        f"{subjects} people in families of {size}, about {errors:g} errors, {kind}",
        partial(
            worlds.families,
            subjects=subjects,
            rate=errors / (subjects * (subjects - 1) / 2),
            effects=effects,
            size=size,
            shared=shared,
            kin=kin,
            known=known,
        ),
    )


def _looks(people: int, rate: float, icc: float, looks: float, *, habit: float = 0.0) -> Setting:
    kind = f", habit {habit:g}" if habit else ""
    return Setting(
        f"{people} people, {looks:g} looks each in the mean, rate {rate:g}, ICC {icc:g}{kind}",
        partial(worlds.repeated_looks, people=people, rate=rate, icc=icc, looks=looks, habit=habit),
    )


def _watchlist(probes: int, references: int, errors: float, probe_sigma: float, reference_sigma: float) -> Setting:
    kind = f"lognormal {probe_sigma:g} and {reference_sigma:g}"
    return Setting(
        f"{probes} probes, {references} references, {errors:g} errors, {kind}",
        partial(
            worlds.watchlist,
            probes=probes,
            references=references,
            rate=errors / (probes * references),
            probe_effects=lognormal(probe_sigma),
            reference_effects=lognormal(reference_sigma),
        ),
    )


_FEW_WOLVES = wolves(0.02, 20)
_RARE_WOLVES = wolves(0.0002, 1e4)
_SIX = (
    (1000, 50, lognormal(1)),
    (1000, 500, lognormal(1)),
    (1000, 1000, lognormal(1.5)),
    (300, 200, lognormal(1)),
    (5000, 1000, lognormal(1.5)),
    (1000, 200, _FEW_WOLVES),
)

V2 = _once(200, 20, lognormal(1))
V3 = tuple(_once(*six) for six in _SIX)
V3_POISSON = tuple(_once(*six, bernoulli=False) for six in _SIX)
V3_NAIVE = V3[1]

V4 = (_looks(10_000, 1e-3, 0.5, 10), _looks(500, 0.02, 0.3, 8), _looks(150, 0.1, 0.3, 4))
V4_FLOOR = (_looks(2000, 1e-3, 0.2, 5), _looks(20_000, 1e-4, 0.3, 5))
V5 = (_watchlist(4000, 1000, 400, 0.5, 1.5),)

GRID = tuple(
    _once(subjects, errors, effects)
    for subjects in (100, 300, 1000, 5000)
    for errors in (3, 10, 50, 200, 1000)
    for effects in (lognormal(0.5), lognormal(1), lognormal(1.5), _FEW_WOLVES)
    if (subjects, errors) != (100, 1000)  # one comparison in five would err: not a face recogniser
)
"""76 trials: METHODS II.1.4 measured 76 too, without saying which."""

V6_WOLVES = _once(5000, 12.5 * 4999 / 5000, _RARE_WOLVES, bernoulli=False)
V6_WOLVES_BERNOULLI = _once(5000, 12.5 * 4999 / 5000, _RARE_WOLVES)
V6 = (V6_WOLVES, V6_WOLVES_BERNOULLI, _once(1000, 12.5, wolves(0.001, 1e4), bernoulli=False))

BEYOND = (
    _images(300, 100, lognormal(1), images=3),
    _images(300, 1000, lognormal(1), images=3, image_sigma=1.0),
    _images(1000, 500, lognormal(1), images=4),
    _images(1000, 500, lognormal(1), images=4, habit=0.5),
    _images(1000, 500, lognormal(1), images=4, habit=-0.5),
    _images(100, 100, lognormal(1), images=10, image_sigma=1.0),
    _once(1000, 200, pareto(3)),
    _once(1000, 200, pareto(2)),
    _once(1000, 1000, pareto(2)),
    _once(1000, 200, pareto(1.5)),
    _once(1000, 200, lognormal(2)),
    _once(100, 200, _FEW_WOLVES),
    _once(30, 40, lognormal(1)),
    _families(999, 200, size=3, shared=0.0, kin=1),
    _families(999, 200, size=3, shared=0.0, kin=100),
    _families(999, 200, size=3, shared=1.0, kin=1),
    _families(999, 200, size=3, shared=1.0, kin=100),
    _families(1000, 1000, size=10, shared=1.0, kin=1),
    *(
        KNOWN := (
            _families(999, 200, size=3, shared=1.0, kin=1, known=True),
            _families(999, 200, size=3, shared=1.0, kin=100, known=True),
            _families(1000, 1000, size=10, shared=1.0, kin=1, known=True),
        )
    ),
    _looks(2000, 0.01, 0.2, 5),
    _looks(150, 0.02, 0.3, 4),
    _looks(40, 0.05, 0.5, 10),
    _looks(1000, 0.01, 0.05, 30),
    _looks(1000, 0.1, 0.3, 10, habit=-0.1),
    _looks(1000, 0.1, 0.3, 10, habit=1),
    _looks(1000, 0.1, 0.3, 10, habit=20),
    _watchlist(4000, 1000, 400, 1.0, 1.0),
    _watchlist(500, 50, 100, 1.0, 1.0),
)
