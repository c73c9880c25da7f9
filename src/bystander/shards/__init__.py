"""The same counts on many machines: what a shard of evidence comes to, kept in files, and merged."""
