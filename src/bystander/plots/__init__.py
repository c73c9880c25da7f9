"""Findings become charts: data is built without drawing, and drawn as a Vega-Lite specification, which becomes SVG."""
