"""Taking the spine away leaves nothing behind that would later speak of other neighbourhoods."""

import sqlalchemy as sa
from alembic.script import ScriptDirectory

from lms.accounts.commands.notices import notify
from lms.accounts.enums import Role
from lms.kernel import search
from lms.kernel.db import db
from lms.kernel.migrations import config, downgrade, upgrade
from lms.programme.commands.help_offers import KIND, HelpFacts, add_help
from lms.programme.panels import KINDS
from lms.programme.sync.indexing import STEP
from tests.factories.programme import a_ggd_manager, a_member, a_neighbourhood, an_organisation

SCRIPTS = ScriptDirectory.from_config(config())
SPINE = SCRIPTS.get_revision("0008_spine").module


def left(question):
    rows = sorted(db.session.scalars(sa.text(question)))
    db.session.rollback()
    return rows


def test_rights_findings_and_notices_of_the_spine_go_with_it(fresh_app):
    director = a_member(a_neighbourhood("Oosterveld"), Role.NEIGHBOURHOOD_DIRECTOR)
    a_ggd_manager(an_organisation())
    add_help(a_neighbourhood("Westerveld"), HelpFacts(name="Huisarts"), by=director, origin="test")
    search.put("lesson", "x", title="Les", text="Les", url="/les", scopes=["public"])
    for cause in ("team.joined", "access.asked"):
        notify(director, cause=cause, object="wijk", text="Bericht", url="/")
    db.session.execute(sa.text("UPDATE access_grant SET scope_kind = 'programme' WHERE scope_kind = 'organisation'"))
    a_ggd_manager(an_organisation(name="Een andere"))

    downgrade(SPINE.down_revision)

    assert left("SELECT scope_kind FROM access_grant") == ["programme"]
    assert left("SELECT kind FROM search_entry") == ["lesson"]
    assert left("SELECT cause FROM notice") == ["access.asked"]
    upgrade()


def test_what_the_tidied_spine_told_goes_with_it_and_is_no_longer_counted(fresh_app):
    director = a_member(a_neighbourhood("Oosterveld"), Role.NEIGHBOURHOOD_DIRECTOR)
    for cause in ("adviser.left_you", "access.asked"):
        notify(director, cause=cause, object="wijk", text="Bericht", url="/")
    db.session.commit()

    downgrade("0010_form_keys")

    assert left("SELECT cause FROM notice") == ["access.asked"]
    assert left(f"SELECT unread_notices FROM person WHERE id = {director.id}") == [1]  # noqa: S608  # a number of ours
    assert left("SELECT steering_digest FROM programme") == [""]
    upgrade()


def test_going_down_knows_every_cause_and_kind_of_the_programme():
    taken_away = {cause for step in SCRIPTS.walk_revisions() for cause in getattr(step.module, "CAUSES", ())}

    assert {cause for kind in KINDS for cause in kind.causes} <= taken_away
    assert {KIND, STEP} == set(SPINE.FOUND)


def test_who_led_the_first_neighbourhood_has_no_right_in_the_next_first(fresh_app):
    a_member(a_neighbourhood("Oosterveld"), Role.NEIGHBOURHOOD_DIRECTOR)
    db.session.remove()

    downgrade(SPINE.down_revision)
    upgrade()

    assert left("SELECT scope_id FROM access_grant") == []
