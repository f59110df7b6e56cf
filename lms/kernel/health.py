"""Whether this process is alive, and whether it can serve."""

from typing import Any

from flask import Blueprint
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from lms.kernel.db import db
from lms.kernel.permit import anyone, permit

bp = Blueprint("health", __name__)


@bp.get("/healthz")
@permit(anyone)
def alive() -> dict[str, str]:
    """Answer while the process runs."""
    return {"status": "ok"}


@bp.get("/readyz")
@permit(anyone)
def ready() -> Any:
    """Answer 200 when the database answers, 503 when it does not."""
    try:
        db.session.execute(text("SELECT 1 FROM alembic_version")).first()
    except SQLAlchemyError:
        return {"status": "database"}, 503
    return {"status": "ok"}
