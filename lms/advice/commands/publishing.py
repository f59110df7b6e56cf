"""Making an answer public: words written anew without a place or a person, every asker's yes, and a second reader."""

from collections.abc import Collection
from typing import Any

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from lms.accounts.commands.notices import notify_all
from lms.accounts.models import Person
from lms.advice.commands.taking import refuse_who_does_not_advise
from lms.advice.commands.telling import tell
from lms.advice.commands.words import cleaned
from lms.advice.enums import Visibility
from lms.advice.models import Advice, AnswerConsent, PublicAnswer, StrategicBundle
from lms.advice.models.advice import LONGEST_TITLE
from lms.advice.models.answers import LONGEST_ANSWER
from lms.advice.models.library import MAKING
from lms.advice.models.path import GIVEN
from lms.advice.queries.answers_found import KIND, PUBLIC
from lms.advice.queries.people import who_speaks
from lms.kernel import audit, search
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.kernel.names import slug_of
from lms.kernel.refusal import Refusal
from lms.programme.commands.form_keys import first_of_form, row_of_form, unchanged
from lms.programme.models import Neighbourhood, Programme

ASKED_TO_PUBLISH, PUBLISHED_READ = "advice.asked_to_publish", "public_answer.read"
ASKED_READER, READER_LEFT = "public_answer.asked_reader", "public_answer.reader_left"
SAID_ABOUT_PUBLIC = "public_answer.said"


def begin_public(
    programme: Programme,
    question: str,
    answer: str,
    askers: Collection[Advice],
    *,
    unrecognisable: bool,
    bundle: StrategicBundle | None = None,
    by: Person,
    origin: str,
    form_key: str,
) -> PublicAnswer:
    """Write an answer anew for everybody, and ask each asker whether it may be public; nothing is public yet."""
    question, answer = _worded(question, answer)
    if before := row_of_form(PublicAnswer.by_id, form_key, by):
        return unchanged(before, question=question, answer=answer)
    if not askers or any(each.state not in GIVEN or each.visibility is Visibility.NAMED for each in askers):
        raise Refusal(_("Alleen een antwoord dat de wijk heeft, en dat niet vertrouwelijk is, kan openbaar worden."))
    first = next(iter(askers))
    about = bundle or first
    row = PublicAnswer(programme_id=programme.id, slug=f"{MAKING}{form_key}", question=question, answer=answer)
    row.form_key, row.bundle_id, row.unrecognisable = form_key, bundle.id if bundle else None, unrecognisable
    row.step_key, row.theme_id, row.by_id = about.step_key, about.theme_id, by.id
    row.asked = len({each.neighbourhood_id for each in askers})
    kept = first_of_form(PublicAnswer.by_id, row, by)
    if kept is not row:
        return unchanged(kept, question=question, answer=answer)
    db.session.add_all(AnswerConsent(answer_id=row.id, advice_id=each.id) for each in askers)
    db.session.flush()
    audit.record("public_answer.begin", code_of(row), actor_uid=by.uid, origin=origin)
    _ask(row, askers)
    return row


def change_public(
    row: PublicAnswer, question: str, answer: str, *, unrecognisable: bool, seen: int, by: Person, origin: str
) -> None:
    """Change the words before they are public; what people said yes to were other words, so they are asked again."""
    question, answer = _worded(question, answer)
    _lock(row)
    _refuse_when_done(row)
    _refuse_other_words(row, seen)
    same = (row.question, row.answer) == (question, answer)
    row.question, row.answer, row.unrecognisable = question, answer, unrecognisable
    row.by_id, row.approved_by_id, row.reader, row.serial = by.id, None, None, row.serial + 1
    asked = consents_of(row)
    if not same:
        for each in asked:
            if each.said:
                each.said = each.at = each.by_id = None
    db.session.flush()
    audit.record("public_answer.change", code_of(row), actor_uid=by.uid, origin=origin)
    if not same:
        _ask(row, [each.advice for each in asked if each.said is None])


def consent(asked: AnswerConsent, row: PublicAnswer, *, agrees: bool, seen: int, by: Person, origin: str) -> None:
    """Say for an asker whether the answer may be public. A no afterwards takes it off.

    Who wrote it hears of a no, and when everybody said yes; never which neighbourhood it was.
    """
    _lock(row)
    if row.withdrawn_at is not None:
        raise Refusal(_("Dit antwoord is teruggehaald. Je hoeft niets meer te doen."))
    if agrees:
        _refuse_other_words(row, seen)
    asked.said, asked.by_id, asked.at = agrees, by.id, now()
    db.session.flush()
    did = "public_answer.consent" if agrees else "public_answer.refuse"
    audit.record(did, code_of(row), actor_uid=by.uid, origin=origin)
    _tell_writer(row, agrees=agrees)
    if not agrees and row.published_at is not None:
        withdraw_public(row, by=by, origin=origin)


def ask_to_read_public(row: PublicAnswer, to: Person, *, by: Person, origin: str) -> None:
    """Ask another adviser to read these words before everybody does; asked again it is another one. Twice is once."""
    refuse_who_does_not_advise(to)
    _lock(row)
    _refuse_when_done(row)
    if to.id == row.by_id:
        raise Refusal(_("Kies iemand anders dan wie het schreef."), "person")
    if row.approved_by_id is not None:
        raise Refusal(_("Een collega las dit al mee."), "person")
    if not row.unrecognisable:
        raise Refusal(_("Vink eerst aan dat niemand te herkennen is."), "person")
    if row.reader_id == to.id:
        return
    row.reader = to
    db.session.flush()
    audit.record("public_answer.ask_reader", code_of(row), actor_uid=by.uid, origin=origin)
    text = _l("%(name)s vraagt of je meeleest met een openbaar antwoord: %(title)s", name=by.name, title=row.question)
    told: dict[str, Any] = {"cause": ASKED_READER, "object": code_of(row), "version": str(row.serial)}
    notify_all([to], **told, text=text, url=f"/advies/openbaar/{row.slug}")


def read_no_more(person: Person) -> None:
    """Let no words wait for somebody who advises no more; who wrote them asks another."""
    waits = (PublicAnswer.approved_by_id.is_(None), PublicAnswer.withdrawn_at.is_(None))
    found = select(PublicAnswer).where(PublicAnswer.reader_id == person.id, *waits).order_by(PublicAnswer.id)
    for row in db.session.scalars(found.with_for_update()).all():
        row.reader = None
        db.session.flush()
        told = _l("%(name)s kan niet meer meelezen. Kies een ander.", name=person.name)
        _notify_writer(row, READER_LEFT, told, f"{row.serial}-{person.uid}")


def approve_public(row: PublicAnswer, *, seen: int, by: Person, origin: str) -> None:
    """Say as somebody else that nobody can be recognised in these words. Twice is once."""
    _lock(row)
    _refuse_when_done(row)
    _refuse_other_words(row, seen)
    if by.id == row.by_id:
        raise Refusal(_("Iemand anders dan wie het schreef, leest mee."))
    if not row.unrecognisable:
        raise Refusal(_("Wie het schreef, vinkt eerst aan dat niemand te herkennen is."))
    if row.approved_by_id is not None:
        return
    row.approved_by_id = by.id
    db.session.flush()
    audit.record("public_answer.approve", code_of(row), actor_uid=by.uid, origin=origin)
    told = _l("%(name)s las je openbare antwoord mee: niemand is te herkennen.", name=by.name)
    _notify_writer(row, PUBLISHED_READ, told, str(row.serial))


def publish(row: PublicAnswer, *, by: Person, origin: str) -> None:
    """Make it public: with the tick, the second reader, and the yes of everybody who asked. Twice is once."""
    _lock(row)
    if row.published_at is not None and row.withdrawn_at is None:
        return
    _refuse_when_done(row)
    asked = consents_of(row)
    if not row.unrecognisable or row.approved_by_id is None:
        raise Refusal(_("Laat eerst een collega meelezen."))
    if not asked or not all(each.said for each in asked):
        raise Refusal(_("Nog niet elke wijk zei ja. Zonder hun ja blijft dit dicht."))
    if any(each.advice.visibility is Visibility.NAMED for each in asked):
        raise Refusal(_("Een van de vragen is nu vertrouwelijk. Dit antwoord blijft dicht."))
    taken = set(db.session.scalars(select(PublicAnswer.slug).where(PublicAnswer.id != row.id)))
    row.slug, row.published_at = slug_of(row.question, taken), now()
    db.session.flush()
    url = f"/antwoorden/{row.slug}"
    search.put(KIND, str(row.id), title=row.question, text=row.answer, url=url, scopes=PUBLIC)
    audit.record("public_answer.publish", code_of(row), actor_uid=by.uid, origin=origin)


def withdraw_public(row: PublicAnswer, *, by: Person, origin: str) -> None:
    """Take it back, public or not: no word of it is kept. Twice is once."""
    _lock(row)
    if row.withdrawn_at is not None:
        return
    row.question = row.answer = ""
    row.slug, row.withdrawn_at = f"{MAKING}{row.form_key}", now()  # the address was made of its words
    db.session.flush()
    search.drop(KIND, str(row.id))
    audit.record("public_answer.withdraw", code_of(row), actor_uid=by.uid, origin=origin)


def consents_of(row: PublicAnswer) -> list[AnswerConsent]:
    """Return what each asker said, with their question and neighbourhood."""
    whole = joinedload(AnswerConsent.advice).joinedload(Advice.neighbourhood).joinedload(Neighbourhood.director)
    found = select(AnswerConsent).where(AnswerConsent.answer_id == row.id).order_by(AnswerConsent.advice_id)
    return list(db.session.scalars(found.options(whole)).all())


def code_of(row: PublicAnswer) -> str:
    """Return what the log and the notices call it: never its words."""
    return f"public_answer/{row.id}"


def _ask(row: PublicAnswer, askers: Collection[Advice]) -> None:
    text = _l("Mag iedereen het antwoord op je vraag lezen, zonder de naam van je wijk?")
    for each in askers:
        people = who_speaks(each, each.neighbourhood)
        tell(people, each, ASKED_TO_PUBLISH, text, version=f"{row.id}-{row.serial}", anchor="openbaar")


def _tell_writer(row: PublicAnswer, *, agrees: bool) -> None:
    """Tell who wrote it of a no, and of the last yes; once for the same words."""
    if not agrees:
        told = _l("Een wijk wil niet dat een antwoord openbaar is. Het blijft dicht.")
    elif row.published_at is None and all(each.said for each in consents_of(row)):
        told = _l("Elke wijk zei ja: je antwoord mag openbaar.")
    else:
        return
    _notify_writer(row, SAID_ABOUT_PUBLIC, told, f"{row.serial}-{'ja' if agrees else 'nee'}")


def _notify_writer(row: PublicAnswer, cause: str, told: LazyString, version: str) -> None:
    writer = db.session.get(Person, row.by_id) if row.by_id else None
    people, url = [writer] if writer else [], f"/advies/openbaar/{row.slug}"
    notify_all(people, cause=cause, object=code_of(row), version=version, text=told, url=url)


def _worded(question: str, answer: str) -> tuple[str, str]:
    question = cleaned(question, LONGEST_TITLE, _("Schrijf de vraag op in algemene woorden."), "question")
    return question, cleaned(answer, LONGEST_ANSWER, _("Schrijf het antwoord op in algemene woorden."), "answer")


def _lock(row: PublicAnswer) -> None:
    db.session.flush()
    names = [each.key for each in PublicAnswer.__mapper__.column_attrs]
    db.session.refresh(row, names, with_for_update=True)


def _refuse_when_done(row: PublicAnswer) -> None:
    if row.withdrawn_at is not None:
        raise Refusal(_("Dit antwoord is teruggehaald."))
    if row.published_at is not None:
        raise Refusal(_("Dit antwoord is al openbaar. Haal het terug om het anders te schrijven."))


def _refuse_other_words(row: PublicAnswer, seen: int) -> None:
    if row.serial != seen:
        raise Refusal(_("Iemand anders veranderde intussen de tekst. Lees die eerst."))
