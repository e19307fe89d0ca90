"""Records to quads: one module per class of thing, each a pure function to N-Triples tokens."""
