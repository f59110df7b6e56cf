"""Talking about a lesson with who walks the same path, and looking at what was reported."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug import Response

from lms.accounts.models import Person
from lms.accounts.queries.origin import origin
from lms.kernel.permit import permit, signed_in
from lms.kernel.refusal import Refusal
from lms.training.commands import discussions as commands
from lms.training.forms.paths import HideForm, PostForm
from lms.training.models.discussions import LessonPost
from lms.training.policy import can_edit_paths
from lms.training.queries import discussions as queries
from lms.training.queries.discussions import Talk, own_post, post_seen, post_to_judge, talk_at
from lms.training.views.blueprint import bp
from lms.ui.forms import show_refusal

Answer = str | Response | tuple[str, int]


@bp.get("/leerpad/<path>/gesprek/<lesson>")
@permit(signed_in, talk=(talk_at, "path", "lesson"))
def talk(talk: Talk, actor: Person) -> str:
    """Show what was told about a lesson."""
    return _page(talk, actor, PostForm())


@bp.post("/leerpad/<path>/gesprek/<lesson>")
@permit(signed_in, talk=(talk_at, "path", "lesson"))
def tell(talk: Talk, actor: Person) -> Answer:
    """Add a message."""
    form = PostForm()
    if not form.validate_on_submit():
        return _page(talk, actor, form), 422
    lesson = queries.lesson_of(talk)
    post = commands.write_post(talk.mine.path, lesson, form.text.data or "", key=form.key, by=actor)
    return redirect(url_for(".talk", path=talk.mine.path.slug, lesson=lesson.uid, _anchor=post.uid), 303)


@bp.route("/leerpad/gesprek/<post>", methods=["GET", "POST"])
@permit(signed_in, post=own_post)
def mend(post: LessonPost) -> Answer:
    """Give an own message other words."""
    form = PostForm(text=post.text)
    if form.validate_on_submit():
        try:
            commands.mend_post(post, form.text.data or "")
            return _to(post)
        except Refusal as refusal:
            show_refusal(form, refusal)
    return render_template("training/post.html", post=post, form=form), 422 if form.is_submitted() else 200


@bp.post("/leerpad/gesprek/<post>/melden")
@permit(signed_in, post=post_seen)
def report(post: LessonPost, actor: Person) -> Response:
    """Ask editors to look at a message."""
    commands.report_post(post, by=actor)
    flash(_("Dank je. De redactie kijkt ernaar. De schrijver ziet niet wie dit meldde."))
    return _to(post)


@bp.get("/beheer/leerpaden/gesprekken")
@permit(can_edit_paths)
def reported() -> str:
    """List the messages that somebody reported."""
    return _reported(HideForm())


@bp.post("/beheer/leerpaden/gesprekken/<post>/verbergen")
@permit(can_edit_paths, post=post_to_judge)
def hide(post: LessonPost, actor: Person) -> Answer:
    """Take a message out of sight."""
    form = HideForm()
    if not form.validate_on_submit():
        return _reported(form, refused=post.uid), 422
    commands.hide_post(post, form.why.data or "", by=actor, origin=origin())
    flash(_("Verborgen. De schrijver ziet waarom."), "ok")
    return redirect(url_for(".reported"), 303)


@bp.post("/beheer/leerpaden/gesprekken/<post>/laten-staan")
@permit(can_edit_paths, post=post_to_judge)
def leave(post: LessonPost, actor: Person) -> Response:
    """Say that a message may stay."""
    commands.leave_post(post, by=actor, origin=origin())
    flash(_("Het bericht blijft staan."), "ok")
    return redirect(url_for(".reported"), 303)


def _page(talk: Talk, actor: Person, form: PostForm) -> str:
    return render_template("training/talk.html", talk=talk, posts=queries.posts_in(talk), form=form, me=actor)


def _reported(form: HideForm, refused: str = "") -> str:
    return render_template("training/reported.html", posts=queries.reported_posts(), form=form, refused=refused)


def _to(post: LessonPost) -> Response:
    return redirect(url_for(".talk", path=post.path.slug, lesson=post.lesson.uid, _anchor=post.uid), 303)
