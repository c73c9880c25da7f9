"""Which errors does a system make, how often, and how sure is that?"""
