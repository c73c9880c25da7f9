"""Bystander: error rates of face identification, for everyone who was not being looked for."""

__version__ = "0.1.0"
