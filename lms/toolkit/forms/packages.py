"""The form to hand in a zip of packages."""

from base64 import b64decode, b64encode
from binascii import Error as NoBase64
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import HiddenField

from lms.ui.forms import BaseForm


class PackageForm(BaseForm):
    """A zip, as a file or carried along by the page that showed what is in it."""

    file = FileField(
        _l("Zip met pakketten"), description=_l("Zo'n bestand download je bij een item, ook op een andere plek.")
    )
    carried = HiddenField()

    def content(self) -> bytes:
        """Return the zip; a file wins. Nothing when there is none."""
        upload: Any = self.file.data
        if upload and upload.filename:
            return bytes(upload.read())
        try:
            return b64decode(self.carried.data or "", validate=True)
        except (NoBase64, ValueError):
            return b""

    def carry(self, content: bytes) -> None:
        """Let the page bring the zip back."""
        self.carried.data = b64encode(content).decode()
