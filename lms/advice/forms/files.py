"""Files that go with what somebody writes, and a voice note with what it says."""

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, MultipleFileField
from werkzeug.datastructures import FileStorage
from wtforms import HiddenField, TextAreaField
from wtforms.validators import InputRequired, Length

from lms.advice.models.talk import LONGEST_TRANSCRIPT
from lms.ui.forms import BaseForm, CarefulForm, ConsentField

TOO_LONG = _l("Je tekst is te lang. Er passen %(max)d tekens.")
ACCEPTED = "image/jpeg,image/png,image/webp,.pdf,.docx,.odt"


class FilesForm(BaseForm):
    """A form that takes files too; a photo only with the consent of who is on it (P-4)."""

    files = MultipleFileField(
        _l("Kies een foto, pdf of Word-bestand"),
        description=_l("Samen hoogstens 10 MB. Waar een foto is gemaakt, halen we eruit."),
        render_kw={"accept": ACCEPTED},
    )
    consent = ConsentField(_l("Er staan geen herkenbare mensen op de foto, of zij vinden het goed"))

    @property
    def uploads(self) -> list[FileStorage]:
        """The files that were chosen."""
        return [each for each in self.files.data or () if isinstance(each, FileStorage) and each.filename]


class VoiceForm(BaseForm):
    """A form that takes a voice note too."""

    recording = FileField(_l("Of spreek het in"), description=_l("Hoogstens één minuut."))
    seconds = HiddenField()

    @property
    def spoken(self) -> FileStorage | None:
        """The recording, when there is one."""
        return (
            self.recording.data
            if isinstance(self.recording.data, FileStorage) and self.recording.data.filename
            else None
        )

    @property
    def seconds_told(self) -> int | None:
        """How long the recording is, when the browser measured it."""
        told = self.seconds.data or ""
        return max(1, int(told)) if told.isascii() and told.isdigit() and len(told) <= 4 else None


class TranscriptForm(CarefulForm):
    """What a voice note says."""

    transcript = TextAreaField(
        _l("Wat zeg je in de opname?"),
        [
            InputRequired(_l("Schrijf in één zin wat je zei.")),
            Length(max=LONGEST_TRANSCRIPT, message=TOO_LONG),
        ],
        description=_l("Eén zin is genoeg. Niet iedereen kan de opname horen."),
        render_kw={"rows": 2},
    )
