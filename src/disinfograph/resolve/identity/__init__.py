"""Which records are of one case."""
