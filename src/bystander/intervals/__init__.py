"""How sure: intervals from counts and from what varies, whatever was counted. Knows neither tally nor evidence."""
