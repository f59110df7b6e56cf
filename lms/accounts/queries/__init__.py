"""Reading people and sessions."""
