"""Mijn zinnen: the list, its order, and the pocket card."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from lms.accounts.models import Person
from lms.kernel.permit import permit, signed_in
from lms.kernel.refusal import KeptBefore, Refusal
from lms.training.commands import sentences as commands
from lms.training.forms.own_learning import SentenceForm
from lms.training.models import PocketSentence
from lms.training.queries.sentences import Sentence, cards_of, own_sentence_at, sentence_at, sentences_of
from lms.training.views.blueprint import bp
from lms.ui.forms import show_kept, show_refusal

Answer = str | Response | tuple[str, int]


@bp.route("/mijn-leren/zinnen", methods=["GET", "POST"])
@permit(signed_in)
def own_sentences(actor: Person) -> Answer:
    """Show somebody's sentences, and let them add one."""
    form = SentenceForm()
    if form.validate_on_submit():
        try:
            kept = commands.add_sentence(form.text.data or "", by=actor, form_key=form.key)
            return redirect(url_for(".own_sentences", _anchor=kept.uid), 303)
        except KeptBefore as before:
            show_kept(form, before.row.text, url_for(".own_sentences"))
        except Refusal as refusal:
            show_refusal(form, refusal)
    page = render_template("training/sentences.html", sentences=sentences_of(actor), form=form)
    return page, 422 if form.is_submitted() else 200


@bp.get("/mijn-leren/zinnen/kaart")
@permit(signed_in)
def pocket_card(actor: Person) -> str:
    """Show the sentences large, as they are printed on cards for a pocket."""
    return render_template("training/pocket.html", cards=cards_of(sentences_of(actor)))


@bp.post("/mijn-leren/zinnen/<sentence>/plaats")
@permit(signed_in, sentence=(sentence_at, "sentence"))
def move_sentence(sentence: Sentence, actor: Person) -> Response:
    """Move a sentence one place up or down."""
    commands.move_sentence(sentence.key, up=request.form.get("naar") == "boven", by=actor)
    return redirect(url_for(".own_sentences", _anchor=sentence.key), 303)


@bp.post("/mijn-leren/zinnen/<sentence>/weg")
@permit(signed_in, sentence=(sentence_at, "sentence"))
def drop_sentence(sentence: Sentence, actor: Person) -> Response:
    """Throw a sentence away."""
    commands.drop_sentence(sentence, by=actor)
    flash(_("De zin is weg: %(sentence)s", sentence=sentence.text))
    return redirect(url_for(".own_sentences"), 303)


@bp.route("/mijn-leren/zinnen/<sentence>", methods=["GET", "POST"])
@permit(signed_in, sentence=(own_sentence_at, "sentence"))
def change_sentence(sentence: PocketSentence) -> Answer:
    """Say an own sentence otherwise."""
    form = SentenceForm(text=sentence.text)
    if form.validate_on_submit():
        try:
            commands.change_sentence(sentence, form.text.data or "")
            return redirect(url_for(".own_sentences", _anchor=sentence.uid), 303)
        except Refusal as refusal:
            show_refusal(form, refusal)
    page = render_template("training/sentence.html", sentence=sentence, form=form)
    return page, 422 if form.is_submitted() else 200
