"""A meeting as such: when, where, sign-up, waiting list, attendance and calendar invitation."""
