"""Saying what one wants to learn, and answering that."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import update

from lms.accounts.commands.notices import notify, notify_all
from lms.accounts.models import Person
from lms.accounts.queries.people import people_with_role, person_by_id
from lms.kernel import audit
from lms.kernel.chance import new_uid
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.programme.commands.form_keys import first_of_form, row_of_form, unchanged
from lms.training.models import TrainingNeed
from lms.training.models.evaluations import LONGEST_NEED
from lms.training.policy import EDITORS

ASKED, ANSWERED = "training_need", "training_need_answered"
NEWS = _l("Iemand vertelt wat die wil leren")
ANSWER = _l("Er is een antwoord op wat je wilt leren")


def ask_to_learn(text: str, *, by: Person, form_key: str = "") -> TrainingNeed:
    """Keep what somebody wants to learn and tell who answers; a form that is sent twice says it once."""
    form_key, text = form_key or new_uid(24), _checked(text)
    said: TrainingNeed | None = row_of_form(TrainingNeed.by_id, form_key, by)
    if said is not None:
        return unchanged(said, text=text)
    need = TrainingNeed(by_id=by.id, text=text, form_key=form_key)
    said = first_of_form(TrainingNeed.by_id, need, by)
    if said is need:
        readers = [each for each in people_with_role(*EDITORS) if each.id != by.id]
        url = f"/beheer/scholing/vragen/{need.uid}"
        notify_all(readers, cause=ASKED, object=f"need/{need.uid}", text=NEWS, url=url)
    return unchanged(said, text=text)


def answer_need(need: TrainingNeed, text: str, *, by: Person, origin: str) -> None:
    """Answer once; of two answers at the same moment, the second is refused."""
    text = _checked(text)
    open_ = (TrainingNeed.id == need.id, TrainingNeed.answered_at.is_(None))
    written = db.session.execute(
        update(TrainingNeed).where(*open_).values(answer=text, answered_by_id=by.id, answered_at=now()),
        execution_options={"synchronize_session": False},
    )
    if written.rowcount != 1:  # type: ignore[attr-defined]  # an update counts
        raise Refusal(_("Iemand anders schreef net een antwoord. Lees dat eerst."))
    db.session.refresh(need, ["answer", "answered_by_id", "answered_at"])
    audit.record("training.need_answer", f"need/{need.uid}", actor_uid=by.uid, origin=origin)
    asker = person_by_id(need.by_id) if need.by_id else None
    if asker is not None and asker.id != by.id:
        notify(asker, cause=ANSWERED, object=f"need/{need.uid}", text=ANSWER, url="/mijn-leren/vragen")


def _checked(text: str) -> str:
    text = text.strip()
    if not text or len(text) > LONGEST_NEED:
        raise Refusal(_("Schrijf een paar zinnen. Er passen %(most)s tekens.", most=LONGEST_NEED), "text")
    return text
