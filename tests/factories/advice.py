"""Advice for tests, made by the commands, so that its history is one that people could have made."""

from lms.accounts.models import Person
from lms.advice.commands.answering import ToDo, save_draft, send
from lms.advice.commands.asking import ask
from lms.advice.enums import Certainty, Deed
from lms.advice.models import Advice
from lms.kernel.chance import new_uid
from lms.kernel.db import db
from lms.programme.models import Neighbourhood

PRACTISE = ToDo(Deed.PRACTISE, "", "Samen het gesprek oefenen")


def a_question(
    neighbourhood: Neighbourhood, by: Person, text: str = "Hoe bereiken we mannen uit de flats?", **more
) -> Advice:
    """Let somebody who leads ask something."""
    advice = ask(neighbourhood, text, by=by, origin="test", form_key=new_uid(24), **more)
    db.session.commit()
    return advice


def answered(advice: Advice, by: Person, text: str = "Ga naar de mensen toe.", todo=(PRACTISE,)) -> Advice:
    """Let an adviser answer it."""
    sent = {"by": by, "origin": "test"}
    draft = save_draft(advice, text, certainty=Certainty.LIKELY, todo=todo, **sent)
    send(advice, advice.neighbourhood, seen=draft.serial, **sent)
    db.session.commit()
    return advice
