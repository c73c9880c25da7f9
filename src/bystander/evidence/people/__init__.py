"""Who a trial is about: codes, keyed names, what people are recorded as, and who belongs together."""
