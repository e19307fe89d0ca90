"""What needs a person, what the person decided, and what a build with those decisions changed."""
