"""Flask-Security's view of our tables."""

from flask_security import SQLAlchemyUserDatastore

from lms.accounts.models import Person, PlatformRole
from lms.kernel.db import db


class Datastore(SQLAlchemyUserDatastore):
    """Flask-Security's datastore without its commit: the request commits, once, at its edge."""

    def __init__(self) -> None:
        super().__init__(db, Person, PlatformRole)  # type: ignore[arg-type]  # our models bring what it reads

    def commit(self) -> None:
        """Send what changed to the database; the edge of the request commits."""
        self.db.session.flush()
