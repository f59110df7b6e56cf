"""The milestones and risks that ship with the programme: complete, in our words, never over what people chose."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from lms.accounts.enums import Role
from lms.content.read.desk import Desk
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.organisations.enums import OrganisationKind
from lms.organisations.models import Organisation
from lms.programme.commands.milestones import finish_milestone, give_milestone_to, plan_milestone
from lms.programme.commands.risks import add_measure, end_measure, review_risk
from lms.programme.models import Milestone, MilestoneMove, ProgrammePhase, Risk, RiskMeasure, RiskReview
from lms.programme.queries.risks import all_measures_of
from lms.programme.sync.steering import apply_steering, read_steering
from tests.factories.people import a_person
from tests.factories.programme import a_programme, an_organisation

FOLDER = Path(__file__).parents[2] / "lms" / "programme" / "packages" / "rookvrij-leven"
PHASES = ("voorbereiding", "uitvoering-1", "uitvoering-2")
FORBIDDEN = ("tranche", "aandachtswijk", "indicator", "S4")


def told_in(folder, phases=PHASES):
    return read_steering(folder, "p", Desk(), phases)


def problems_in(folder, phases=PHASES):
    desk = Desk()
    read_steering(folder, "p", desk, phases)
    return sorted(desk.problems)


@pytest.fixture
def programme(database):
    made = a_programme()
    apply_steering(made, told_in(FOLDER))
    db.session.commit()
    return made


def every(model):
    return db.session.scalars(select(model).order_by(model.id)).all()


def as_stored():
    tables = (Milestone, MilestoneMove, Risk, RiskMeasure, RiskReview, Organisation)
    return [db.session.execute(select(model.__table__).order_by(model.id)).all() for model in tables]


def test_all_43_milestones_are_there_in_three_phases(programme):
    found = db.session.execute(
        select(ProgrammePhase.key, func.count())
        .join(Milestone)
        .group_by(ProgrammePhase.key, ProgrammePhase.number)
        .order_by(ProgrammePhase.number)
    ).all()

    assert [tuple(row) for row in found] == [("voorbereiding", 14), ("uitvoering-1", 11), ("uitvoering-2", 18)]
    assert [milestone.number for milestone in every(Milestone)] == list(range(1, 44))


def test_only_what_the_plan_says_has_an_owner_and_nothing_has_a_date(programme):
    rows = db.session.execute(
        select(Milestone.number, Organisation.slug).join(Organisation, Organisation.id == Milestone.owner_id)
    )

    owned = {}
    for number, slug in rows:
        owned.setdefault(slug, []).append(number)
    assert {slug: sorted(numbers) for slug, numbers in owned.items()} == {
        "ggd-ghor-nederland": [1, 9, 27, 30],
        "pharos": [4, 8, 11, 14, 16, 20, 21, 39],
        "trimbos": [17, 34],
    }
    assert {milestone.planned_on or milestone.done_on for milestone in every(Milestone)} == {None}


def test_every_risk_has_a_measure_but_the_one_we_are_only_aware_of(programme):
    told = {risk.number: (risk.aware_only, bool(all_measures_of(risk))) for risk in every(Risk)}

    assert told == {**dict.fromkeys(range(1, 10), (False, True)), 10: (True, False)}


def test_the_words_are_ours_and_for_people(programme):
    words = [row.title for row in (*every(Milestone), *every(Risk))] + [row.text for row in every(RiskMeasure)]

    assert [(text, word) for text in words for word in FORBIDDEN if word in text] == []
    assert max(len(text.split()) for text in words) <= 16


def test_the_shipped_folder_has_no_problems(app):
    with app.app_context():
        assert problems_in(FOLDER) == []


def test_twice_is_once(programme):
    before = as_stored()

    apply_steering(programme, told_in(FOLDER))

    assert as_stored() == before


def test_what_people_chose_stays(programme):
    coordinator = a_person(Role.COORDINATOR)
    by = {"by": coordinator, "origin": "test"}
    first, second = every(Milestone)[:2]
    give_milestone_to(first, None, **by)
    plan_milestone(second, date(2026, 3, 1), "", **by)
    finish_milestone(second, done_on=date(2026, 2, 1), evidence="Het verslag.", **by)
    risk = every(Risk)[0]
    add_measure(risk, "We bellen elke week.", **by)
    end_measure(all_measures_of(risk)[0], **by)
    review_risk(risk, "Het gaat beter.", None, **by)
    before = as_stored()

    apply_steering(programme, told_in(FOLDER))

    assert as_stored() == before


def test_a_better_title_arrives_and_nothing_is_deleted(programme, tmp_path):
    (tmp_path / "milestones.toml").write_text(
        '[[milestones]]\nkey = "tien-wijken-gevonden"\nnumber = 1\nphase = "uitvoering-1"\ntitle = "Beter gezegd"\n'
    )

    apply_steering(programme, told_in(tmp_path))

    first = every(Milestone)[0]
    phase = db.session.get(ProgrammePhase, first.phase_id)
    assert (first.title, phase.key, len(every(Milestone)), len(every(Risk))) == ("Beter gezegd", "uitvoering-1", 43, 10)


def test_a_phase_that_is_not_there_is_refused(programme, tmp_path):
    (tmp_path / "milestones.toml").write_text('[[milestones]]\nkey = "x"\nnumber = 1\nphase = "later"\ntitle = "X"\n')

    with pytest.raises(Refusal, match="Mijlpaal x hoort bij een fase die er niet is"):
        apply_steering(programme, told_in(tmp_path, phases=None))


def test_every_problem_is_said_with_its_line(app, tmp_path):
    (tmp_path / "milestones.toml").write_text(
        '[[milestones]]\nkey = "een"\nnumber = 1\nphase = "a"\ntitle = "Een"\nowner = "niemand"\n'
        '[[milestones]]\nkey = "een"\nnumber = 2\ntitle = ""\n'
        '[[organisations]]\nslug = "x"\nkind = "huis"\nname = "X"\n'
    )
    (tmp_path / "risks.toml").write_text('[[risks]]\nkey = "a"\nnumber = 1\ntitle = "A"\n')

    with app.app_context():
        found = [(each.origin.file, each.origin.line, each.code) for each in problems_in(tmp_path)]

    assert found == [
        ("p/milestones.toml", 4, "phase-unknown"),
        ("p/milestones.toml", 6, "programme-owner"),
        ("p/milestones.toml", 7, "programme-phase"),
        ("p/milestones.toml", 8, "twice"),
        ("p/milestones.toml", 10, "programme-title"),
        ("p/milestones.toml", 13, "kind-unknown"),
        ("p/risks.toml", 1, "programme-measures"),
    ]


def test_a_file_that_cannot_be_read_is_one_problem(app, tmp_path):
    (tmp_path / "risks.toml").write_text("[[risks]\n")

    with app.app_context():
        assert [(each.code, each.origin.line) for each in problems_in(tmp_path)] == [("toml", 1)]


def test_an_organisation_that_is_there_under_another_address_is_not_made_again(database, tmp_path):
    made = a_programme()
    there = an_organisation(OrganisationKind.KNOWLEDGE_INSTITUTE, "PHAROS")

    apply_steering(made, told_in(FOLDER))

    assert every(Milestone)[3].owner_id == there.id
    assert [each.name for each in every(Organisation) if each.name_key == there.name_key] == ["PHAROS"]
