"""Calendar programs of Debian read our appointments: khal takes what was mailed, vdirsyncer subscribes for it.

Neither shares the code that writes them (khal 0.10 comes with the icalendar of Debian, in a Python of its own). khal
acts on the UID and shows what the newest file says; that something is off, it shows as cancelled.
"""

import os
import shutil
import subprocess
from collections.abc import Iterator
from datetime import date, time
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from sqlalchemy import select

from lms.accounts.enums import Role
from lms.accounts.queries.people import person_by_id
from lms.kernel.clock import now, on_the_wall
from lms.kernel.db import db
from lms.kernel.outbox import Mail
from lms.kernel.postman import compose
from lms.meetings.commands.feeds import make_feed, token_of
from lms.meetings.commands.plans import Plan, cancel_meeting, change_meeting
from lms.meetings.commands.telling import tell_changes
from lms.meetings.models import Meeting
from lms.programme.models import Neighbourhood
from tests.factories.meetings import a_meeting, a_plan
from tests.factories.programme import a_member, a_neighbourhood
from tests.journeys.site import Site, served

pytestmark = pytest.mark.proof

#: The clock goes forward in the night before the second day, and back in the night before the fourth.
SATURDAY, SUNDAY, IN_OCTOBER, AFTER = (date(2027, 3, 27), date(2027, 3, 28), date(2027, 10, 30), date(2027, 10, 31))
LINE = "{start}|{end}|{title}|{location}|{status}"
KHAL = """
[calendars]
[[mine]]
path = {folder}/calendar
type = calendar
[locale]
local_timezone = Europe/Amsterdam
default_timezone = Europe/Amsterdam
timeformat = %H.%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H.%M
longdatetimeformat = %Y-%m-%d %H.%M
[sqlite]
path = {folder}/khal.db
"""
VDIRSYNCER = """
[general]
status_path = "{folder}/status"
[pair feed]
a = "there"
b = "here"
collections = null
[storage there]
type = "http"
url = "{url}"
[storage here]
type = "filesystem"
path = "{folder}/calendar"
fileext = ".ics"
"""


class Calendar:
    """Somebody's calendar: khal, with a subscription when it has an address."""

    def __init__(self, folder: Path, url: str = "") -> None:
        self.folder = folder
        (folder / "calendar").mkdir()
        (folder / "khal.conf").write_text(KHAL.format(folder=folder))
        (folder / "vdirsyncer.conf").write_text(VDIRSYNCER.format(folder=folder, url=url))

    def take(self, attachment: bytes) -> None:
        """Open the file of a mail."""
        (self.folder / "afspraak.ics").write_bytes(attachment)
        self._run("khal", "import", "--batch", "-a", "mine", str(self.folder / "afspraak.ics"))

    def fetch(self) -> None:
        """Fetch what the address of the subscription gives now."""
        if not (self.folder / "status").exists():
            self._run("vdirsyncer", "discover")
        self._run("vdirsyncer", "sync")

    def shows(self) -> list[str]:
        """Return what it shows of a whole year, a line for each appointment."""
        said = self._run("khal", "list", "--format", LINE, "--day-format", "", "2027-01-01", "365d")
        return [line.strip() for line in said.splitlines() if line.strip()]

    def _run(self, program: str, *words: str) -> str:
        path = shutil.which(program, path="/usr/bin:/usr/local/bin")
        assert path, f"{program} is not there: run `make calendars`"
        setting = {"TZ": "Europe/Amsterdam", "LC_ALL": "C.UTF-8", "HOME": str(self.folder), "PATH": os.environ["PATH"]}
        command = [path, "-c", str(self.folder / f"{program}.conf"), *words]
        done = subprocess.run(command, env=setting, capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """The product with nothing in it, served."""
    (tmp_path / "site").mkdir()
    with served(tmp_path / "site", loaded=False) as site:
        yield site


@pytest.fixture
def people(site: Site) -> tuple[int, int, int]:
    """The numbers of a neighbourhood, its director and somebody of its team."""
    with site.behind():
        here = a_neighbourhood("Oosterveld")
        director = a_member(here, Role.NEIGHBOURHOOD_DIRECTOR, name="Samira Bennani")
        return here.id, director.id, a_member(here, Role.KEY_PERSON, name="Fatma Yildiz").id


def plan_on(day: date, **more) -> Plan:
    """Return a plan from 13.00 to 14.30 on the Dutch clock."""
    return a_plan(starts_at=on_the_wall(day, time(13)), title="Teamoverleg, bij Ada; koffie", **more)


def planned(people: tuple[int, int, int], day: date) -> int:
    """Let the director plan a meeting of the team; return its number."""
    here, director, _member = people
    place, by = db.session.get_one(Neighbourhood, here), person_by_id(director)
    return a_meeting(plan_on(day), by=by, neighbourhood=place).id


def moved(people: tuple[int, int, int], number: int, day: date, place: str) -> None:
    """Let the director move a meeting, and tell people when the ten minutes are over."""
    meeting = db.session.get_one(Meeting, number)
    change_meeting(meeting, plan_on(day, place=place), person_by_id(people[1]), serial=meeting.serial)
    meeting.tell_after = now()
    db.session.commit()
    tell_changes()


def attached(number: int) -> bytes:
    """Return the file of the newest mail to somebody, as it leaves for their mail program."""
    newest = select(Mail).where(Mail.address == person_by_id(number).email).order_by(Mail.id.desc()).limit(1)
    sent = compose(db.session.scalars(newest).one(), "Kringwijs <kringwijs@example.org>").as_bytes()
    [file] = [each for each in message_from_bytes(sent, policy=default).walk() if each.get_filename()]
    return file.get_payload(decode=True)


def test_a_calendar_takes_an_invitation_a_change_and_a_cancellation_of_one_meeting(site, people, tmp_path):
    calendar, shown = Calendar(tmp_path), []
    with site.behind():
        number = planned(people, SATURDAY)
        invitation = attached(people[2])
    with site.behind():
        moved(people, number, SUNDAY, "Bibliotheek, zaal 2")
        change = attached(people[2])
    with site.behind():
        cancel_meeting(db.session.get_one(Meeting, number), person_by_id(people[1]), "Griep")
        db.session.commit()
        cancellation = attached(people[2])

    for mail in (invitation, change, cancellation):
        calendar.take(mail)
        shown.append(calendar.shows())

    assert shown == [
        ["2027-03-27 13.00|2027-03-27 14.30|Teamoverleg, bij Ada; koffie|Buurthuis De Wending|CONFIRMED"],
        ["2027-03-28 13.00|2027-03-28 14.30|Teamoverleg, bij Ada; koffie|Bibliotheek, zaal 2|CONFIRMED"],
        ["2027-03-28 13.00|2027-03-28 14.30|Teamoverleg, bij Ada; koffie|Bibliotheek, zaal 2|CANCELLED"],
    ]


def test_a_calendar_subscribes_and_follows_what_changes_and_what_is_off(site, people, tmp_path):
    with site.behind():
        numbers = [planned(people, day) for day in (SATURDAY, SUNDAY, IN_OCTOBER, AFTER)]
        token = token_of(make_feed(person_by_id(people[2]), origin="test"))
    calendar, shown = Calendar(tmp_path, f"{site.address}/agenda/{token}.ics"), []
    calendar.fetch()
    shown.append(calendar.shows())

    with site.behind():
        moved(people, numbers[0], SUNDAY, "Bibliotheek, zaal 2")
        cancel_meeting(db.session.get_one(Meeting, numbers[1]), person_by_id(people[1]), "")
    calendar.fetch()
    shown.append(calendar.shows())

    what, where = "Teamoverleg, bij Ada; koffie", "Buurthuis De Wending"
    lines = [f"{day} 13.00|{day} 14.30|{what}|{where}|CONFIRMED" for day in (SATURDAY, SUNDAY, IN_OCTOBER, AFTER)]
    moved_to = f"{SUNDAY} 13.00|{SUNDAY} 14.30|{what}|Bibliotheek, zaal 2|CONFIRMED"
    assert shown == [lines, [moved_to, *lines[2:]]]
