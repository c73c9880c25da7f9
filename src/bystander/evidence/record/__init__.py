"""A deployment record: what was counted while a system was in use."""
