"""What a form brings along so that sending it twice writes once."""

import re
from typing import Any

from wtforms import HiddenField

from lms.programme.queries.moments import new_form_key
from lms.ui.forms import BaseForm

FORM_KEY = re.compile(r"[a-z0-9]{16,32}")


class OnceForm(BaseForm):
    """A form with a key of its own, fresh on every page; a key that cannot be ours is replaced."""

    form_key = HiddenField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Give the form its key when it brought none."""
        super().__init__(*args, **kwargs)
        if not FORM_KEY.fullmatch(self.form_key.data or ""):
            self.form_key.data = new_form_key()

    def renew(self) -> None:
        """Give the form another key, so that sending it once more writes another row."""
        self.form_key.data = new_form_key()

    @property
    def key(self) -> str:
        """What makes a form that is sent twice one row."""
        return str(self.form_key.data)
