"""Recording what a text of a part says."""

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import HiddenField

from lms.ui.forms import BaseForm


class VoiceForm(BaseForm):
    """The sound, how long it lasts, and the mark of the words that stood beside it."""

    recording = FileField(_l("Spreek deze tekst in"), description=_l("Hoogstens drie minuten."))
    seconds = HiddenField()
    mark = HiddenField()
