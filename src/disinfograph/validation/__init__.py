"""Shapes, and what a graph says against them."""
