"""Saying why a form was not kept, also when it was kept before with other words."""

from flask import url_for
from flask_babel import gettext as _

from lms.kernel.refusal import KeptBefore, Refusal
from lms.programme.commands.moments import TAKEN_AWAY
from lms.programme.forms.steps import FITS
from lms.programme.models import Decision, Evidence, HelpOffer, Moment, StepFeedback
from lms.ui.forms import OnceForm, show_kept, show_refusal

Kept = Moment | Decision | HelpOffer | Evidence | StepFeedback


def show_why(form: OnceForm, refusal: Refusal) -> None:
    """Put the reason where the person sees it; what a neighbourhood kept before stands there too."""
    if isinstance(refusal, KeptBefore):
        show_kept(form, *_stands(refusal.row))
    else:
        show_refusal(form, refusal)


def _stands(row: Kept) -> tuple[str, str]:
    """Return what a form became, in words, and the page where it stands."""
    slug = row.neighbourhood.slug
    if isinstance(row, Moment):
        shown = url_for(".show_moment", slug=slug, uid=row.uid)
        return row.text or _("Opname"), url_for(".moment_list", slug=slug) if row.removed_at else shown
    if isinstance(row, Decision):
        return row.decided, url_for(".decision_list", slug=slug, _anchor=row.uid)
    if isinstance(row, HelpOffer):
        mend = url_for(".change_help", slug=slug, uid=row.uid)
        return row.name, url_for(".help_nearby", slug=slug) if row.removed_at else mend
    if isinstance(row, Evidence):
        return row.text or row.file_name or TAKEN_AWAY, url_for(".step", slug=slug, step=row.step_key, _anchor="bewijs")
    said = row.remark or next(str(each.label) for each in FITS if each.value == row.fit)
    return said, url_for(".step", slug=slug, step=row.step_key, _anchor="past")
