"""Labelled embeddings, read as comparisons of all pairs of images."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bystander.evidence.comparisons.of_vectors import trial_of_vectors
from bystander.evidence.formats.options import refuse_extras
from bystander.evidence.searches.embeddings import read_embeddings
from bystander.evidence.searches.vectors_told import is_embeddings

if TYPE_CHECKING:
    from bystander.evidence.comparisons.trial import Trial
    from bystander.evidence.request import Request
    from bystander.evidence.tables.head import Head

NAME = "embeddings"


def fits(head: Head, request: Request) -> bool:
    """Return whether the file holds vectors with labels."""
    del head
    return len(request.files) == 1 and is_embeddings(request.file)


def read(request: Request) -> Trial:
    """Read vectors, and every pair of them as a comparison."""
    refuse_extras(request, NAME, "none")
    return trial_of_vectors(read_embeddings(request.file, metric=request.metric), request, form=NAME)
