"""Who may see and do what, and why."""

from flask import Blueprint, render_template, request
from flask_babel import gettext

from lms.accounts.models import Actor
from lms.home.queries.rights import role_of, the_rights
from lms.kernel.permit import permit, signed_in

bp = Blueprint("rights", __name__, template_folder="../templates")


@bp.get("/wie-mag-wat")
@permit(signed_in)
def index(actor: Actor) -> str:
    """Say what one role may, your own first, and beside it all roles."""
    role = role_of(actor, request.args.get("rol", ""))
    mine = role.key in actor.roles
    return render_template("home/rights.html", rights=the_rights(), role=role, mine=mine, say=gettext)
