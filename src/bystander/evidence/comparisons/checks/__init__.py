"""What may be wrong with comparisons, one check a file; :mod:`order` says in which order they are run."""
