"""The interactive page that shows a crowd: one HTML file that loads nothing, sends nothing and works from a mail."""
