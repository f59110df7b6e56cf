"""What the programme does in the background, by subject."""
