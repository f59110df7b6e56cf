"""Reading the programme: one function for each question."""
