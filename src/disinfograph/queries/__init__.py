"""The stored queries: their text, heads, parameters and catalogue, and what a query from outside may be. Pure."""
