"""An estimate with its doubt, and the bounds that stand beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict, Field, FiniteFloat, model_validator

from bystander.findings.digits import rounded
from bystander.findings.method import Method

if TYPE_CHECKING:
    from typing import Self

Rate = Annotated[FiniteFloat, Field(ge=0)]

UNLIKE = 5.0  # from such a variance on, compared with chance, no rate is told of all rows of a record together


class Frozen(BaseModel):
    """Immutable, strict about names, and without NaN or infinity anywhere."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    def ten_digits(self) -> Self:
        """Return a copy in which every fraction has ten significant digits, as it is written; thresholds keep all."""
        return self.model_copy(update={name: rounded(getattr(self, name), name) for name in type(self).model_fields})


class Estimate(Frozen):
    """A number that may leave the library: value, interval, and what they rest on.

    ``value`` is events / trials unless ``method`` says otherwise; ``low`` and ``high`` hold ``level``. The three are
    below 0 in a difference of two rates only, which the finding sees to.
    ``effective_trials`` is the sample size after the design effect; ``people`` the people behind the
    trials; ``df`` the effective number of people driving the errors (METHODS 1.4). The last four are
    null where the evidence does not tell.
    """

    value: FiniteFloat
    low: FiniteFloat
    high: FiniteFloat
    level: float = Field(gt=0, lt=1)
    method: Method
    events: int | None = Field(default=None, ge=0)
    trials: Rate | None = None
    effective_trials: Rate | None = None
    people: int | None = Field(default=None, ge=0)
    df: Rate | None = None

    @model_validator(mode="after")
    def _ordered(self) -> Estimate:
        if not self.low <= self.value <= self.high:
            message = f"the interval [{self.low}, {self.high}] does not contain {self.value}"
            raise ValueError(message)
        if self.low == self.high:
            message = "an interval of zero width claims certainty"
            raise ValueError(message)
        return self

    @property
    def drivers(self) -> float | None:
        """How many people drive the errors: ``df``, and where nobody has more than their share, all of them."""
        return self.people if self.df is None else self.df

    @property
    def interval(self) -> str:
        """Name the interval: its level, and what it holds under."""
        return " ".join(filter(None, (f"{self.level * 100:g} % interval", self.method.only_if)))

    def ten_digits(self) -> Self:
        """Return a copy at ten digits, with the ends of an interval that is narrower than that as they are."""
        copy = super().ten_digits()
        if copy.low < copy.high:
            return copy
        return copy.model_copy(update={"low": self.low, "value": self.value, "high": self.high})


class Bounds(Frozen):
    """Limits beside the interval, or instead of one; null where they do not apply.

    ``if_seen_among_closest_upper``: one-sided, of a rate without an event: valid for people like those who come closest
    to one (METHODS V.6, Z1.5).
    ``assumption_free_upper``: one-sided, valid as long as different people are independent (METHODS 1.5, Z1).
    ``assumption_free_lower``: the same from below.
    ``compliance_upper``: one-sided at the findings' level, for "is it within the limit?" (METHODS 1.4); the
    assumption-free limit where there is no event, or fewer than eight people drive the events (METHODS VI.1).
    ``compliance_lower``: the same from below, for "is it beyond the limit?", and for "is it at least that much?".
    ``naive_upper``: what counting every comparison as independent would claim (Z3), shown as a warning only.
    ``lower``: of a ratio that has no upper limit, because one of the two rates may be nothing; at the level of the
    study.
    """

    if_seen_among_closest_upper: Rate | None = None
    assumption_free_upper: Rate | None = None
    assumption_free_lower: Rate | None = None
    compliance_upper: Rate | None = None
    compliance_lower: Rate | None = None
    naive_upper: Rate | None = None
    lower: Rate | None = None

    def chosen_again(self, low: float, high: float) -> Bounds:
        """Return the limits where the threshold was chosen on the same trials: never within the interval for that.

        ``low``, ``high``: of that interval. A limit without any assumption exists for a given threshold only.
        """
        above = 0.0 if self.compliance_upper is None else self.compliance_upper
        below = 1.0 if self.compliance_lower is None else self.compliance_lower
        return Bounds(compliance_upper=max(above, high), compliance_lower=min(below, low))

    def mirrored(self) -> Bounds:
        """Return the limits of one less the rate: what limits the rate from above limits that from below."""

        def rest(limit: float | None) -> float | None:
            return None if limit is None else max(1 - limit, 0.0)

        return Bounds(
            assumption_free_upper=rest(self.assumption_free_lower),
            assumption_free_lower=rest(self.assumption_free_upper),
            compliance_upper=rest(self.compliance_lower),
            compliance_lower=rest(self.compliance_upper),
        )


class SignificanceTest(Frozen):
    """A test of one null hypothesis, said in words; ``draws``: of its Monte Carlo, null where it is exact.

    ``p`` is (1 + draws at least as extreme) / (1 + draws) of a Monte Carlo, so never 0.
    """

    null: str
    method: str
    statistic: FiniteFloat
    p: float = Field(gt=0, le=1)
    draws: int | None = Field(default=None, gt=0)


class Reference(Frozen):
    """What a comparison of groups or systems could have shown, whatever it did show (METHODS 4.3).

    ``no_difference``: the ratio that equal rates would reach or exceed in 1 - level of such trials.
    ``detectable``: the smallest ratio that such a trial shows with a chance of ``power``; null where none is.
    """

    no_difference: Rate | None = None
    detectable: Rate | None = None
    power: float = Field(default=0.8, gt=0, lt=1)


class Sensitivity(Frozen):
    """The same number under another assumption, for evidence that does not say how its events cluster.

    ``events``: where alerts in doubt are counted otherwise than in the estimate, how many there are then; else null.
    """

    assumption: str  # "each false alert counts for 2", ...
    deff: Rate | None = None
    events: int | None = Field(default=None, ge=0)
    low: Rate
    high: Rate
    upper: Rate | None = None  # one-sided
    effective_trials: Rate | None = None
