"""Findings become a page that anybody can read, on a screen or on paper, without a network and without scripts."""
