"""Notices for tests, of a kind that is nobody's."""

from flask_babel import lazy_gettext as _l

from lms.accounts import commands as accounts
from lms.accounts.models import Notice, Person
from lms.accounts.slots import NoticeKind
from lms.kernel.db import db

TEA = NoticeKind(key="tea", label=_l("Thee"), causes=("tea_is_ready", "tea_is_cold"))


def a_notice(person: Person, number: int = 1, **given) -> Notice:
    """Tell somebody that a pot of tea is ready."""
    values = {"cause": "tea_is_ready", "object": f"pot-{number}", "text": "De thee is klaar", "url": "/keuken", **given}
    notice = accounts.notify(person, **values)
    db.session.commit()
    return notice
