"""What learners do: one function per use case; the actor is an argument, nothing is committed here."""
