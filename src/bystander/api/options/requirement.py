"""What may be required of a number in any kind of evidence, and when that is to stop a scheduler."""

from __future__ import annotations

from bystander.api.options.option import Choice, Option

REQUIRED = "What is required"
SHIPPED = (
    Choice("eu-2019-329-fnmr", "EU 2019/329: verification"),
    Choice("eu-2019-329-fnir", "EU 2019/329: identification"),
    Choice("common-criteria", "Common Criteria: verification"),
    Choice("virginia-98", "Virginia: 98 % in every group"),
    Choice("approved-1-in-6000", "an approval (made up): 1 in 6,000 faces"),
)

REQUIRE = Option(
    name="require", kind="file or choice", group=REQUIRED, many=True, metavar="FILE|NAME", open=True,
    help="What is required, as TOML, or by the name of what ships: "
    f"{', '.join(choice.value for choice in SHIPPED)}. Says whether the evidence shows it; may be repeated.",
    label="What is required of a number", hint="a file that bystander template requirement begins", choices=SHIPPED,
)  # fmt: skip
FAIL_ON = Option(
    name="fail_on", kind="choice", group=REQUIRED,
    help="Exit status 1 where a requirement is not met, or where any is not shown to be met. [default: 0 whatever the "
    "verdicts]",
    label="Exit status", choices=(Choice("not-met", "not met"), Choice("not-shown", "not met, or not shown")),
)  # fmt: skip
