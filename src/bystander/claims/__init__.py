"""What a claim says, and what its number stands for: "99.8 % accurate" of what, and by which counts.

A claim is read from TOML or from flags (``claim_file``, ``claim``, ``faults``). Its printed number becomes the exact
range of numbers that are printed so (``printed``); what it may be a share of is told by ``denominators``; ``verdict``
holds it against counts, ``consequences`` carry it to a crowd. Source: METHODS II.7.
"""
