"""Recordings of what parts say: each reads a text that is there, in the words it has now."""

from collections.abc import Iterator

from flask_babel import gettext as _

from lms.content.packages import Package
from lms.content.problems import WARNING, Problem
from lms.content.spoken import is_recording, spoken_in, text_read_in


def voice_problems(package: Package) -> Iterator[Problem]:
    """Find recordings of no text, and those of words that changed since; the second are kept, and not played."""
    texts = {text.uid: text for part in package.parts for text in spoken_in(part)}
    for media in package.media:
        if not is_recording(media.file):
            continue
        read = text_read_in(media.file)
        text = texts.get(read[0]) if read else None
        if text is None:
            message = _("Deze opname hoort bij geen tekst. Noem hem naar de uid van een deel of van een easy-blok.")
            stem = media.file.removeprefix("media/").rpartition(".")[0]
            if stem in texts:
                named = texts[stem].file_of(media.file[len("media/") + len(stem) :])
                message = _("Leest deze opname de tekst die er nu staat? Noem hem dan: %(name)s", name=named)
            yield Problem(media.origin, "voice-name", message)
        elif read and read[1] != text.mark:
            message = _(
                "De tekst is veranderd na deze opname. Hij wordt niet afgespeeld. Neem hem opnieuw op, of noem hem "
                "%(name)s als dezelfde woorden klinken.",
                name=text.file_of(media.file[media.file.rindex(".") :]),
            )
            yield Problem(media.origin, "voice-old", message, WARNING)
