"""The milestones and risks that ship with the programme: complete, in our words, never over what people chose."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from lms.accounts.enums import Role
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.organisations.models import Organisation
from lms.programme.commands.milestones import finish_milestone, give_milestone_to, plan_milestone
from lms.programme.commands.risks import add_measure, end_measure, review_risk
from lms.programme.models import Milestone, MilestoneMove, ProgrammePhase, Risk, RiskMeasure, RiskReview
from lms.programme.queries.risks import all_measures_of
from lms.programme.sync.steering import apply_steering, check_steering
from tests.factories.people import a_person
from tests.factories.programme import a_programme

FOLDER = Path(__file__).parents[2] / "lms" / "programme" / "packages" / "rookvrij-leven"
FORBIDDEN = ("tranche", "aandachtswijk", "indicator", "S4")


@pytest.fixture
def programme(database):
    made = a_programme()
    apply_steering(made, FOLDER)
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
        assert check_steering(FOLDER) == []


def test_twice_is_once(programme):
    before = as_stored()

    apply_steering(programme, FOLDER)

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

    apply_steering(programme, FOLDER)

    assert as_stored() == before


def test_a_better_title_arrives_and_nothing_is_deleted(programme, tmp_path):
    (tmp_path / "milestones.toml").write_text(
        '[[milestones]]\nkey = "tien-wijken-gevonden"\nnumber = 1\nphase = "uitvoering-1"\ntitle = "Beter gezegd"\n'
    )

    apply_steering(programme, tmp_path)

    first = every(Milestone)[0]
    phase = db.session.get(ProgrammePhase, first.phase_id)
    assert (first.title, phase.key, len(every(Milestone)), len(every(Risk))) == ("Beter gezegd", "uitvoering-1", 43, 10)


def test_a_phase_that_is_not_there_is_refused(programme, tmp_path):
    (tmp_path / "milestones.toml").write_text('[[milestones]]\nkey = "x"\nnumber = 1\nphase = "later"\ntitle = "X"\n')

    with pytest.raises(Refusal, match="Mijlpaal x hoort bij een fase die er niet is"):
        apply_steering(programme, tmp_path)


def test_every_problem_is_said_with_its_line(app, tmp_path):
    (tmp_path / "milestones.toml").write_text(
        '[[milestones]]\nkey = "een"\nnumber = 1\nphase = "a"\ntitle = "Een"\nowner = "niemand"\n'
        '[[milestones]]\nkey = "een"\nnumber = 2\ntitle = ""\n'
    )
    (tmp_path / "risks.toml").write_text('[[risks]]\nkey = "a"\nnumber = 1\ntitle = "A"\n')

    with app.app_context():
        found = [(Path(each.origin.file).name, each.origin.line, each.code) for each in check_steering(tmp_path)]

    assert found == [
        ("milestones.toml", 1, "steering-milestones"),
        ("milestones.toml", 1, "steering-twice"),
        ("milestones.toml", 7, "steering-milestones"),
        ("milestones.toml", 7, "steering-milestones"),
        ("milestones.toml", 7, "steering-twice"),
        ("risks.toml", 1, "steering-risks"),
    ]


def test_a_file_that_cannot_be_read_is_one_problem(app, tmp_path):
    (tmp_path / "risks.toml").write_text("[[risks]\n")

    with app.app_context():
        assert [each.code for each in check_steering(tmp_path)] == ["steering-toml"]
