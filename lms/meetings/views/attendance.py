"""Who was there: ticking on a phone, on paper, or with the code in the room; and what somebody took part in."""

from flask import Response as FlaskResponse
from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from lms.accounts.models import Person
from lms.kernel.clock import now
from lms.kernel.permit import permit, signed_in
from lms.kernel.refusal import Refusal
from lms.meetings.commands import attendance as commands
from lms.meetings.forms.attendance import (
    MARKS,
    AttendanceForm,
    JoinForm,
    WalkInForm,
    attendance_form,
    offered_marks,
)
from lms.meetings.models import Meeting, WalkIn
from lms.meetings.queries import attendance as queries
from lms.meetings.queries.attendance import Sheet, attendance_sheet, walk_in_at
from lms.meetings.views.blueprint import bp
from lms.ui.forms import BaseForm, show_refusal

Answer = str | Response | tuple[str, int]


@bp.get("/afspraken/<uid>/aanwezig")
@permit(signed_in, sheet=(attendance_sheet, "uid"))
def attendance(sheet: Sheet) -> Answer:
    """Show who can be ticked; everybody filled in as there when that is asked."""
    return _page(
        sheet, attendance_form(sheet, everybody="iedereen" in request.args), WalkInForm(prefix="erbij-", formdata=None)
    )


@bp.post("/afspraken/<uid>/aanwezig")
@permit(signed_in, sheet=(attendance_sheet, "uid"))
def save_attendance(sheet: Sheet, actor: Person) -> Answer:
    """Write down who was there."""
    form = AttendanceForm()
    if form.validate_on_submit():
        try:
            commands.record_attendance(sheet.meeting, form.marked(), by=actor, why=form.why.data or "")
            flash(_("Bewaard."), "ok")
            return redirect(url_for(".attendance", uid=sheet.meeting.uid), 303)
        except Refusal as refusal:
            show_refusal(form, refusal)
    return _page(sheet, form, WalkInForm(prefix="erbij-", formdata=None)), 422


@bp.post("/afspraken/<uid>/aanwezig/namen")
@permit(signed_in, sheet=(attendance_sheet, "uid"))
def add_walk_in(sheet: Sheet, actor: Person) -> Answer:
    """Write down somebody who was not on the list."""
    form = WalkInForm(prefix="erbij-")
    if form.validate_on_submit():
        try:
            commands.write_walk_in(sheet.meeting, form.name.data or "", by=actor)
            return redirect(url_for(".attendance", uid=sheet.meeting.uid, _anchor="namen"), 303)
        except Refusal as refusal:
            show_refusal(form, refusal)
    return _page(sheet, attendance_form(sheet), form), 422


@bp.route("/afspraken/<uid>/aanwezig/namen/<walk_in>", methods=["GET", "POST"])
@permit(signed_in, walk_in=(walk_in_at, "uid", "walk_in"))
def join_walk_in(walk_in: WalkIn, actor: Person) -> Answer:
    """Choose who somebody was that came in by name."""
    people = queries.possible_people(walk_in)
    form = JoinForm().offer(people)
    person = form.chosen(people) if form.validate_on_submit() else None
    if person is not None and _joined(form, walk_in, person, actor):
        flash(_("%(name)s was erbij.", name=person.name), "ok")
        return redirect(url_for(".attendance", uid=walk_in.meeting.uid), 303)
    page = render_template("meetings/attendance_name.html", walk_in=walk_in, form=form, people=people)
    return (page, 422) if request.method == "POST" else page


@bp.post("/afspraken/<uid>/aanwezig/namen/<walk_in>/weg")
@permit(signed_in, walk_in=(walk_in_at, "uid", "walk_in"))
def drop_walk_in(walk_in: WalkIn) -> Response:
    """Take away a name that was written down by mistake."""
    try:
        commands.take_walk_in_away(walk_in)
        flash(_("De naam is weg."), "ok")
    except Refusal as refusal:
        flash(refusal.message, "warn")
    return redirect(url_for(".attendance", uid=walk_in.meeting.uid, _anchor="namen"), 303)


@bp.get("/afspraken/<uid>/aanwezig/lijst")
@permit(signed_in, sheet=(attendance_sheet, "uid"))
def attendance_paper(sheet: Sheet) -> str:
    """Show the list as it is printed, to go round the room."""
    return render_template("meetings/attendance_paper.html", sheet=sheet, meeting=sheet.meeting)


@bp.get("/afspraken/<uid>/aanwezig/code")
@permit(signed_in, sheet=(attendance_sheet, "uid"))
def attendance_code(sheet: Sheet) -> str:
    """Show the code large, for a projector."""
    drawn = queries.code_picture(sheet.meeting).svg_inline(border=2, omitsize=True, svgclass=None, lineclass=None)
    works = {"from": sheet.meeting.starts_at - queries.CODE_FROM, "now": queries.code_works(sheet.meeting, now())}
    return render_template("meetings/attendance_code.html", meeting=sheet.meeting, qr=drawn, works=works)


@bp.get("/afspraken/<uid>/aanwezig/code.svg")
@permit(signed_in, sheet=(attendance_sheet, "uid"))
def attendance_code_file(sheet: Sheet) -> Response:
    """Give the code as a picture, for somebody's own slides."""
    named = {"Content-Disposition": f'attachment; filename="aanwezig-{sheet.meeting.uid}.svg"'}
    return FlaskResponse(queries.code_file(sheet.meeting), mimetype="image/svg+xml", headers=named)


@bp.get("/afspraken/kom-binnen/<code>")
@permit(signed_in, meeting=(queries.meeting_of_code, "code"))
def coming_in(meeting: Meeting, actor: Person) -> str:
    """Ask whether somebody is there; looking changes nothing."""
    return _door(meeting, BaseForm(), actor)


@bp.post("/afspraken/kom-binnen/<code>")
@permit(signed_in, meeting=(queries.meeting_of_code, "code"))
def come_in(meeting: Meeting, actor: Person) -> Answer:
    """Say that one is there."""
    form = BaseForm()
    try:
        commands.come_in(meeting, actor)
    except Refusal as refusal:
        show_refusal(form, refusal)
        return _door(meeting, form, actor), 422
    return redirect(url_for(".coming_in", code=queries.code_of(meeting)), 303)


@bp.get("/afspraken/mijn-aanwezigheid")
@permit(signed_in)
def my_attendance(actor: Person) -> str:
    """Show somebody where they were, and what of them is not known."""
    mine = queries.involvement_of(actor)
    told = queries.involvement_in((each.attendance, each.answer) for each in mine)
    return render_template("meetings/attendance_mine.html", mine=mine, told=told)


def _page(sheet: Sheet, form: AttendanceForm, walk_in: WalkInForm) -> str:
    moment, rows = now(), {row.person.uid: row for row in sheet.rows}
    return render_template(
        "meetings/attendance.html",
        sheet=sheet,
        meeting=sheet.meeting,
        form=form,
        walk_in=walk_in,
        lines=[(entry, rows[entry.form.uid.data]) for entry in form.marks if entry.form.uid.data in rows],
        offered=offered_marks,
        can_record=queries.may_record_now(sheet.meeting, moment),
        from_when=sheet.meeting.starts_at - queries.RECORD_FROM,
        late=queries.asks_why(sheet.meeting, moment),
        over=sheet.meeting.ends_at < moment,
        filled_in="iedereen" in request.args,
        words={mark.value: words for mark, words in MARKS},
    )


def _door(meeting: Meeting, form: BaseForm, actor: Person) -> str:
    return render_template(
        "meetings/coming_in.html",
        code=queries.code_of(meeting),
        meeting=meeting,
        form=form,
        here=queries.is_here(meeting, actor),
        works=queries.code_works(meeting, now()),
        from_when=meeting.starts_at - queries.CODE_FROM,
    )


def _joined(form: JoinForm, walk_in: WalkIn, person: Person, actor: Person) -> bool:
    try:
        commands.join_walk_in(walk_in, person, by=actor)
    except Refusal as refusal:
        show_refusal(form, refusal)
        return False
    return True
