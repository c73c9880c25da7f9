"""Is it worse for some people than for others? From counts by group, and nothing else (METHODS II.4).

===================  =============================================================================================
file                 question
===================  =============================================================================================
``groups``           what was counted in each group, and what it is worth when errors cluster
``equal_rates``      could chance alone have made the groups differ so much?
``ratios``           how many times the smallest rate is the largest? One group against another, or all the others
``geometric_mean``   how many times the typical rate is each group's rate?
``differences``      how far apart are the largest and the smallest rate?
``detectable``       what would equal rates have looked like, and which difference would not have been seen?
``tipping_point``    how large a part of those seen must a group be for its part of the errors to be no surprise?
``shrinkage``        how would small groups rank without the noise? (secondary, never a conclusion)
``legacy_indices``   GARBE, IR and FDR, for comparison with other people's tables
===================  =============================================================================================

Counts are Poisson given the exposure, or, where errors cluster on people, Poisson after division by a design effect.
It is wrong where the exposure of a group is guessed, where the groups differ in what else matters (camera, watchlist,
place), or where a group was picked because of its errors and that is not said.
"""
