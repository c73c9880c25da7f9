"""Files of the kinds that people have, made up and small, and the right answer of each."""
