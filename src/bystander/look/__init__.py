"""How all that people see looks: tokens, signs, and the style of a page, the same for report, explorer and serve."""
