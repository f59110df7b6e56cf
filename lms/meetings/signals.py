"""What happened to meetings, told inside the same transaction."""

from blinker import signal

#: Somebody's attendance was written down or mended: ``meeting``, ``person``, ``attendance``, ``by``.
attendance_recorded = signal("meetings.attendance_recorded")
#: A meeting that people know of got other words, another time or another place: ``meeting``, ``by``.
meeting_changed = signal("meetings.meeting_changed")
#: A meeting does not happen: ``meeting``, ``by``.
meeting_cancelled = signal("meetings.meeting_cancelled")
#: A date poll became a meeting: ``poll``, ``meeting``, ``by``.
date_chosen = signal("meetings.date_chosen")
