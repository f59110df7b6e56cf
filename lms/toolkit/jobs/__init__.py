"""What the toolkit does in the background, by subject."""
