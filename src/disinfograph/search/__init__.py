"""Full text search: an index of the cases, made from a graph's statements and asked with what people type."""
