"""Background work of advice."""
