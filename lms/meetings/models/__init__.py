"""Meetings, who is in them, and the polls that find a date."""

from lms.meetings.models.attending import AttendanceChange, Attender, WalkIn
from lms.meetings.models.feeds import CalendarFeed
from lms.meetings.models.meetings import Meeting, MeetingMove
from lms.meetings.models.polls import DateInvite, DateOption, DatePoll, DateVote

__all__ = [
    "AttendanceChange",
    "Attender",
    "CalendarFeed",
    "DateInvite",
    "DateOption",
    "DatePoll",
    "DateVote",
    "Meeting",
    "MeetingMove",
    "WalkIn",
]
