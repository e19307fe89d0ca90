"""Disinformation as linked data."""
