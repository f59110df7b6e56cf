"""A module on paper for whoever leads it in a room: the page to print, and the same as accessible PDF."""

from flask import Response as FlaskResponse
from flask import redirect, render_template, request, url_for
from werkzeug import Response

from lms.accounts.models import Actor
from lms.kernel.permit import anyone, permit
from lms.kernel.work import end_reading
from lms.training.queries.script import Script, picture_contents, script_of
from lms.training.queries.script_pdf import look, pdf_of
from lms.training.views.blueprint import bp
from lms.ui.validator import unless_unchanged

SHORT = "kort"


def asked_script(module: str, actor: Actor) -> Script | None:
    """Return the script of a module: the whole one, or the short one with ?versie=kort."""
    return script_of(module, actor, short=request.args.get("versie") == SHORT)


@bp.get("/modules/<module>/draaiboek")
@permit(anyone, script=(asked_script, "module"))
def script(script: Script) -> Response:
    """Show the script of a module, ready to print."""
    module = script.reading.module
    if script.reading.asked != module.slug:
        return redirect(_address("training.script", script), 301)
    return unless_unchanged(lambda: render_template("training/script.html", script=script), module.shown)


@bp.get("/modules/<module>/draaiboek.pdf")
@permit(anyone, script=(asked_script, "module"))
def script_pdf(script: Script) -> Response:
    """Give the script of a module as an accessible PDF."""
    return unless_unchanged(lambda: _pdf(script), script.reading.module.shown, look())


def _pdf(script: Script) -> Response:
    pictures = picture_contents(script)
    end_reading()
    which = f"-{SHORT}" if script.short else ""
    named = {"Content-Disposition": f'attachment; filename="{script.reading.module.slug}-draaiboek{which}.pdf"'}
    return FlaskResponse(pdf_of(script, pictures), mimetype="application/pdf", headers=named)


def _address(endpoint: str, script: Script) -> str:
    return url_for(endpoint, module=script.reading.module.slug, versie=SHORT if script.short else None)
