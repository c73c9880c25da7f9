"""Pictures to hand on: 1200 by 630, with number, range and source burnt in, always light.

``card`` says what stands on one, ``draw`` makes it an SVG, ``text`` knows how wide words are, ``claim`` makes the card
of a claim. Nothing of a picture depends on a browser or on the fonts of a machine beyond one of the width of Arial.
"""
