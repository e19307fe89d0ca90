"""One module per input format: bytes to records."""
