"""What may be wrong with searches, one check a file; :mod:`order` says in which order they are run."""
