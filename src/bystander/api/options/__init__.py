"""What may be said of evidence, declared once: the command line and the local page make options and fields of it."""
