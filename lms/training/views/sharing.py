"""Letting people read along with a thought or an assignment, and what they see of it."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug import Response

from lms.accounts.models import Person
from lms.kernel.permit import permit, signed_in
from lms.kernel.refusal import KeptBefore, Refusal
from lms.training.commands import sharing as commands
from lms.training.forms.own_learning import CommentForm, ReadersForm
from lms.training.models import AssignmentComment
from lms.training.queries.readers import readers_for
from lms.training.queries.sharing import (
    Shared,
    Work,
    chosen_readers,
    comment_at,
    comments_on,
    own_work,
    shared_at,
    shared_by,
    shared_with,
)
from lms.training.queries.team import Finished, finished_by, finished_module
from lms.training.views.blueprint import bp
from lms.ui.forms import show_kept, show_refusal

Answer = str | Response | tuple[str, int]


@bp.get("/mijn-leren/gedeeld")
@permit(signed_in)
def shared(actor: Person) -> str:
    """Show what others let somebody read, what they share themselves, and which finished modules their team sees."""
    agreement, finished = finished_by(actor)
    return render_template(
        "training/shared.html",
        others=shared_with(actor),
        own=shared_by(actor),
        finished=finished,
        agreement=agreement,
    )


@bp.route("/mijn-leren/delen/<work>", methods=["GET", "POST"])
@permit(signed_in, work=(own_work, "work"))
def choose_readers(work: Work, actor: Person) -> Answer:
    """Choose who reads along, and read what they said."""
    offered, chosen = readers_for(actor), chosen_readers(work)
    form = ReadersForm.with_people(offered, chosen)
    if form.validate_on_submit():
        ticked = [person for person in offered if person.uid in (form.readers.data or ())]
        try:
            commands.share_work(work, ticked, by=actor)
            flash(_shared_words(len(ticked)))
            return redirect(url_for(".choose_readers", work=work.uid), 303)
        except Refusal as refusal:
            show_refusal(form, refusal)
    said = comments_on(work)
    page = render_template("training/readers.html", work=work, form=form, offered=offered, said=said, reader=actor.id)
    return page, 422 if form.is_submitted() else 200


@bp.route("/mijn-leren/gedeeld/<person>/<work>", methods=["GET", "POST"])
@permit(signed_in, shared=(shared_at, "person", "work"))
def shared_work(shared: Shared, actor: Person) -> Answer:
    """Read along with somebody; at an assignment, say something."""
    form = CommentForm()
    if form.validate_on_submit():
        try:
            commands.comment_on(shared, form.text.data or "", by=actor, form_key=form.key)
            flash(_("Geplaatst. %(name)s krijgt bericht.", name=shared.person.name))
            return redirect(_address(shared), 303)
        except KeptBefore as kept:
            show_kept(form, kept.row.text, _address(shared))
        except Refusal as refusal:
            show_refusal(form, refusal)
    said = comments_on(shared.work)
    page = render_template("training/shared_work.html", shared=shared, form=form, said=said, reader=actor.id)
    return page, 422 if form.is_submitted() else 200


@bp.post("/mijn-leren/reacties/<comment>/weg")
@permit(signed_in, comment=(comment_at, "comment"))
def drop_comment(comment: AssignmentComment, actor: Person) -> Response:
    """Take a comment away."""
    to_own = comment.person_id == actor.id
    back = url_for(".choose_readers", work=comment.assignment_uid) if to_own else url_for(".shared")
    commands.drop_comment(comment)
    flash(_("De reactie is weg."))
    return redirect(back, 303)


@bp.post("/mijn-leren/af/<module>")
@permit(signed_in, finished=(finished_module, "module"))
def share_finished(finished: Finished, actor: Person) -> Response:
    """Let the team see that a module is finished, or no longer."""
    wanted = request.form.get("deel") == "1"
    commands.share_finished(finished.module, shared=wanted, by=actor)
    title = finished.module.title
    seen, not_seen = _("Je team ziet dat je %(title)s af hebt."), _("Je team ziet niet meer dat je %(title)s af hebt.")
    flash((seen if wanted else not_seen) % {"title": title})
    return redirect(url_for(".shared", _anchor="af"), 303)


def _shared_words(count: int) -> str:
    if not count:
        return _("Alleen jij kunt dit lezen.")
    return ngettext("%(num)s persoon leest mee.", "%(num)s mensen lezen mee.", count)


def _address(shared: Shared) -> str:
    return url_for(".shared_work", person=shared.person.uid, work=shared.work.uid)
