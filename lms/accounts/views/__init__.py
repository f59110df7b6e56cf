"""Pages about signing in, people and accounts."""
