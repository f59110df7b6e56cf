"""Pages of the home floor."""
