"""How people get on in a module: in counts, as far as somebody's right goes, and never a few."""

import csv
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from sqlalchemy import select

from lms.accounts.enums import Role
from lms.kernel.audit import AuditEntry
from lms.kernel.db import db
from lms.organisations.enums import OrganisationKind
from lms.training.models.tries import InsightCount, QuestionTry
from tests.factories.insight import count_now, learners
from tests.factories.people import a_person
from tests.factories.programme import a_ggd_manager, a_neighbourhood, an_organisation
from tests.factories.training import a_module, a_package, a_part, a_question, a_quiz, sync

pytestmark = pytest.mark.usefixtures("database")

LIST = "/beheer/scholing/inzicht"
PAGE = f"{LIST}/wat-doet-roken"


@pytest.fixture
def module(app):
    question = a_question("wdr-1-q1")
    return a_module(a_part("wdr-1", question), a_part("wdr-2"), a_part("wdr-3"), quiz=a_quiz("wdr-q"))


@pytest.fixture
def editor(browser):
    return browser.sign_in(a_person(Role.EDITOR))


def thirty_modules():
    names = ((f"m{number}", f"Module {number:02}") for number in range(30))
    sync(*(a_package(a_part(f"{uid}-1"), uid=uid, slug=uid, title=title) for uid, title in names))


def rows(response):
    return list(csv.DictReader(StringIO(response.data.decode("utf-8-sig")), delimiter=";"))


def take(browser, **asked):
    return browser.submit(PAGE, 200, vorm="csv", **asked)


def test_an_editor_sees_where_people_stop(editor, module):
    learners(module, 12, did=1, weeks_ago=6)
    learners(module, 7, did=1)
    learners(module, 9, did=3, finished=True, weeks_ago=6)
    count_now()

    page = editor.open(PAGE)
    taken = {row["Deel of vraag"]: row for row in rows(take(editor))}

    assert 'De meeste mensen stoppen na "Deel wdr-1": 10.' in page
    whole, first, last = (taken[title] for title in (module.title, "Deel wdr-1", "Deel wdr-3"))
    assert (whole["Begonnen of beantwoord"], whole["Afgerond"], whole["Gestopt hierna"]) == ("25", "5", "10")
    assert (first["Afgerond"], first["Gestopt hierna"]) == ("25", "10")
    assert (last["Afgerond"], last["Gestopt hierna"]) == ("5", "minder dan 5")


def test_an_editor_sees_which_answer_goes_wrong_most(browser, editor, module):
    part = "/modules/wat-doet-roken/delen/wdr-1/1"
    worker = a_person(Role.SOCIAL_WORKER)
    browser.sign_in(worker)
    options = editor.open("/modules/wat-doet-roken/les-1/deel-1").split('name="wdr-1-q1" ')[1:]
    wrong = next(each.split('value="')[1].split('"')[0] for each in options if "Waarom stop je niet?" in each)
    right = next(each.split('value="')[1].split('"')[0] for each in options if "Wanneer rook je?" in each)
    for given in (wrong, right, wrong):
        browser.submit(part, **{"wdr-1-q1": given, "do": "check:wdr-1-q1"})
    tried = db.session.scalars(select(QuestionTry).where(QuestionTry.person_id == worker.id)).one()
    assert (tried.slip, tried.tries) == (wrong, 3)
    learners(module, 9, question="wdr-1-q1", slip=wrong)
    learners(module, 10, question="wdr-1-q1")
    count_now()

    browser.sign_in(a_person(Role.COORDINATOR))
    line = next(row for row in rows(take(browser)) if row["Soort"] == "Vraag in een deel")

    assert line["Begonnen of beantwoord"] == "20"
    assert line["Eerste antwoord fout"] == "10"
    assert line["Vaakst gegeven foute antwoord"] == "Waarom stop je niet?"
    assert line["Nog eens geprobeerd"] == "minder dan 5"


def test_the_quiz_counts_the_first_answer_of_each_question(browser, module):
    browser.sign_in(a_person(Role.SOCIAL_WORKER))
    for _time in range(2):
        started = browser.submit("/modules/wat-doet-roken/toets").headers["Location"]
        page = browser.open(started)
        names = {piece.split('"')[0] for piece in page.split('name="wdr-q-')[1:]}
        fields = {f"wdr-q-{name}": _second(page, f"wdr-q-{name}") for name in names}
        browser.submit(started, **fields)

    tries = db.session.scalars(select(QuestionTry)).all()

    assert sum(each.tries for each in tries) == 8
    assert {each.module_id for each in tries} == {module.id}


def _second(page, name):
    return page.split(f'name="{name}"')[2].split('value="')[1].split('"')[0]


def test_no_part_is_called_the_worst_when_two_are_alike(editor, module):
    for did in (1, 2):
        learners(module, 6, did=did, weeks_ago=6)
    count_now()

    page = editor.open(PAGE)

    assert "De meeste mensen stoppen" not in page
    assert "Aan 1 ander deel begonnen minder dan 5 mensen." in page


def test_nothing_is_shown_of_fewer_than_five(editor, module):
    learners(module, 4, did=1, weeks_ago=6, question="wdr-1-q1", slip="eigen woorden")
    count_now()

    page = editor.open(PAGE)

    assert "Er is nog te weinig te zien." in page
    assert "minder dan 5" in editor.open(LIST)
    assert "eigen woorden" not in " ".join(db.session.scalars(select(InsightCount.mark)))
    editor.submit(PAGE, 404, vorm="csv")


def test_one_group_at_a_time_and_only_large_ones(editor, module):
    near, far = a_neighbourhood(), a_neighbourhood(name="Verweg")
    learners(module, 8, did=1, place=near, role=Role.SOCIAL_WORKER)
    learners(module, 4, did=1, place=far, role=Role.KEY_PERSON)
    learners(module, 6, did=1)
    count_now()

    page = editor.open(PAGE)

    assert f"Wijk: {near.name}" in page
    assert "Rol: Sociaal werker" in page
    assert "Wijk: Verweg" not in page
    assert "Rol: Sleutelpersoon" not in page
    taken = rows(take(editor, groep=f"neighbourhood:{near.id}"))
    assert taken[0]["Begonnen of beantwoord"] == "5"
    for refused in (f"neighbourhood:{far.id}", "role:key_person", "role:", "neighbourhood:", "x"):
        editor.open(f"{PAGE}?groep={refused}", 404)


def test_an_adviser_sees_the_own_neighbourhoods_together_and_no_other(browser, module):
    adviser = a_person(Role.ADVISER)
    own, other = a_neighbourhood(adviser=adviser), a_neighbourhood(name="Verweg")
    learners(module, 11, did=1, place=own)
    learners(module, 40, did=2, place=other)
    count_now()
    browser.sign_in(adviser)

    page = browser.open(PAGE)
    taken = rows(take(browser))

    assert taken[0]["Begonnen of beantwoord"] == "10"
    assert "Wat mensen eraan hebben" not in page
    assert "Van wie" not in page
    browser.open(f"{PAGE}?groep=neighbourhood:{own.id}", 404)
    browser.open("/beheer")


def test_the_manager_of_a_ggd_sees_the_neighbourhoods_of_that_ggd_together(browser, module):
    ggd, another = an_organisation(OrganisationKind.GGD), an_organisation(OrganisationKind.GGD)
    learners(module, 9, did=1, place=a_neighbourhood(ggd=ggd))
    learners(module, 8, did=1, place=a_neighbourhood(name="Verweg", ggd=ggd))
    count_now()

    mine = rows(take(browser.sign_in(a_ggd_manager(ggd))))
    page = browser.sign_in(a_ggd_manager(another)).open(PAGE)

    assert mine[0]["Begonnen of beantwoord"] == "15"
    assert "Er is nog te weinig te zien." in page


@pytest.mark.parametrize("role", [Role.SOCIAL_WORKER, Role.NEIGHBOURHOOD_DIRECTOR, Role.ADMINISTRATOR, Role.KEY_PERSON])
def test_others_see_nothing(browser, module, role):
    browser.sign_in(a_person(role))

    browser.open(LIST, 403)
    browser.open(PAGE, 403)
    browser.submit(PAGE, 403, vorm="csv")


def test_a_file_is_logged_and_holds_no_formula(browser, app):
    bad = "=HYPERLINK(&quot;x&quot;)"
    module = a_module(a_part("wdr-1", a_question("wdr-1-q1"), title="=1+1"), title="@SUM(A1)")
    learners(module, 9, did=1, question="wdr-1-q1")
    count_now()
    editor = a_person(Role.EDITOR)
    browser.sign_in(editor)

    text = take(browser).data.decode("utf-8-sig")
    book = browser.submit(PAGE, 200, vorm="xlsx")

    assert bad not in text
    assert "'=1+1" in text
    assert "'@SUM(A1)" in text
    assert "<f>" not in ZipFile(BytesIO(book.data)).read("xl/worksheets/sheet1.xml").decode()
    logged = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "training.insight_download")).all()
    assert [(line.object, line.actor_uid) for line in logged] == [(f"module/{module.uid}", editor.uid)] * 2


def test_what_the_pages_cost(editor, module, statements):
    learners(module, 9, did=1, question="wdr-1-q1")
    count_now()

    with statements(8):
        editor.open(PAGE)
    with statements(5):
        editor.open(PAGE)
    with statements(3):
        editor.open(LIST)


def test_the_list_goes_on_past_a_page(editor):
    thirty_modules()

    first = editor.open(LIST)
    second = editor.open(f"{LIST}?na={first.split('?na=')[1].split(chr(34))[0]}")

    assert "Module 24" in first
    assert "Module 25" not in first
    assert "Module 25" in second
    assert "Module 24" not in second
    assert "niemand" in second


def test_the_list_of_modules_goes_on_past_a_page(browser, app):
    thirty_modules()

    first = browser.open("/modules")
    onward = first.split("/modules?na=")[1].split(chr(34))[0]
    second = browser.open(f"/modules?na={onward}")

    assert first.count('href="/modules/m') == 12
    assert second.count('href="/modules/m') == 12
    assert "Module 12" in second
