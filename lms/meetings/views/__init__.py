"""The pages about meetings."""
