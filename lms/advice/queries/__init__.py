"""Questions about advice."""
