"""What is asked of a system, and by whom: requirements as data, and which kind of evidence can tell their quantity."""
