"""Dit kan beter: telling us, reading the answer, and answering."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from lms.accounts.commands.limits import take_try
from lms.accounts.enums import Tried
from lms.accounts.errors import TooManyTries
from lms.accounts.models import Actor, Person
from lms.accounts.queries.origin import origin
from lms.home import commands, policy
from lms.home.forms import AnswerForm, RemarkForm
from lms.home.models import Remark
from lms.home.queries import remarks as queries
from lms.kernel.permit import anyone, permit
from lms.kernel.refusal import Refusal
from lms.kernel.row_numbers import row_number
from lms.kernel.work import begin_writing, end_reading, slow_first
from lms.ui.forms import show_refusal

bp = Blueprint("remarks", __name__, template_folder="../templates")


@bp.get("/dit-kan-beter")
@permit(anyone)
def new(actor: Actor) -> str:
    """Ask what could be better."""
    return render_template("home/remark_new.html", form=RemarkForm.asking(actor, page=request.args.get("pagina", "")))


@bp.post("/dit-kan-beter")
@slow_first
@permit(anyone)
def send(actor: Actor) -> Response | tuple[str, int]:
    """Keep what somebody tells; from one person or one network only so much an hour."""
    form = RemarkForm.asking(actor, page="")
    if not form.validate_on_submit():
        return render_template("home/remark_new.html", form=form), 422
    try:
        _limit(actor)
        remark = commands.send_remark(by=actor, **form.remark())
    except Refusal as refusal:
        show_refusal(form, refusal)
        return render_template("home/remark_new.html", form=form), 429
    flash(_("Dank je wel. Je bericht is aangekomen."), "ok")
    return redirect(url_for(".show", remark=remark.uid), 303)


def _limit(actor: Actor) -> None:
    """Count a remark outside any transaction; then begin writing."""
    account = f"person/{actor.uid}" if actor.is_authenticated else f"visitor/{origin()}"
    end_reading()
    try:
        take_try(Tried.REMARK, account=account, origin=origin())
    except TooManyTries:
        raise commands.too_many() from None
    begin_writing()


@bp.get("/dit-kan-beter/<remark>")
@permit(anyone, remark=queries.remark_by_uid)
def show(remark: Remark, actor: Actor) -> str:
    """Show a remark and its answer to whoever holds the address."""
    asker = remark.person.name if remark.person is not None and remark.person.uid == actor.uid else ""
    shown = {"asker": asker, "may_answer": policy.can_answer_remarks(actor)}
    return render_template("home/remark.html", remark=remark, **shown)


@bp.get("/beheer/verbeteringen")
@permit(policy.can_answer_remarks)
def index() -> str:
    """List what people told us, open ones first."""
    answered = request.args.get("beantwoord") == "1"
    before = request.args.get("voor", type=row_number)
    found = queries.remarks(answered=answered, before=before)
    page, more = found[: queries.PAGE], len(found) > queries.PAGE
    return render_template("home/remarks.html", remarks=page, more=more, answered=answered)


@bp.route("/beheer/verbeteringen/<remark>", methods=["GET", "POST"])
@permit(policy.can_answer_remarks, remark=queries.remark_by_uid)
def answer(remark: Remark, actor: Person) -> str | Response | tuple[str, int]:
    """Answer a remark."""
    form, other = AnswerForm.answering(remark), ""
    if form.validate_on_submit():
        try:
            commands.answer_remark(remark, by=actor, text=form.text.data, seen=form.seen_at())
            flash(_("Je antwoord is bewaard."), "ok")
            return redirect(url_for(".index"), 303)
        except Refusal as refusal:
            show_refusal(form, refusal)
            form.show_newer(remark)
            other = remark.answer or ""
    page = render_template("home/remark_answer.html", remark=remark, form=form, other=other)
    return page, 422 if form.is_submitted() else 200
