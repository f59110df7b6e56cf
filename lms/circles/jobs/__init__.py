"""What circles do in the background, by subject."""
