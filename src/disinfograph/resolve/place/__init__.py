"""Places by their labels, and where a text names them."""
