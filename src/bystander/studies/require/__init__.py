"""Is what is required shown? A requirement and findings in, a finding with a verdict out (METHODS VI.1)."""
