"""Proof in the scenery: the owner has a certificate of an accredited module, and gave a number."""

from collections.abc import Callable

from sqlalchemy import select

from lms.accounts.models import Person
from lms.kernel.db import db
from lms.training.commands.registrations import give_number
from lms.training.models import Module
from lms.training.models.certificates import Accreditation, Certificate
from tests.journeys.visit import COORDINATOR, VISITOR, Visit

OWNER = "eigenaar"
DESK = "/beheer/scholing"
PERIOD = "register=registerplein&first=2026-01-01&last=2035-12-31"
NO_PAGE = {
    "training.certificate_file": "a certificate as PDF",
    "training.record_file": "what somebody did, as a file",
}
VISITS = (
    Visit("training.record", "/mijn-leren", OWNER),
    Visit("training.record", "/mijn-leren", COORDINATOR),
    Visit("training.certificate", "/mijn-leren/bewijzen/{certificate}", OWNER),
    Visit("training.registrations", "/mijn-leren/registers", OWNER),
    Visit("training.check_proof", "/bewijs/{code}", VISITOR),
    Visit("training.check_proof", "/bewijs/bestaatniet", VISITOR, status=404),
    Visit("training.accreditation_list", f"{DESK}/accreditaties", COORDINATOR),
    Visit("training.new_accreditation", f"{DESK}/accreditaties/nieuw", COORDINATOR),
    Visit("training.accreditation", f"{DESK}/accreditaties/{{accreditation}}", COORDINATOR),
    Visit("training.register_list", f"{DESK}/registers?{PERIOD}", COORDINATOR),
    Visit("training.find_certificate", f"{DESK}/bewijzen", COORDINATOR),
    Visit("training.withdraw_proof", f"{DESK}/bewijzen/{{certificate}}", COORDINATOR),
)


def settle(who: Callable[[str], Person]) -> dict[str, str]:
    """Give the owner proof, and return what addresses need of it."""
    owner = who(OWNER)
    module = db.session.scalars(select(Module).where(Module.slug == "wat-doet-roken")).one()
    granted = {"register": "registerplein", "id": "VOORBEELD-1", "points": "2"}
    made = Certificate(
        number="KW-2026-10000001",
        person_id=owner.id,
        module_id=module.id,
        serial=module.serial,
        kind="certificate",
        title=module.title,
        version="1.0",
        net_minutes=120,
        accreditations=[granted],
    )
    db.session.add(made)
    give_number("registerplein", "kanarie-7", wording="Het mag.", by=owner, origin="test")
    db.session.flush()
    accredited = db.session.scalars(select(Accreditation.uid).order_by(Accreditation.id)).first()
    return {"certificate": made.number, "code": made.code, "accreditation": accredited or "", "form": "csv"} | {
        "register": "registerplein"
    }
