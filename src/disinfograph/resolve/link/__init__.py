"""Which cases point to each other, and which claims are alike."""
