"""What circles learn: its contributor decides on words and readers, and what came of it elsewhere stays."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from lms.accounts.enums import Role
from lms.accounts.models import Anonymous, Notice
from lms.circles.commands import consent
from lms.circles.commands.consent import ask_to_share, choose_readers
from lms.circles.commands.insight_search import index_insight
from lms.circles.commands.insights import Words, edit_insight, merge_insight, withdraw_insight
from lms.circles.commands.own_insights import forget_insights
from lms.circles.commands.uses import tell_use
from lms.circles.enums import Attribution, ConsentStep, Hushed, InsightState, MemberRole, UseResult, Visibility
from lms.circles.models import Confidential, Insight, InsightConsent, InsightUse, Named
from lms.circles.policy import can_know_insight, insights_known_to
from lms.circles.queries.insights import Asked, insight_by_uid, insights_of
from lms.circles.queries.own_insights import insights_as_data
from lms.circles.queries.uses import uses_of
from lms.kernel import search
from lms.kernel.audit import AuditEntry, entries
from lms.kernel.clock import today
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.kernel.small_cells import TOO_SMALL
from tests.browser import Browser
from tests.factories.circles import a_circle, a_session, again, in_circle
from tests.factories.insights import an_insight
from tests.factories.people import a_person
from tests.factories.programme import a_member, a_neighbourhood
from tests.factories.toolkit import an_item

pytestmark = pytest.mark.usefixtures("database")
WORDS = "Loop mee met iemand die de mensen kent."


@pytest.fixture
def insight(circle, samira, place):
    return an_insight(circle, by=samira, place=place)


def director():
    return a_member(a_neighbourhood(), Role.NEIGHBOURHOOD_DIRECTOR, name="Teun Hofstra")


def shared(insight, visibility=Visibility.PUBLIC, attribution=Attribution.ANONYMOUS, *, by):
    choose_readers(insight, visibility, attribution, by=again(by), origin="test")
    db.session.commit()
    return insight


def steps_of(insight):
    rows = select(InsightConsent).where(InsightConsent.insight_id == insight.id).order_by(InsightConsent.id)
    return [(each.step, each.visibility) for each in db.session.scalars(rows)]


def found(scope):
    return [each.key for each in search.search("mensen kent", scopes=[scope]).found]


def tried(insight, times=1, result=UseResult.WORKED, words="Met koffie erbij."):
    for _time in range(times):
        place = a_neighbourhood()
        person = a_member(place, Role.NEIGHBOURHOOD_DIRECTOR)
        tell_use(insight, place, result, adaptation=words, form_key=f"k{place.id:023d}", by=person)
    db.session.commit()


@pytest.mark.parametrize("visibility", list(Visibility))
def test_rule_and_filter_agree_on_who_knows_an_insight(circle, samira, ilse, place, visibility):
    row = an_insight(circle, by=samira, place=place, visibility=visibility)
    gone = an_insight(circle, "", by=samira, visibility=visibility, state=InsightState.WITHDRAWN)
    elsewhere = a_circle("Leerkring Zuid")
    people = [
        Anonymous(),
        samira,
        ilse,
        in_circle(circle, MemberRole.GUEST, name="Gast"),
        in_circle(elsewhere, name="Iemand anders"),
        director(),
        *(a_person(role) for role in Role),
    ]
    for person in people:
        actor = person if isinstance(person, Anonymous) else again(person)
        rows = set(db.session.scalars(select(Insight.id).where(insights_known_to(actor))))
        for each in (row, gone):
            known = db.session.get_one(Insight, each.id)
            db.session.refresh(known, ["circle"])
            assert (each.id in rows) is can_know_insight(actor, known), (person, each.state)


def test_only_the_contributor_raises_and_each_rise_and_fall_is_kept(insight, samira, ilse):
    ask_to_share(insight, Visibility.PUBLIC, by=again(ilse), origin="test")
    with pytest.raises(Refusal):
        choose_readers(insight, Visibility.PUBLIC, Attribution.ANONYMOUS, by=again(ilse), origin="test")
    assert insight.visibility is Visibility.CIRCLE

    shared(insight, by=samira)
    shared(insight, Visibility.CIRCLE, by=samira)

    assert steps_of(insight) == [
        (ConsentStep.ASKED, Visibility.PUBLIC),
        (ConsentStep.AGREED, Visibility.PUBLIC),
        (ConsentStep.LOWERED, Visibility.CIRCLE),
    ]
    db.session.commit()
    actions = [each.action for each in entries(object=f"insight/{insight.uid}")]
    assert actions == ["insight.lower", "insight.raise", "insight.ask"]


def test_consent_is_written_before_more_people_may_read_it(insight, samira, monkeypatch):
    kept = []
    monkeypatch.setattr(consent, "_set", lambda row, _visibility: kept.append((row.visibility, steps_of(row))))
    shared(insight, by=samira)
    assert kept == [(Visibility.CIRCLE, [(ConsentStep.AGREED, Visibility.PUBLIC)])]


def test_a_programme_user_cannot_raise_and_a_get_raises_nothing(browser, app, circle, samira, place):
    row = an_insight(circle, by=samira, place=place, visibility=Visibility.PROGRAMME)
    hanneke = a_person(Role.COORDINATOR)
    address = f"/inzichten/{row.uid}/delen"
    assert browser.sign_in(hanneke).open(address, 403)
    assert browser.sign_in(hanneke).open(f"/inzichten/{row.uid}/vragen")
    answer = browser.submit(f"/inzichten/{row.uid}/vragen", visibility="public")
    assert answer.status_code == 303

    own = Browser(app).sign_in(samira)
    own.open(address)
    own.open(address)

    assert db.session.get_one(Insight, row.id).visibility is Visibility.PROGRAMME
    own.submit(address, visibility="public", attribution="neighbourhood")
    db.session.expire_all()
    again_read = db.session.get_one(Insight, row.id)
    assert (again_read.visibility, again_read.attribution) == (Visibility.PUBLIC, Attribution.NEIGHBOURHOOD)
    assert "Oosterveld" in Browser(app).open(f"/inzichten/{row.uid}")


def test_taken_back_after_publication_the_page_is_gone_and_uses_stay_without_its_text(browser, app, insight, samira):
    """Trap 13."""
    shared(insight, by=samira)
    tried(insight)
    assert WORDS in Browser(app).open(f"/inzichten/{insight.uid}")
    assert found("public") == [insight.uid]

    browser.sign_in(samira).open(f"/inzichten/{insight.uid}/terugnemen")
    browser.submit(f"/inzichten/{insight.uid}/terugnemen")

    page = Browser(app).open(f"/inzichten/{insight.uid}", 410)
    assert "Deze les is teruggenomen" in page
    assert WORDS not in page
    assert found("public") == []
    db.session.expire_all()
    row = db.session.get_one(Insight, insight.id)
    assert (row.statement, row.context, row.condition, row.state) == ("", "", "", InsightState.WITHDRAWN)
    assert db.session.scalar(select(func.count()).select_from(InsightUse)) == 1


def test_what_somebody_takes_back_in_two_tabs_is_taken_back_once(insight, samira):
    gone = {"state": InsightState.WITHDRAWN, "statement": "", "context": "", "condition": ""}
    meanwhile = update(Insight).where(Insight.id == insight.id).values(**gone)
    db.session.execute(meanwhile.execution_options(synchronize_session=False))

    withdraw_insight(insight, by=again(samira), origin="test")

    taken = select(func.count()).select_from(AuditEntry)
    mine = (AuditEntry.action == "insight.withdraw", AuditEntry.object == f"insight/{insight.uid}")
    assert (insight.withdrawn, db.session.scalar(taken.where(*mine))) == (True, 0)


def test_lists_search_steps_items_yield_and_pdf_obey_visibility(browser, app, circle, samira, ilse, place):
    """Trap 21."""
    session = a_session(circle, by=ilse)
    item = an_item("halen-en-brengen")
    words = {Visibility.CIRCLE: "Binnen.", Visibility.PROGRAMME: "Programma.", Visibility.PUBLIC: "Buiten."}
    for visibility, said in words.items():
        more = {"step_key": "team", "item_id": item.id, "session_id": session.id, "visibility": visibility}
        index_insight(an_insight(circle, said, by=samira, place=place, **more))
    db.session.commit()
    pages = (f"/leerkringen/{circle.slug}/inzichten", f"/leerkringen/{circle.slug}/opbrengst/{session.series.uid}")
    Browser(app).sign_in(ilse).submit(f"{pages[1]}/open")
    seen = {
        "visitor": (Browser(app), {"Buiten."}),
        "coordinator": (Browser(app).sign_in(a_person(Role.COORDINATOR)), {"Programma.", "Buiten."}),
        "member": (Browser(app).sign_in(samira), set(words.values())),
    }

    for who, (reader, wanted) in seen.items():
        listed = () if who == "visitor" else pages
        for address in (*listed, "/toolkit/halen-en-brengen"):
            page = reader.open(address)
            assert {said for said in words.values() if f">{said}<" in page} == wanted, (who, address)
        step = reader.open("/actiekaart/team")
        assert {said for said in words.values() if f">{said}<" in step} == {"Buiten."}, who
    hits = {
        scope: len(search.search("Programma", scopes=[scope]).found) for scope in ("public", "programme", "signed-in")
    }
    assert hits == {"public": 0, "programme": 1, "signed-in": 0}
    assert search.search("Binnen", scopes=["public", "programme"]).found == ()


def test_what_a_facilitator_mends_waits_for_the_contributor_and_outside_the_old_words_stand(
    browser, app, insight, samira, ilse
):
    shared(insight, by=samira)
    browser.sign_in(ilse).submit(f"/inzichten/{insight.uid}/bewerken", statement="Loop mee met een bekende.")

    assert WORDS in Browser(app).open(f"/inzichten/{insight.uid}")
    assert db.session.scalars(select(Notice.cause).where(Notice.person_id == samira.id)).all()[-1] == "insight.edited"
    own = Browser(app).sign_in(samira)
    assert "Loop mee met een bekende." in own.open(f"/inzichten/{insight.uid}")
    own.submit(f"/inzichten/{insight.uid}/klopt")
    assert "Loop mee met een bekende." in Browser(app).open(f"/inzichten/{insight.uid}")
    assert found("public") == []


def test_the_contributor_can_keep_their_own_words(browser, app, insight, samira, ilse):
    browser.sign_in(ilse).submit(f"/inzichten/{insight.uid}/bewerken", statement="Iets heel anders.")
    Browser(app).sign_in(samira).submit(f"/inzichten/{insight.uid}/klopt", eigen="1")

    db.session.expire_all()
    row = db.session.get_one(Insight, insight.id)
    assert (row.statement, row.state, row.edited_statement) == (WORDS, InsightState.CONFIRMED, None)


def test_a_director_tells_in_one_form_that_they_tried_it_and_a_form_sent_twice_counts_once(browser, insight, samira):
    shared(insight, by=samira)
    wijk = a_neighbourhood("Westerhaven")
    browser.sign_in(a_member(wijk, Role.NEIGHBOURHOOD_DIRECTOR, name="Teun Hofstra"))
    address, day = f"/inzichten/{insight.uid}/geprobeerd", (today() - timedelta(days=3)).isoformat()
    given = {"result": "partly", "used_on": day, "used_in": "own_work", "neighbourhood": wijk.slug}
    for _time in range(2):
        browser.submit(address, form_key="k" * 24, adaptation="Met twee mensen.", **given)

    uses = db.session.scalars(select(InsightUse)).all()
    told = [(each.neighbourhood_id, each.result, each.adaptation) for each in uses]
    assert told == [(wijk.id, UseResult.PARTLY, "Met twee mensen.")]


def test_counts_under_five_are_for_the_circle_only(insight, samira):
    shared(insight, by=samira)
    tried(insight, 4)
    inside, outside = uses_of(insight, again(samira)), uses_of(insight, Anonymous())
    assert (inside.total, len(inside.told), inside.named) == (4, 4, True)
    assert (outside.total, list(outside.told), outside.too_few) == (TOO_SMALL, [], True)

    tried(insight)

    more = uses_of(insight, Anonymous())
    assert (more.counts[UseResult.WORKED], more.total, len(more.told), more.named) == (5, 5, 5, False)


def test_what_was_taken_back_a_moment_ago_does_not_come_back_by_who_still_had_the_page(insight, samira, ilse):
    gone = {"state": InsightState.WITHDRAWN, "statement": "", "condition": "", "context": ""}
    at_once = update(Insight).where(Insight.id == insight.id).values(**gone)
    db.session.execute(at_once, execution_options={"synchronize_session": False})
    assert not insight.withdrawn  # as it was read before
    with pytest.raises(Refusal, match="teruggenomen"):
        edit_insight(insight, Words("Toch maar wel"), by=again(ilse), origin="test")
    with pytest.raises(Refusal, match="teruggenomen"):
        choose_readers(insight, Visibility.PUBLIC, Attribution.ANONYMOUS, by=again(samira), origin="test")


def test_one_different_result_among_five_hides_words_and_counts(insight, samira):
    shared(insight, by=samira)
    tried(insight, 5)
    tried(insight, 1, UseResult.NOT, "Het lukte niet.")

    outside = uses_of(insight, Anonymous())
    assert (str(outside.counts[UseResult.NOT]), list(outside.told)) == ("minder dan 5", [])


def test_one_neighbourhood_that_tells_five_times_is_not_five(insight, samira):
    shared(insight, by=samira)
    place = a_neighbourhood()
    person = a_member(place, Role.NEIGHBOURHOOD_DIRECTOR)
    for at in range(5):
        tell_use(insight, place, UseResult.WORKED, form_key=f"t{at:023d}", by=person)

    assert uses_of(insight, Anonymous()).total is TOO_SMALL


def test_what_is_joined_keeps_its_uses_and_stays_as_a_source(browser, circle, insight, samira, ilse):
    other = an_insight(circle, "Ga samen met een bekende.")
    tried(insight, 2)
    merge_insight(insight, other, by=again(ilse), origin="test")
    db.session.commit()

    page = browser.sign_in(samira).open(f"/inzichten/{other.uid}")
    assert WORDS in page
    assert uses_of(other, again(samira)).total == 2
    listed = insights_of(circle, again(samira), Asked()).rows
    assert [each.insight.id for each in listed] == [other.id]


def test_what_many_read_is_not_joined_to_what_few_read(circle, insight, samira, ilse):
    shared(insight, by=samira)
    other = an_insight(circle, "Alleen voor ons.")
    with pytest.raises(Refusal):
        merge_insight(insight, other, by=again(ilse), origin="test")


def test_an_insight_of_a_confidential_session_is_for_the_named_and_cannot_be_raised(circle, samira, ilse, place):
    session = a_session(circle, by=ilse)
    row = an_insight(circle, by=samira, place=place, session_id=session.id)
    other = in_circle(circle, name="Teun Hofstra")
    marked = Confidential(kind=Hushed.SESSION, object_id=session.id, by_id=ilse.id)
    db.session.add(marked)
    db.session.flush()
    db.session.add(Named(confidential_id=marked.id, person_id=ilse.id))
    db.session.commit()

    reads = {
        name: insight_by_uid(row.uid, again(who)) is not None
        for name, who in {"named": ilse, "member": other, "contributor": samira}.items()
    }
    assert reads == {"named": True, "member": False, "contributor": True}
    with pytest.raises(Refusal):
        choose_readers(row, Visibility.PUBLIC, Attribution.ANONYMOUS, by=again(samira), origin="test")


def test_forgetting_a_person_keeps_only_what_they_shared_and_without_their_name(browser, app, circle, insight, samira):
    inside = an_insight(circle, "Alleen in de leerkring gezegd.", by=samira)
    shared(insight, attribution=Attribution.NAME, by=samira)
    assert "Samira Bennani" in Browser(app).open(f"/inzichten/{insight.uid}")
    assert len(insights_as_data(samira)["said"]) == 2

    forget_insights(samira)
    db.session.commit()

    page = Browser(app).open(f"/inzichten/{insight.uid}")
    assert WORDS in page
    assert "Samira" not in page
    db.session.expire_all()
    assert db.session.get_one(Insight, inside.id).statement == ""
    assert insights_as_data(samira)["said"] == []


@pytest.mark.parametrize("many", [1, 3])
def test_the_pages_send_a_fixed_number_of_statements(browser, circle, samira, ilse, place, statements, many):
    rows = [an_insight(circle, f"Les {at}.", by=samira, place=place, step_key="team") for at in range(many)]
    tried(rows[0], many)
    browser.sign_in(samira)
    with statements(6):
        browser.open(f"/leerkringen/{circle.slug}/inzichten")
    with statements(6):
        browser.open(f"/inzichten/{rows[0].uid}")


def test_the_log_names_codes_and_no_words(insight, samira):
    shared(insight, by=samira)
    db.session.commit()
    line = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "insight.raise")).one()
    assert (line.object, line.actor_uid) == (f"insight/{insight.uid}", samira.uid)
