"""Concept schemes of others, and mappings to them."""
