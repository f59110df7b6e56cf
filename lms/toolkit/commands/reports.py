"""Telling how it went, sharing that with everybody after somebody looked at it, and taking it back."""

from collections.abc import Mapping
from hashlib import sha256
from typing import cast

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, select, update
from sqlalchemy.exc import IntegrityError

from lms.accounts.commands.notices import notify, notify_all
from lms.accounts.models import Person
from lms.accounts.queries.people import people_with_role
from lms.kernel import audit
from lms.kernel.chance import new_uid
from lms.kernel.clock import now, today
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.programme.commands.form_keys import first_of_form, row_of_form, unchanged
from lms.programme.models import Moment
from lms.programme.policy import NEIGHBOURHOOD, places
from lms.toolkit.enums import ItemStatus, ReportState, Result
from lms.toolkit.models import Item, ItemReport
from lms.toolkit.models.experience import LONGEST_MORE, LONGEST_SENTENCE
from lms.toolkit.policy import EDITORS
from lms.toolkit.queries.reports import TAKEN_AWAY, recognised, report_of_moment

LONGEST_WHY = 500
MORE = ("happened", "adapted", "next_time")
TO_CHECK, CHECKED = "toolkit_report_to_check", "toolkit_report_checked"
NEWS = _l("Een ervaring met een werkvorm wacht op je blik")
SHOWN = _l("Je ervaring staat op de site. Dank je wel, anderen leren ervan")
KEPT_INSIDE = _l("Je ervaring blijft binnen. Lees waarom. Hij telt wel mee")


def tell_how_it_went(
    item: Item,
    result: Result,
    sentence: str,
    *,
    by: Person,
    more: Mapping[str, str] | None = None,
    neighbourhood_id: int | None = None,
    consent: bool | None = False,
    moment: Moment | None = None,
    form_key: str = "",
) -> ItemReport:
    """Keep how an item went; a form sent twice is one report, so is a moment, and so is the same told again that day.

    ``more`` is what happened, what was adapted and what comes next, each as long as :data:`LONGEST_MORE` at most. With
    ``consent`` it waits for somebody who looks for recognisable people; told again, the last yes or no holds. ``None``
    stands for not asked, as by the buttons under a moment.
    """
    form_key = form_key or new_uid(24)
    words = {name: (more or {}).get(name, "").strip() for name in MORE}
    said = {"result": result, "sentence": sentence.strip(), "neighbourhood_id": neighbourhood_id, **words}
    if told := row_of_form(ItemReport.by_id, form_key, by):
        return _with_last_word(cast(ItemReport, unchanged(told, **said)), consent, by)
    if told := report_of_moment(moment) if moment else None:
        return _with_last_word(told, consent, by)
    mark = None if moment else _mark(said)
    if told := _told_before(item.id, by, mark):
        return _with_last_word(told, consent, by)
    _refuse_what_does_not_fit(item, sentence.strip(), words, by, neighbourhood_id)
    state = ReportState.WAITING if consent else ReportState.INSIDE
    whose = {"item_id": item.id, "number": item.number, "moment_id": moment.id if moment else None, "by_id": by.id}
    report = ItemReport(form_key=form_key, consent=bool(consent), state=state, said_mark=mark, **whose, **said)
    kept = _first(report, by, moment)
    if kept is not report:
        return _with_last_word(kept if kept.form_key != form_key else unchanged(kept, **said), consent, by)
    if consent:
        _ask_to_check(report, by)
    return report


def share_report(report: ItemReport, *, by: Person) -> None:
    """Say yes to others reading it: it waits for somebody who looks for recognisable people."""
    mine = (ItemReport.by_id == by.id, ItemReport.state == ReportState.INSIDE, ItemReport.checked_at.is_(None))
    if _changed(report, *mine, consent=True, state=ReportState.WAITING):
        _ask_to_check(report, by)


def unshare_report(report: ItemReport, *, by: Person) -> None:
    """Take the yes back, at once; when it is given again, somebody looks again."""
    fresh = {"checked_at": None, "checked_by_id": None, "checked_why": ""}
    shared = (ItemReport.by_id == by.id, ItemReport.consent.is_(True))
    _changed(report, *shared, consent=False, state=ReportState.INSIDE, **fresh)


def show_report(report: ItemReport, *, by: Person, origin: str) -> None:
    """Let everybody read a report in which nobody is recognisable; refuse what its writer took back meanwhile.

    What holds a telephone number, an e-mail address or a postcode is refused, whoever said that it is fine.
    """
    if never := recognised(report).never:
        what = ", ".join(never)
        raise Refusal(
            _("Dit kan niet op de site, want er staat: %(what)s. Houd het binnen en leg uit waarom.", what=what)
        )
    _checked(report, ReportState.PUBLIC, "", by)
    audit.record("toolkit.report_show", f"report/{report.uid}", actor_uid=by.uid, origin=origin)
    _tell_writer(report, SHOWN)


def keep_report_inside(report: ItemReport, why: str, *, by: Person, origin: str) -> None:
    """Leave a report to its neighbourhood, and tell its writer kindly why."""
    why = why.strip()
    if not why or len(why) > LONGEST_WHY:
        message = _("Schrijf in één of twee zinnen waarom. De schrijver leest het.")
        raise Refusal(message, "why")
    _checked(report, ReportState.INSIDE, why, by)
    audit.record("toolkit.report_inside", f"report/{report.uid}", actor_uid=by.uid, origin=origin)
    _tell_writer(report, KEPT_INSIDE)


def take_report_back(report: ItemReport, *, by: Person, origin: str) -> None:
    """Take away for good what somebody told: its words, and that it counts; its moment may become another report."""
    empty = {name: "" for name in MORE} | {"sentence": TAKEN_AWAY, "consent": False}
    empty |= {"moment_id": None, "said_mark": None}
    taken = {"state": ReportState.INSIDE, "checked_why": "", "removed_at": now(), **empty}
    if _changed(report, ItemReport.by_id == by.id, **taken):
        audit.record("toolkit.report_remove", f"report/{report.uid}", actor_uid=by.uid, origin=origin)


def _first(report: ItemReport, by: Person, moment: Moment | None) -> ItemReport:
    """Write the report, or return what this form, this moment or these words became at the same time."""
    item_id, mark = report.item_id, report.said_mark
    try:
        return first_of_form(ItemReport.by_id, report, by)
    except IntegrityError:
        other = report_of_moment(moment) if moment else _told_before(item_id, by, mark)
        if other is None:
            raise  # another rule of the table was broken
        return other


def _told_before(item_id: int, by: Person, mark: str | None) -> ItemReport | None:
    """Return what somebody told of an item today in these very words."""
    same = (ItemReport.by_id == by.id, ItemReport.item_id == item_id, ItemReport.said_mark == mark)
    return db.session.scalar(select(ItemReport).where(*same)) if mark else None


def _with_last_word(report: ItemReport, consent: bool | None, by: Person) -> ItemReport:
    if consent:
        share_report(report, by=by)
    elif consent is not None:
        unshare_report(report, by=by)
    return report


def _mark(said: Mapping[str, object]) -> str:
    """Return the mark of what was said and the day: on another day it may well have gone the same way."""
    return sha256(repr((today().isoformat(), sorted(said.items()))).encode()).hexdigest()


def _refuse_what_does_not_fit(
    item: Item, sentence: str, more: Mapping[str, str], by: Person, neighbourhood_id: int | None
) -> None:
    if item.status is not ItemStatus.PUBLISHED:
        raise Refusal(_("Dit staat niet meer in de toolkit. Kijk op de pagina wat ervoor in de plaats kwam."))
    if not sentence:
        raise Refusal(_("Schrijf in één zin hoe het ging. Ook als het niet lukte."), "sentence")
    too_long = _("Je tekst is te lang. Er passen %(most)s tekens.", most=LONGEST_SENTENCE)
    if len(sentence) > LONGEST_SENTENCE:
        raise Refusal(too_long, "sentence")
    for name, text in more.items():
        if len(text) > LONGEST_MORE:
            raise Refusal(_("Je tekst is te lang. Er passen %(most)s tekens.", most=LONGEST_MORE), name)
    if neighbourhood_id is not None and neighbourhood_id not in places(by, NEIGHBOURHOOD):
        raise Refusal(_("Kies een wijk waar je zelf bij hoort."), "neighbourhood")


def _checked(report: ItemReport, state: ReportState, why: str, by: Person) -> None:
    """Decide once; what somebody else decided or the writer took back at the same moment stays as it is."""
    if report.by_id == by.id:
        raise Refusal(_("Dit schreef je zelf. Laat iemand anders ernaar kijken."))
    decided = {"state": state, "checked_why": why, "checked_by_id": by.id, "checked_at": now()}
    waits = (ItemReport.state == ReportState.WAITING, ItemReport.by_id.is_not(None))  # somebody who can take it back
    if not _changed(report, *waits, **decided):
        raise Refusal(_("Hier is al naar gekeken, of de schrijver haalde het weg."))


def _changed(report: ItemReport, *conditions: ColumnElement[bool], **values: object) -> bool:
    """Change a report that is still there and as it was, in one statement; return whether it was."""
    same = (ItemReport.id == report.id, ItemReport.removed_at.is_(None), *conditions)
    done = db.session.execute(
        update(ItemReport).where(*same).values(values), execution_options={"synchronize_session": False}
    )
    db.session.refresh(report, [*values])
    return done.rowcount == 1  # type: ignore[attr-defined]  # an update counts


def _ask_to_check(report: ItemReport, by: Person) -> None:
    readers = [each for each in people_with_role(*EDITORS) if each.id != by.id]
    version = new_uid(8)  # when it is shared once more, they are asked once more
    url = f"/beheer/toolkit/ervaringen/{report.uid}"
    notify_all(readers, cause=TO_CHECK, object=f"report/{report.uid}", text=NEWS, url=url, version=version)


def _tell_writer(report: ItemReport, text: str) -> None:
    writer = db.session.get(Person, report.by_id) if report.by_id else None
    if writer is not None:
        url = f"/toolkit/{report.item.slug}/ervaringen/{report.uid}"
        same = {"cause": CHECKED, "object": f"report/{report.uid}", "version": new_uid(8)}
        notify(writer, text=text, url=url, **same)
