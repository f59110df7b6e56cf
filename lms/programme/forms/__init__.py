"""Forms of the programme, by subject."""
