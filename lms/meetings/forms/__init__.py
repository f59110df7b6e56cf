"""The forms about meetings."""
