"""Findings become charts: data is built without drawing, what is drawn is a Vega-Lite
specification, ``drawing`` makes SVG of it, ``export`` a file or a part of a page."""
