"""Tally files: what shards came to, on disk. They are evidence, under keyed pseudonyms."""

from bystander.evidence.formats.parquet.tally_mark import is_tally
from bystander.shards.files.door import (
    Stored,
    content_hash,
    merged,
    read_tally,
    to_bytes,
    told_of_whole,
    trial_of_tally,
)

__all__ = ["Stored", "content_hash", "is_tally", "merged", "read_tally", "to_bytes", "told_of_whole", "trial_of_tally"]
