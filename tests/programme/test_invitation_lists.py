"""A list of people: read in every shape people keep it, all problems at once, and all of it or nothing."""

from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from threading import Barrier

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.accounts.enums import Role
from lms.accounts.models import Person
from lms.accounts.queries.people import person_by_id, person_by_uid
from lms.kernel.db import db
from lms.kernel.work import unit_of_work
from lms.programme.commands.asked import ask_to_join
from lms.programme.commands.invitations import ListRefused, invite_list
from lms.programme.models import Asked, TeamMember
from lms.programme.queries.invitation_lists import MOST_LINES, Problem, decoded, read_list
from lms.programme.queries.invitations import plan_of
from tests.factories.mail import mails_about
from tests.factories.people import a_person
from tests.factories.programme import a_member, a_neighbourhood

TWO = "Dennis Kool{0}dennis@welzijn.example{0}sociaal werker\nZoë Ünal{0}zoe@example.org{0}Sleutelpersoon\n"
READ = [
    (1, "Dennis Kool", "dennis@welzijn.example", Role.SOCIAL_WORKER),
    (2, "Zoë Ünal", "zoe@example.org", Role.KEY_PERSON),
]
pytestmark = pytest.mark.usefixtures("database")


def rows(text, **how):
    return [(row.line, row.name, row.email, row.role) for row in read_list(text, **how).rows]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", ", "])
def test_comma_semicolon_and_tab_are_understood(delimiter):
    assert rows(TWO.format(delimiter)) == READ


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "cp1252"])
def test_files_of_every_usual_coding_are_understood(coding):
    assert rows(decoded(TWO.format(";").encode(coding))) == READ


@pytest.mark.parametrize("header", ["Naam;E-mail;Rol", "naam;E-mailadres;ROL"])
def test_a_header_is_not_a_person(header):
    assert rows(f"{header}\n{TWO.format(';')}") == [(line + 1, *rest) for line, *rest in READ]


def test_with_a_header_columns_may_stand_in_any_order():
    assert rows("Rol;Telefoon;Naam;E-mail\nbewoner;06;Els Brouwer;els@example.org") == [
        (2, "Els Brouwer", "els@example.org", Role.RESIDENT)
    ]


def test_a_name_with_a_comma_stands_between_quotes():
    assert rows('"Kool, Dennis",dennis@example.org,Plaatsvervanger') == [
        (1, "Kool, Dennis", "dennis@example.org", Role.DEPUTY_DIRECTOR)
    ]


def test_all_problems_are_told_at_once_with_their_line():
    text = (
        "Dennis,dennis@example.org,sociaal werker\n"
        "\n"
        ",geen-adres,tovenaar\n"
        "Els,els@example.org\n"
        "Nog een Dennis,DENNIS@example.org,bewoner"
    )

    assert read_list(text).problems == (
        Problem(3, "De naam ontbreekt."),
        Problem(3, "Dit is geen e-mailadres: “geen-adres”."),
        Problem(3, "Deze rol kennen we niet: “tovenaar”."),
        Problem(4, "De rol ontbreekt."),
        Problem(5, "Dit e-mailadres staat al eerder op de lijst: dennis@example.org."),
    )


@pytest.mark.parametrize(
    ("line", "missing"),
    [
        (",els@example.org,bewoner,Oosterveld", "De naam ontbreekt."),
        ("Els,,bewoner,Oosterveld", "Het e-mailadres ontbreekt."),
        ("Els;;bewoner;Oosterveld", "Het e-mailadres ontbreekt."),
        ("Els,els@example.org,,Oosterveld", "De rol ontbreekt."),
        ("Els,els@example.org,bewoner,", "De wijk ontbreekt."),
        ("Els,els@example.org,bewoner", "De wijk ontbreekt."),
    ],
)
def test_an_empty_column_is_told_by_its_name(line, missing):
    assert read_list(line, with_place=True).problems == (Problem(1, missing),)


def test_every_line_may_have_a_separator_of_its_own():
    text = (
        "Dennis Kool;dennis@welzijn.example;sociaal werker\n"
        "Zoë Ünal,zoe@example.org,Sleutelpersoon\n"
        "Els Brouwer\tels@example.org\tbewoner\n"
        "Kool, Bas;bas@example.org;bewoner\n"
        "Ada Smit,\tada@example.org,\tbewoner\n"
        '"Vos, Ria","ria@example.org",bewoner'
    )

    assert [(line, name) for line, name, _email, _role in rows(text)] == [
        (1, "Dennis Kool"),
        (2, "Zoë Ünal"),
        (3, "Els Brouwer"),
        (4, "Kool, Bas"),
        (5, "Ada Smit"),
        (6, "Vos, Ria"),
    ]


@pytest.mark.parametrize(
    "line", ["Bas;bas@example.org,bewoner", "Bas,bas@example.org;bewoner", "Bas\tbas@example.org;bewoner"]
)
def test_different_separators_inside_one_line_are_refused_with_its_number(line):
    read = read_list(f"{TWO.format(';')}{line}")

    assert read.problems == (Problem(3, "Hier staan verschillende tekens tussen de kolommen. Gebruik er één."),)


def test_a_cell_between_quotes_may_run_over_two_lines():
    text = (
        'Naam;Opmerking;E-mail;Rol\nDennis Kool;"belt\nliever";dennis@example.org;bewoner\nEls;;els@example.org;bewoner'
    )

    assert [(line, name) for line, name, _email, _role in rows(text)] == [(2, "Dennis Kool"), (4, "Els")]


def test_a_list_has_an_end():
    long = "\n".join(f"Iemand,p{number}@example.org,bewoner" for number in range(MOST_LINES + 1))

    assert [problem.line for problem in read_list(long).problems] == [0]
    assert [problem.line for problem in read_list(" \n").problems] == [0]


def test_an_unfinished_quote_is_one_problem_and_no_crash():
    assert read_list('"Dennis, dennis@example.org, bewoner').problems != ()


@given(st.text(max_size=300))
def test_whatever_is_pasted_is_read_or_refused_in_words(text):
    read = read_list(text, with_place=True)

    assert read.rows or read.problems
    assert all(problem.text for problem in read.problems)


@pytest.fixture
def wijk(database):
    return a_neighbourhood("Oosterveld")


@pytest.fixture
def samira(wijk):
    return a_member(wijk, Role.NEIGHBOURHOOD_DIRECTOR, name="Samira Bennani")


HERE, ALL = "/wijken/oosterveld/team/lijst", "/beheer/mensen/lijst"


def test_a_preview_comes_first_and_mails_after_yes(browser, wijk, samira):
    known = a_person(name="Bas Bos", email="bas@example.org")
    text = TWO.format(";") + "Bas;bas@example.org;bewoner"
    browser.sign_in(samira).open(HERE)

    preview = browser.submit(HERE, expect=200, text=text).text
    before = len(mails_about("accounts.invitation")), db.session.query(TeamMember).count()
    page = browser.follow(browser.submit(HERE, text=text, sure="1"))

    assert "Nodig deze 3 mensen uit" in preview
    assert preview.count("Heeft al een account: wordt gevraagd") == 1
    assert before == (0, 1)
    assert "3 mensen zijn uitgenodigd. Wie al een account had, zegt eerst zelf ja." in page
    assert len(mails_about("accounts.invitation")) == 2
    assert known.id not in {row.person_id for row in db.session.query(TeamMember)}
    assert [row.person_id for row in db.session.query(Asked)] == [known.id]


def test_a_file_goes_before_the_box(browser, wijk, samira):
    file = BytesIO(TWO.format(";").encode("cp1252")), "team.csv"

    preview = browser.sign_in(samira).submit(HERE, expect=200, text="onzin", file=file).text

    assert "Zoë Ünal" in preview


def test_one_problem_stops_the_whole_list(browser, wijk, samira):
    text = TWO.format(";") + "Els;els@example.org;wijkregisseur\nSamira;" + samira.email + ";bewoner"

    page = browser.sign_in(samira).submit(HERE, expect=422, text=text, sure="1").text

    assert "Regel 3: De rol wijkregisseur kan niet met een lijst" in page
    assert f"Regel 4: {samira.email} zit al in het team." in page
    assert text.splitlines()[0] in page
    assert db.session.query(TeamMember).count() == 1
    assert db.session.query(Person).filter_by(email="dennis@welzijn.example").count() == 0


def test_a_coordinator_invites_for_several_neighbourhoods_at_once(browser, wijk):
    a_neighbourhood("Havenbuurt")
    text = (
        "Samira;samira@example.org;wijkregisseur;Oosterveld\n"
        "Teun;teun@example.org;regisseur;havenbuurt\n"
        "Teun;teun@example.org;bewoner;Oosterveld"
    )
    browser.sign_in(a_person(Role.COORDINATOR)).open("/beheer/mensen/lijst")

    browser.submit("/beheer/mensen/lijst", text=text, sure="1")

    told = {(row.neighbourhood_id, row.role) for row in db.session.query(TeamMember)}
    assert [role for _place, role in sorted(told)].count(Role.NEIGHBOURHOOD_DIRECTOR) == 2
    assert len(told) == 3
    assert wijk.director_id is None  # until the invitation is accepted the adviser leads
    assert len(mails_about("accounts.invitation")) == 2


def test_a_neighbourhood_nobody_knows_and_a_second_director_are_told(browser, wijk):
    text = (
        "A;a@example.org;bewoner;Nergenshuizen\n"
        "B;b@example.org;wijkregisseur;Oosterveld\n"
        "C;c@example.org;wijkregisseur;Oosterveld"
    )

    page = browser.sign_in(a_person(Role.COORDINATOR)).submit("/beheer/mensen/lijst", expect=422, text=text).text

    assert "Regel 1: Deze wijk kennen we niet: “Nergenshuizen”." in page
    assert "Regel 3: De rol wijkregisseur kan niet met een lijst" in page
    assert "Regel 2:" not in page


def test_who_stands_on_a_list_for_two_teams_is_invited_for_one_and_asked_for_the_other(browser, wijk):
    there = a_neighbourhood("Havenbuurt")
    text = "Noor;noor@example.org;bewoner;Havenbuurt\nNoor;noor@example.org;bewoner;Oosterveld"
    browser.sign_in(a_person(Role.COORDINATOR)).open(ALL)

    preview = browser.submit(ALL, expect=200, text=text).text
    browser.submit(ALL, text=text, sure="1")

    assert (preview.count("Krijgt een uitnodiging"), preview.count("wordt gevraagd")) == (1, 1)
    assert [row.neighbourhood_id for row in db.session.query(TeamMember)] == [there.id]
    assert [row.neighbourhood_id for row in db.session.query(Asked)] == [wijk.id]


def test_who_was_asked_already_is_told_with_the_line(browser, wijk, samira):
    ask_to_join(wijk, a_person(email="bas@example.org"), Role.RESIDENT, name="Bas", by=samira, origin="test")
    db.session.commit()

    page = browser.sign_in(samira).submit(HERE, expect=422, text="Bas;bas@example.org;bewoner").text

    assert "Regel 1: bas@example.org is al gevraagd en antwoordde nog niet." in page


def test_an_adviser_brings_in_a_whole_team_with_its_director_first(browser, wijk):
    bas = a_person(name="Bas Bos", email="bas@example.org")
    text = "Bas;bas@example.org;wijkregisseur\nEls;els@example.org;bewoner"

    browser.sign_in(person_by_id(wijk.adviser_id)).submit(HERE, text=text, sure="1")

    db.session.refresh(wijk)
    assert (wijk.director_id, db.session.query(TeamMember).count()) == (bas.id, 2)


@pytest.mark.parametrize("role", [Role.NEIGHBOURHOOD_DIRECTOR, Role.SOCIAL_WORKER])
def test_the_list_for_everybody_is_for_coordinators(browser, wijk, role):
    browser.sign_in(a_member(wijk, role)).open("/beheer/mensen/lijst", expect=403)


def test_a_social_worker_invites_nobody(browser, wijk):
    worker = a_member(wijk, Role.SOCIAL_WORKER)
    browser.sign_in(worker).submit(HERE, expect=403, text=TWO.format(";"), sure="1")

    assert db.session.query(TeamMember).count() == 1


#: Two lists at the same moment, as people and their neighbourhoods; Cas and Dia have an account, Ada and Bea have none.
SAME = (("ada", "oost"), ("cas", "oost"), ("bea", "west"), ("dia", "west"))
MEETING = {
    "the same in the opposite order": (SAME, SAME[::-1], 1),
    "new people crosswise": ((("ada", "oost"), ("bea", "west")), (("bea", "noord"), ("ada", "zuid")), 2),
    "known people crosswise": ((("cas", "oost"), ("dia", "west")), (("dia", "noord"), ("cas", "zuid")), 2),
}


@pytest.mark.races
@pytest.mark.parametrize("meeting", MEETING)
def test_two_lists_that_meet_each_other_are_each_done_or_refused_whole(app, database, meeting):
    *lists, wins = MEETING[meeting]
    for place in ("oost", "west", "noord", "zuid"):
        a_neighbourhood(place)
    for name in ("dia", "cas"):
        a_person(name=name, email=f"{name}@example.org")
    by, start = a_person(Role.COORDINATOR).uid, Barrier(2, timeout=20)

    def bring_in(people):
        text = "\n".join(f"{name};{name}@example.org;bewoner;{place}" for name, place in people)
        start.wait()
        try:
            with app.app_context(), unit_of_work():
                plan = plan_of(read_list(text, with_place=True), person_by_uid(by))
                if not plan.problems:
                    invite_list(plan.people, by=person_by_uid(by), origin="test")
                return 0 if plan.problems else len(people)
        except ListRefused:
            return 0

    with ThreadPoolExecutor(2) as threads:
        done = list(threads.map(bring_in, lists))

    db.session.rollback()
    brought = [(row.neighbourhood_id, row.person_id) for kind in (TeamMember, Asked) for row in db.session.query(kind)]
    assert len([number for number in done if number]) == wins
    assert (len(brought), len(set(brought))) == (sum(done), sum(done))
    assert db.session.query(Person).filter(Person.email.in_(["ada@example.org", "bea@example.org"])).count() <= 2
