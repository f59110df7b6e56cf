"""Inviting into a team: by who leads there, for that neighbourhood only; the mail arrives once."""

import os
import re
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from lms.accounts.commands.people import invite
from lms.accounts.enums import CARD_ROLES, Role
from lms.accounts.errors import MayNotGive
from lms.accounts.models import Notice, Person
from lms.accounts.queries.people import person_by_email, person_by_id, person_by_uid
from lms.accounts.queries.sign_in_cards import card_holders
from lms.kernel.clock import now
from lms.kernel.db import db, writing
from lms.kernel.outbox import Mail
from lms.kernel.refusal import Refusal
from lms.kernel.work import unit_of_work
from lms.programme.commands.invitations import invite_member, welcome_member
from lms.programme.models import TeamMember
from lms.programme.policy import roles_in
from lms.programme.queries.neighbourhoods import neighbourhood_by_slug
from lms.programme.queries.teams import open_membership
from tests.factories.mail import link_in, mails_about
from tests.factories.people import a_person
from tests.factories.programme import a_member, a_neighbourhood
from tests.kernel.conftest import mail_server  # noqa: F401 -- a fixture
from tests.programme.people_here import again

DIRECTOR, WORKER = Role.NEIGHBOURHOOD_DIRECTOR, Role.SOCIAL_WORKER
HERE = "/wijken/oosterveld/team/uitnodigen"
DENNIS = {"name": "Dennis Kool", "email": "dennis@welzijn.example"}


@pytest.fixture
def wijk(database):
    return a_neighbourhood("Oosterveld")


@pytest.fixture
def samira(wijk):
    return a_member(wijk, DIRECTOR, name="Samira Bennani")


def test_a_director_invites_and_the_invited_comes_in_with_the_role(browser, wijk, samira):
    browser.sign_in(samira).open(HERE)
    page = browser.follow(browser.submit(HERE, **DENNIS, role="social_worker"))
    browser.submit("/uitloggen")

    (mail,) = mails_about("accounts.invitation")
    entered = browser.submit(link_in(mail), name="Dennis Kool", password="")

    dennis = person_by_email(DENNIS["email"])
    assert "Dennis Kool staat bij het team en krijgt bericht." in page
    assert "nog niet ingelogd" in page
    assert entered.status_code == 303
    assert (roles_in(again(dennis), wijk), open_membership(wijk, dennis).role) == ({WORKER}, WORKER)


def test_who_has_an_account_is_asked_and_gets_no_role_before_a_yes(browser, wijk, samira):
    bas = a_person(name="Bas Bos", email="bas@example.org")

    page = browser.follow(
        browser.sign_in(samira).submit(HERE, name="Bas van het plein", email="BAS@example.org", role="resident")
    )

    assert "Bas van het plein heeft al een account en krijgt de vraag of die meedoet." in page
    assert (roles_in(again(bas), wijk), open_membership(wijk, bas)) == (frozenset(), None)
    assert mails_about("accounts.invitation") == []
    (notice,) = db.session.scalars(select(Notice).where(Notice.person_id == bas.id))
    assert notice.text == "Samira Bennani vraagt of je meedoet in het team van Oosterveld"


def test_a_closed_account_and_somebody_of_the_team_are_refused_in_words(browser, wijk, samira):
    a_person(email="weg@example.org", active=False)
    teun = a_member(wijk, WORKER, name="Teun Maas")
    browser.sign_in(samira)

    closed = browser.submit(HERE, expect=422, name="Weg", email="weg@example.org", role="resident").text
    again_ = browser.submit(HERE, expect=422, name="Teun", email=teun.email, role="resident").text
    oneself = browser.submit(HERE, expect=422, name="Ik", email=samira.email, role="resident").text

    assert "Het account met dit e-mailadres is gesloten." in closed
    assert "Teun zit al in het team." in again_
    assert "Je kunt jezelf niet uitnodigen." in oneself


@pytest.mark.parametrize("role", ["neighbourhood_director", "administrator", "adviser", "tovenaar", ""])
def test_roles_that_are_not_offered_are_not_given(browser, wijk, samira, role):
    browser.sign_in(samira).submit(HERE, expect=422, **DENNIS, role=role)

    assert person_by_email(DENNIS["email"]) is None


def test_a_form_says_that_clients_are_never_recorded(browser, wijk, samira):
    assert "wie hulp krijgt, leggen we nergens vast" in browser.sign_in(samira).open(HERE)
    assert "wie hulp krijgt, leggen we nergens vast" in browser.open("/wijken/oosterveld/team/kaart")


def test_leading_one_neighbourhood_gives_no_right_in_another(wijk, samira):
    there = a_neighbourhood("Havenbuurt")

    with pytest.raises(MayNotGive):
        invite_member(there, **DENNIS, role=WORKER, by=samira, origin="test")
    with pytest.raises(MayNotGive):
        invite(**DENNIS, places=[(WORKER, "neighbourhood", there.id)], by=samira, origin="test")
    with pytest.raises(MayNotGive):
        invite(**DENNIS, places=[(WORKER, "organisation", wijk.id)], by=samira, origin="test")
    with pytest.raises(MayNotGive):
        invite(**DENNIS, platform_roles=[Role.EDITOR], by=samira, origin="test")
    with pytest.raises(MayNotGive):
        invite(**DENNIS, by=samira, origin="test")

    assert invite(**DENNIS, places=[(WORKER, "neighbourhood", wijk.id)], by=samira, origin="test").id


@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.DEPUTY_DIRECTOR, 200), (WORKER, 403), (Role.KEY_PERSON, 403)],
)
def test_who_leads_invites(browser, wijk, samira, role, status):
    browser.sign_in(a_member(wijk, role)).open(HERE, expect=status)


def test_the_adviser_invites_a_director_while_there_is_none(browser, wijk):
    adviser = person_by_id(wijk.adviser_id)

    browser.sign_in(adviser).submit(HERE, name="Samira", email="samira@example.org", role="neighbourhood_director")

    assert wijk.director_id is None
    browser.open(HERE)
    (mail,) = mails_about("accounts.invitation")
    browser.submit("/uitloggen")
    browser.submit(link_in(mail), name="Samira", password="")
    db.session.refresh(wijk)
    assert wijk.director_id == person_by_email("samira@example.org").id
    browser.sign_in(again(adviser)).open(HERE, expect=403)


def test_somebody_without_an_address_comes_in_with_a_card(browser, wijk, samira):
    page = browser.sign_in(samira).submit(
        "/wijken/oosterveld/team/kaart", expect=200, name="Fatma Aydin", role="key_person"
    )

    fatma = db.session.scalars(select(Person).where(Person.name == "Fatma Aydin")).one()
    assert (fatma.email, fatma.active) == (None, True)
    assert open_membership(wijk, fatma).role is Role.KEY_PERSON
    assert card_holders([fatma.id]) == {fatma.id}
    assert [word in page.text for word in ("Fatma Aydin", "data:image/svg+xml", "van links naar rechts")] == [True] * 3


@pytest.mark.parametrize("role", [role for role in Role if role not in CARD_ROLES])
def test_a_card_gives_no_other_role(wijk, samira, role):
    with pytest.raises(MayNotGive):
        welcome_member(wijk, name="Fatma", role=role, by=samira, origin="test")


def test_who_has_a_card_gets_no_role_that_sees_data_of_others(browser, wijk, samira):
    made = welcome_member(wijk, name="Fatma", role=Role.KEY_PERSON, by=samira, origin="test")
    db.session.commit()
    address = f"/wijken/oosterveld/team/{open_membership(wijk, made.card.person).uid}"
    offered = browser.sign_in(samira).open(address)

    page = browser.submit(f"{address}/rol", expect=422, role="social_worker").text

    for text in (offered, page):
        assert re.findall(r'name="role"[^>]* value="(\w+)"', text) == list(CARD_ROLES)
    assert ("Fatma logt in met een kaart." in offered, "Fatma logt in met een kaart. Deze rol" in page) == (True, True)
    assert card_holders([made.card.person_id])


def test_a_card_is_replaced_taken_back_and_ends_with_leaving(browser, wijk, samira):
    made = welcome_member(wijk, name="Fatma", role=Role.KEY_PERSON, by=samira, origin="test")
    db.session.commit()
    address = f"/wijken/oosterveld/team/{open_membership(wijk, made.card.person).uid}"
    browser.sign_in(samira)

    browser.submit(f"{address}/kaart", expect=200)
    replaced = made.card.ended_at is not None
    browser.submit(f"{address}/kaart/intrekken")
    taken = card_holders([made.card.person_id])
    browser.submit(f"{address}/kaart", expect=200)
    browser.submit(f"{address}/stoppen")

    assert (replaced, taken, card_holders([made.card.person_id])) == (True, frozenset(), frozenset())


def test_a_stand_in_of_another_neighbourhood_replaces_no_card(browser, wijk, samira):
    made = welcome_member(wijk, name="Fatma", role=Role.KEY_PERSON, by=samira, origin="test")
    db.session.commit()
    other = a_member(a_neighbourhood("Havenbuurt"), DIRECTOR)
    address = f"/wijken/oosterveld/team/{open_membership(wijk, made.card.person).uid}/kaart"

    browser.sign_in(other).submit(address, expect=404)
    browser.sign_in(a_member(wijk, WORKER)).submit(address, expect=403)


@pytest.mark.races
def test_the_same_address_invited_many_times_at_once_is_one_member(app, database):
    wijk = a_neighbourhood("Oosterveld")
    by = a_member(wijk, DIRECTOR).uid

    def ask(_):
        with app.app_context(), unit_of_work():
            here, actor = neighbourhood_by_slug("oosterveld", person_by_uid(by)), person_by_uid(by)
            try:
                invite_member(here, **DENNIS, role=WORKER, by=actor, origin="test")
            except Refusal:
                return "refused"
            return "invited"

    with ThreadPoolExecutor(5) as threads:
        answers = list(threads.map(ask, range(5)))

    db.session.rollback()
    assert sorted(answers) == ["invited"] + ["refused"] * 4
    assert db.session.query(TeamMember).count() == 2
    assert len(mails_about("accounts.invitation")) == 1


def test_invitations_arrive_once_each_also_after_a_killed_worker(fresh_app, mail_server, tmp_path):  # noqa: F811
    """The worker is killed while the first mail is handed over: that one may come again, under the same Message-ID."""
    fresh_app.config["SETTINGS"] = replace(fresh_app.config["SETTINGS"], mail_url=mail_server.url)
    seen = []

    def kill_at_the_first(message):
        seen.append((message["To"], message["Message-ID"]))
        if len(seen) == 1:
            os.kill(worker.pid, signal.SIGKILL)

    mail_server.at_data = kill_at_the_first
    with writing():
        wijk = a_neighbourhood("Oosterveld")
        by = a_member(wijk, DIRECTOR)
    addresses = [f"p{number}@example.org" for number in range(4)]
    with unit_of_work():
        for email in addresses:
            invite_member(wijk, name="Iemand", email=email, role=WORKER, by=by, origin="test")

    worker = start_worker(fresh_app, mail_server, tmp_path)
    assert worker.wait(60) == -signal.SIGKILL
    with writing():
        db.session.execute(update(Mail).values(due_at=now() - timedelta(seconds=1)))
        db.session.commit()
    worker = start_worker(fresh_app, mail_server, tmp_path)
    assert worker.wait(60) == 0

    assert sorted({to for to, _id in seen}) == addresses
    assert len({message_id for _to, message_id in seen}) == len(addresses)
    assert len(seen) == len(addresses) + 1


def start_worker(app, mail_server, folder):  # noqa: F811
    environ = {
        **os.environ,
        "LMS_DEMO": "1",
        "LMS_SECRET_KEY": "x" * 40,
        "LMS_DATA_DIR": str(folder),
        "LMS_DATABASE_URL": str(app.config["SQLALCHEMY_DATABASE_URI"]),
        "LMS_MAIL_URL": mail_server.url,
    }
    line = "from lms.app import main; main()"
    return subprocess.Popen([sys.executable, "-c", line, "worker", "--once"], env=environ)


def test_mail_and_welcome_page_say_who_invites_as_what_and_where_and_what_others_see(browser, wijk, samira):
    browser.sign_in(samira).submit(HERE, **DENNIS, role="social_worker")
    hanneke = a_person(Role.COORDINATOR, name="Hanneke Vos")
    browser.sign_in(hanneke).submit(f"/beheer/mensen/{person_by_email(DENNIS['email']).uid}/opnieuw-uitnodigen")
    browser.submit("/uitloggen")

    first, again_ = mails_about("accounts.invitation")
    page = browser.open(link_in(again_))

    invites, ready = "Samira Bennani nodigt je uit voor Kringwijs.", "klaar als: Sociaal werker in Oosterveld."
    assert [(invites in text, ready in text) for text in (first.text, again_.text, page)] == [(True, True)] * 3
    seen = ("Je ziet waar de wijk staat, wie er in het team zitten", "Wat anderen van jou zien", "Het team ziet nu al")
    assert [words for words in seen if words not in page] == []


def test_who_is_invited_to_no_team_reads_nothing_of_one(browser, database):
    browser.sign_in(a_person(Role.ADMINISTRATOR, name="Kees Admiraal"))
    browser.submit("/beheer/mensen/uitnodigen", **DENNIS, role="editor", language="nl")
    browser.submit("/uitloggen")

    (mail,) = mails_about("accounts.invitation")
    page = browser.open(link_in(mail))

    assert "Kees Admiraal nodigt je uit voor Kringwijs. Je account staat klaar als: Redacteur." in page
    assert "Wat anderen van jou zien" not in page
