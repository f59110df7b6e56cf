"""What happened in the programme, told inside the same transaction."""

from blinker import signal

#: A neighbourhood or its adviser said where a step stands: ``neighbourhood``, ``progress`` (a StepProgress), ``by``.
step_moved = signal("programme.step_moved")
#: Somebody told a moment: ``neighbourhood``, ``moment``, ``chips`` (MomentChips), ``by``.
moment_recorded = signal("programme.moment_recorded")
#: Another director leads, or nobody does: ``neighbourhood``, ``person`` or nothing, ``before`` or nothing.
director_changed = signal("programme.director_changed")
#: Another adviser is the fixed one: ``neighbourhood``, ``person``, ``before`` or nothing.
adviser_changed = signal("programme.adviser_changed")
#: A neighbourhood moved to another version of the card: ``neighbourhood``, ``before`` and ``version`` (CardVersions).
card_changed = signal("programme.card_changed")
#: Somebody is no longer in a team, as whatever: ``neighbourhood``, ``person``.
team_left = signal("programme.team_left")
