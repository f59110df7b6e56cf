"""Forms of advice."""
