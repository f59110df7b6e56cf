"""Everything that happens in one neighbourhood of the demo programme, Havenbuurt, and in the programme around it.

Each text that people write there holds a canary: ``kanarie-haven-`` and what kind of text it is. The personas of this
module are the people of Havenbuurt; all others are its neighbours, and may not be shown what is not theirs.
"""

import io
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import select

from lms.accounts.commands.consents import be_reachable
from lms.accounts.enums import Role
from lms.accounts.models import Person
from lms.kernel.clock import today
from lms.kernel.db import db
from lms.organisations.commands import add_contact, set_workplace
from lms.organisations.models import Organisation
from lms.programme.commands.absences import plan_absence
from lms.programme.commands.agreements import record_agreement
from lms.programme.commands.asked import ask_to_join
from lms.programme.commands.cards import load_card, move_to_card, use_card
from lms.programme.commands.feedback import give_feedback
from lms.programme.commands.frames import announce_frame
from lms.programme.commands.invitations import welcome_member
from lms.programme.commands.milestones import finish_milestone, plan_milestone
from lms.programme.commands.prompts import ask
from lms.programme.commands.risks import add_measure, review_risk
from lms.programme.commands.shared_texts import say_shared_text
from lms.programme.commands.steps import move_step, see_step_otherwise
from lms.programme.commands.teams import add_member
from lms.programme.enums import Fit, PromptKind, SharedKind, StepStatus
from lms.programme.models import (
    Decision,
    Evidence,
    HelpOffer,
    Milestone,
    Moment,
    Neighbourhood,
    OnePage,
    Plan,
    Programme,
    Risk,
    TeamMember,
)
from lms.programme.queries.prompts import subject_of

CANARY = "kanarie-haven"
SLUG, STEP, PHONE = "havenbuurt", "kiezen", "06 98765401"
ROOT = f"/wijken/{SLUG}"
#: What is no page, and may hold what was written.
PRINTED = (f"{ROOT}/stappen/{STEP}/klein/{{small}}.ics", f"{ROOT}/bewijs/{{evidence}}", f"{ROOT}/plan/{{plan}}")
DIRECTOR, ADVISER, COORDINATOR = "wijkregisseur2", "adviseur2", "coordinator"
DEPUTY, WORKER, KEY_PERSON, MANAGER = "havendeputy", "havenwerker", "havensleutel", "havenmanager"
#: Lives elsewhere, has an account, and is asked to join.
ASKED = "collega"
#: The people of Havenbuurt that the demo programme does not have, with the names they go by.
PEOPLE = (
    (DEPUTY, f"{CANARY}-plek Dekker", Role.DEPUTY_DIRECTOR),
    (WORKER, f"{CANARY}-team Werf", Role.SOCIAL_WORKER),
    (KEY_PERSON, f"{CANARY}-sleutel Kade", Role.KEY_PERSON),
    (MANAGER, "Ria van Duin", Role.GGD_MANAGER),
)
CARD = Path(__file__).parents[2] / "lms/programme/packages/rookvrij-leven/card.toml"
BY = {"origin": "test"}
ERROR = r"Bijna klaar\. Kijk nog hiernaar:.{0,400}"
Cast = Callable[[str], Person]


def here() -> Neighbourhood:
    """Return Havenbuurt."""
    return db.session.scalars(select(Neighbourhood).where(Neighbourhood.slug == SLUG)).one()


def settle(who: Cast) -> dict[str, str]:
    """Give everybody their place, and write down what is told without files; return the values of addresses."""
    place, by = here(), {"by": who(DIRECTOR), **BY}
    for name, _full_name, role in PEOPLE[:3]:
        add_member(place, who(name), role, **by)
    ggd = db.session.get_one(Organisation, place.ggd_id)
    set_workplace(who(MANAGER), ggd, function="Manager", manages=True, by=who(COORDINATOR), **BY)
    wording = "Mensen van mijn wijken mogen dit zien."
    be_reachable(who(WORKER), phone=PHONE, works_on="ma en di", wording=wording, origin="test")
    card = welcome_member(place, name=f"{CANARY}-kaart Boei", role=Role.RESIDENT, **by)
    joining = ask_to_join(place, who(ASKED), Role.RESIDENT, name=f"{CANARY}-gevraagd Wim", **by)
    values = _cards(who, place) | _choices(who, place) | _programme(who, ggd)
    member = select(TeamMember.uid).where(TeamMember.person_id == card.card.person_id)
    absence = plan_absence(
        who(ADVISER),
        who("adviseur"),
        today() + timedelta(days=20),
        today() + timedelta(days=30),
        by=who(ADVISER),
        **BY,
    )
    prompt = ask(who(DIRECTOR), PromptKind.STANDSTILL, subject_of(place, "bedenken"))
    return values | {
        "neighbourhood": SLUG,
        "slug": SLUG,
        "step": STEP,
        "card": card.token,
        "member": db.session.scalars(member).one(),
        "successor": db.session.scalars(select(TeamMember.uid).where(TeamMember.person_id == who(DEPUTY).id)).one(),
        "absence": absence.uid,
        "prompt": prompt.uid,
        "joining": joining.uid,
        "worker": who(MANAGER).uid,
    }


def _cards(who: Cast, place: Neighbourhood) -> dict[str, str]:
    """Move Havenbuurt to a second version of the card, and hand in a third that is not yet in use."""
    by = {"by": who(COORDINATOR), **BY}
    programme = db.session.get_one(Programme, place.programme_id)
    text = CARD.read_text()
    second, _problems = load_card(programme, text.replace('"1.0"', '"2.0"'), **by)
    keys = [step["key"] for phase in second.body["phases"] for step in phase["steps"]]
    use_card(second, {(key, key) for key in keys}, **by)
    move_to_card(second, [place], **by)
    load_card(programme, text.replace('"1.0"', '"3.0"'), **by)
    small = next(step for phase in second.body["phases"] for step in phase["steps"] if step["key"] == STEP)
    return {
        "programme": programme.slug,
        "old_card": "1.0",
        "new_card": "3.0",
        "small": small["small_steps"][0]["key"],
    }


def _choices(who: Cast, place: Neighbourhood) -> dict[str, str]:
    by, adviser = {"by": who(DIRECTOR), **BY}, {"by": who(ADVISER), **BY}
    say_shared_text(place, SharedKind.DREAM, f"De haven ademt. {CANARY}-droom", **by)
    say_shared_text(place, SharedKind.DESIGN_QUESTION, f"Hoe wordt hulp gewoon? {CANARY}-vraag", **by)
    move_step(place, STEP, StepStatus.REOPENED, reason=f"Er kwamen mensen bij. {CANARY}-reden", **by)
    see_step_otherwise(place, "bedenken", StepStatus.REOPENED, reason=f"Kijk nog eens. {CANARY}-anders", **adviser)
    told = give_feedback(place, STEP, Fit.PARTLY, f"De vragen zijn lang. {CANARY}-mening", by=who(WORKER))
    record_agreement(
        place,
        content=f"Twee dagen in de week. {CANARY}-afspraak",
        content_agreed=True,
        money_agreed=True,
        ends_on=today() + timedelta(days=200),
        by=who(COORDINATOR),
        **BY,
    )
    return {"feedback": told.uid}


def _programme(who: Cast, ggd: Organisation) -> dict[str, str]:
    by = {"by": who(COORDINATOR), **BY}
    told = {"name": "Kim Steiger", "function": f"{CANARY}-contact", "email": "steiger@example.org", "phone": "010"}
    contact = add_contact(ggd, **told, **by)
    change = announce_frame(
        db.session.get_one(Programme, here().programme_id),
        title="De regeling verandert",
        text=f"Vanaf mei. {CANARY}-verandering",
        roles=(Role.NEIGHBOURHOOD_DIRECTOR, Role.ADVISER),
        **by,
    )
    milestone = db.session.scalars(select(Milestone).order_by(Milestone.id).limit(1)).one()
    plan_milestone(milestone, today() - timedelta(days=9), f"Het werven duurde. {CANARY}-verschuiving", **by)
    finish_milestone(milestone, done_on=today(), evidence=f"Het verslag. {CANARY}-mijlpaal", **by)
    risk = db.session.scalars(select(Risk).order_by(Risk.id).limit(1)).one()
    measure = add_measure(risk, f"Elke maand bellen. {CANARY}-maatregel", **by)
    review_risk(risk, f"Het gaat beter. {CANARY}-risico", today() + timedelta(days=40), **by)
    db.session.flush()
    return {
        "organisation": ggd.slug,
        "contact": contact.uid,
        "change": change.uid,
        "milestone": milestone.key,
        "risk": risk.key,
        "measure": measure.uid,
        "phase": "uitvoering-1",
        "group": "1",
    }


def tell(client: Callable[[str], FlaskClient]) -> dict[str, str]:
    """Tell what comes with files, with the product's own forms; return the values of addresses."""
    director, worker = client(DIRECTOR), client(WORKER)
    _send(client(KEY_PERSON), "momenten/nieuw", text=f"Mijn buurvrouw rookt minder. {CANARY}-eigen")
    chosen = f"De kade is nu rookvrij. {CANARY}-gekozen"
    _send(director, "momenten/nieuw", text=chosen)
    voice = {"recording": (io.BytesIO(b"OggS" + bytes(400)), "opname.ogg"), "seconds": "12"}
    photo = {"photo": (_picture(), "kade.jpg"), "photo_alt": f"Een volle kade. {CANARY}-foto", "consent": "y"}
    _send(worker, "momenten/nieuw", text=f"Het was druk. {CANARY}-moment", chips=f"stap:{STEP}", **voice, **photo)
    _send(worker, f"stappen/{STEP}/bewijs", **{"bewijs-text": f"12 mensen kwamen. {CANARY}-bewijs"})
    shown = {"bewijs-file": (_picture(), f"{CANARY}-foto.jpg"), "bewijs-consent": "y"}
    _send(worker, f"stappen/{STEP}/bewijs", **shown)
    report = {"bewijs-file": (io.BytesIO(b"%PDF-1.7\n%%EOF\n"), f"{CANARY}-bestand.pdf")}
    _send(worker, f"stappen/{STEP}/bewijs", **report)
    _send(director, "plan", link=f"https://plan.example.org/{CANARY}-oud")
    _send(director, "plan", file=(io.BytesIO(b"%PDF-1.7\n%%EOF\n"), f"{CANARY}-plan.pdf"))
    _send(director, "hulp/nieuw", name="Wandelen langs het water", phone="0800 00 00 000")
    words = {"question": f"Waar beginnen we? {CANARY}-besluit", "decided": "Op de kade.", "decided_by": "Het team"}
    when = {"residents_there": "yes", "reason": f"Daar zit iedereen. {CANARY}-waarom", "decided_on": str(today())}
    _send(director, "besluiten/nieuw", **words, **when, step_key=STEP)
    _send(director, "geholpen", key="a" * 24)
    with director.application.app_context():
        picked = {
            "moments": db.session.scalars(select(Moment.uid).where(Moment.text == chosen)).one(),
            "decisions": db.session.scalars(select(Decision.uid).where(Decision.question == words["question"])).one(),
        }
    _send(director, "wethouder", title=f"Havenbuurt {CANARY}-blad", intro="Het gaat goed.", dream="y", **picked)
    with director.application.app_context():
        return {name: db.session.scalars(found).one() for name, found in _NEWEST.items()} | {
            "chosen": picked["moments"],
            "decision": picked["decisions"],
        }


_NEWEST = {
    "moment": select(Moment.uid).where(Moment.photo.is_not(None)).order_by(Moment.id.desc()).limit(1),
    "spoken": select(Moment.uid).where(Moment.text.contains("-eigen")),
    "evidence": select(Evidence.uid).where(Evidence.thumbnail.is_not(None)).order_by(Evidence.id.desc()).limit(1),
    "plan": select(Plan.uid).where(Plan.file.is_not(None)).order_by(Plan.id.desc()).limit(1),
    "help": select(HelpOffer.uid).where(HelpOffer.name == "Wandelen langs het water"),
    "page": select(OnePage.uid).order_by(OnePage.id.desc()).limit(1),
}


def _send(client: FlaskClient, page: str, **data: object) -> None:
    answer = client.post(f"{ROOT}/{page}", data=data, content_type="multipart/form-data")
    assert answer.status_code == 303, f"{page}: {re.findall(ERROR, answer.text, re.S)}"


def _picture() -> io.BytesIO:
    kept = io.BytesIO()
    Image.new("RGB", (640, 480), (200, 120, 40)).save(kept, "JPEG")
    kept.seek(0)
    return kept
