"""The page that leads to everything somebody may administer."""

from flask import Blueprint, render_template

from lms.accounts.models import Actor
from lms.accounts.queries.administration import desks_for, has_desks
from lms.kernel.permit import permit

bp = Blueprint("administration", __name__, template_folder="../templates")


def administers(actor: Actor) -> bool:
    """Return whether there is anything for this actor to administer."""
    return has_desks(actor)


@bp.get("/beheer")
@permit(administers)
def index(actor: Actor) -> str:
    """List what this actor may administer."""
    return render_template("accounts/administration.html", desks=desks_for(actor))
