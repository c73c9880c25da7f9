"""What may be said of the systems of a comparison, beside what is said of every trial."""

from __future__ import annotations

from bystander.api.options.option import Option

SYSTEMS = "Systems"

NAMES = Option(
    name="names", kind="text", group=SYSTEMS, many=True, metavar="NAME", written="name",
    help="The name of a system, once for each in their order. [default: the names of the files]",
    label="Names of the systems",
)  # fmt: skip
DISTANCES_OF = Option(
    name="distances_of", kind="text", group=SYSTEMS, many=True, metavar="NAME", written="distance-of",
    help="The scores of this system alone are distances; may be repeated.",
    label="Systems whose scores are distances",
)  # fmt: skip
THRESHOLDS_OF = Option(
    name="thresholds", kind="named number", group=SYSTEMS, many=True, metavar="[NAME=]T", written="threshold",
    help="A threshold: of all systems, or of the named one; then one for each is needed. May be repeated.",
    label="Thresholds in use",
)  # fmt: skip
