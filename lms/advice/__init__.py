"""Asked and unasked advice between advisers and neighbourhood directors."""
