"""Speaking in what a part says: the words to read, a recording to listen back to, and the button that takes it away."""

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug import Response

from lms.accounts.models import Person
from lms.accounts.queries.origin import origin
from lms.kernel.permit import permit
from lms.kernel.refusal import Refusal
from lms.training.commands.voices import LONGEST, record_text, sound_in, take_recording_away
from lms.training.forms.voices import VoiceForm
from lms.training.policy import can_edit_modules
from lms.training.queries.draft_forms import part_in
from lms.training.queries.drafts import Working, working_at
from lms.training.queries.voices import Voice, voices_of
from lms.training.views.blueprint import bp
from lms.ui.forms import show_refusal

Answer = Response | tuple[str, int]


@bp.get("/beheer/modules/<module>/delen/<part>/stem")
@permit(can_edit_modules, working=(working_at, "module"))
def part_voices(working: Working, part: str) -> Answer:
    """Show what there is to read aloud, and what was recorded."""
    return _page(working, part), 200


@bp.post("/beheer/modules/<module>/delen/<part>/stem/<text>")
@permit(can_edit_modules, working=(working_at, "module"))
def record_voice(working: Working, part: str, text: str, actor: Person) -> Answer:
    """Keep a recording with the draft."""
    voice, form = _voice(working, part, text), _form(text)
    if form.validate_on_submit():
        try:
            _keep(working, voice, form, actor)
            return _back(working, part)
        except Refusal as refusal:
            show_refusal(form, refusal)
    return _page(working, part, form, text), 422


@bp.post("/beheer/modules/<module>/delen/<part>/stem/<text>/weg")
@permit(can_edit_modules, working=(working_at, "module"))
def drop_voice(working: Working, part: str, text: str, actor: Person) -> Answer:
    """Take a recording away."""
    take_recording_away(working.uid, _voice(working, part, text).spoken, by=actor, origin=origin())
    flash(_("Weggehaald. Na het publiceren leest de telefoon of computer deze tekst voor."), "ok")
    return _back(working, part)


def _keep(working: Working, voice: Voice, form: VoiceForm, actor: Person) -> None:
    if not form.recording.data:
        raise Refusal(_("Er is nog niets opgenomen. Druk op Begin met praten, of kies een opname."), "recording")
    sound, mark = sound_in(form.recording.data.stream, _seconds(form)), form.mark.data or ""
    record_text(working.uid, voice.spoken, mark, sound, by=actor, origin=origin())
    if mark == voice.spoken.mark:
        flash(_("Bewaard. Je stem klinkt zodra de module is gepubliceerd."), "ok")
    else:
        flash(_("Bewaard. De tekst is intussen veranderd: lees hem nog een keer voor."), "info")


def _back(working: Working, part: str) -> Response:
    return redirect(url_for(".part_voices", module=working.uid, part=part), 303)


def _voice(working: Working, part: str, text: str) -> Voice:
    found = next((each for each in voices_of(working.uid, working.form, part) if each.spoken.uid == text), None)
    return found or abort(404)


def _seconds(form: VoiceForm) -> int | None:
    told = form.seconds.data or ""
    return int(told) if told.isascii() and told.isdigit() and len(told) < 5 else None


def _form(text: str, mark: str | None = None) -> VoiceForm:
    made = VoiceForm(prefix=f"{text}-")
    if mark:
        made.mark.data = mark
    return made


def _page(working: Working, part: str, refused: VoiceForm | None = None, text: str = "") -> str:
    told: dict[str, Any] = {"working": working, "part": part_in(working.form, part) or abort(404), "longest": LONGEST}
    voices = voices_of(working.uid, working.form, part)
    shown = [
        (each, refused if refused and each.spoken.uid == text else _form(each.spoken.uid, each.spoken.mark))
        for each in voices
    ]
    return render_template("training/draft_voices.html", **told, voices=shown)
