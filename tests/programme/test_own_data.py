"""The download of what the programme keeps about somebody holds everything they wrote and brought."""

import io
from base64 import b64decode

import pytest

from lms.accounts.enums import Role
from lms.accounts.queries.people import person_by_id
from lms.kernel.clock import now, today
from lms.kernel.db import db
from lms.kernel.files import files
from lms.programme.enums import Fit
from lms.programme.models import (
    CapacityDecision,
    Decision,
    Evidence,
    FrameChange,
    HelpOffer,
    Milestone,
    MilestoneMove,
    OnePage,
    Plan,
    ProgrammePhase,
    Risk,
    RiskReview,
    SharedText,
    StepFeedback,
)
from lms.programme.queries.own import kept_of
from tests.factories.programme import a_member, a_neighbourhood

PDF = b"%PDF-1.7\n"
PICKED = {"moments": [], "decisions": [], "dream": "", "counts": []}


@pytest.fixture
def place(database):
    return a_neighbourhood("Oosterveld")


@pytest.fixture
def writer(place):
    return a_member(place, Role.NEIGHBOURHOOD_DIRECTOR)


def stored(content, suffix):
    return files().put(io.BytesIO(content), limit=1000, suffix=suffix).name


def keep(*rows):
    db.session.add_all(rows)
    db.session.commit()


def test_what_somebody_wrote_in_a_neighbourhood_is_all_there(place, writer):
    here = {"neighbourhood_id": place.id, "by_id": writer.id}
    step = {"card_version_id": place.card_version_id, "step_key": "team"}
    keep(
        OnePage(**here, title="Titel", intro="kanarie-inleiding", picked=PICKED),
        CapacityDecision(**here, tranche_id=place.tranche_id, reason="kanarie-plek"),
        SharedText(**here, kind="dream", text="kanarie-droom"),
        StepFeedback(**here, **step, fit=Fit.YES, remark="kanarie-mening"),
        Decision(
            **here,
            question="kanarie-vraag",
            decided="kanarie-besluit",
            decided_by="kanarie-team",
            reason="kanarie-waarom",
            residents_there=True,
            decided_on=today(),
        ),
        HelpOffer(
            neighbourhood_id=place.id,
            name="kanarie-hulp",
            checked_on=today(),
            checked_by_id=writer.id,
            created_at=now(),
        ),
    )

    told = str(kept_of(person_by_id(writer.id)))

    wanted = ["inleiding", "plek", "droom", "mening", "vraag", "besluit", "team", "waarom", "hulp"]
    assert [word for word in wanted if f"kanarie-{word}" not in told] == []


def test_what_somebody_wrote_while_steering_is_all_there(place, writer):
    programme = {"programme_id": place.programme_id}
    phase = ProgrammePhase(**programme, key="vooraf", number=9, title="Vooraf")
    risk = Risk(**programme, key="geld", number=9, title="Geld")
    keep(phase, risk)
    milestone = Milestone(**programme, phase_id=phase.id, key="start", number=9, title="Start")
    keep(milestone)
    keep(
        FrameChange(**programme, title="kanarie-titel", text="kanarie-verandering", roles=[], by_id=writer.id),
        RiskReview(risk_id=risk.id, note="kanarie-risico", by_id=writer.id),
        MilestoneMove(milestone_id=milestone.id, planned_on=today(), reason="kanarie-mijlpaal", by_id=writer.id),
    )

    told = str(kept_of(person_by_id(writer.id)))

    wanted = ["titel", "verandering", "risico", "mijlpaal"]
    assert [word for word in wanted if f"kanarie-{word}" not in told] == []


def test_files_that_somebody_brought_come_along(place, writer):
    here = {"neighbourhood_id": place.id, "by_id": writer.id}
    step = {"card_version_id": place.card_version_id, "step_key": "team", "kind": "photo", "consent": True}
    photo = stored(b"beeld", ".webp")
    keep(
        Evidence(**here, **step, file=photo, thumbnail=photo, file_name="foto"),
        Plan(**here, file=stored(PDF, ".pdf"), file_name="plan.pdf"),
    )

    told = kept_of(person_by_id(writer.id))

    contents = [b64decode(told[name][0]["file"].partition("base64,")[2]) for name in ("evidence", "plans")]
    assert contents == [b"beeld", PDF]
    assert told["plans"][0]["file"].startswith("data:application/pdf;")
