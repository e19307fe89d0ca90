"""Outlets by their labels and hosts."""
