"""Which narratives a case promotes, and why."""
