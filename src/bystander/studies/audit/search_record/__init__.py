"""The audit of a search record: what its counts do and do not support."""
