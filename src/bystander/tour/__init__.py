"""The tour: a crowd in eight steps, in the reader's own language."""
