"""Findings become charts: data is built without drawing, drawing is a Vega-Lite specification, export is SVG."""
