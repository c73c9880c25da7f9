"""A local page for people without a command line: drop evidence, get the check, then the report; or show a crowd.

It listens on this machine only, keeps no upload once it is answered, and logs neither names nor contents.
"""
