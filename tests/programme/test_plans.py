"""The plan of a neighbourhood: a file told by its content or a link, older ones stay, and only who may opens it."""

import io
import zipfile

import pytest
from PIL import Image
from sqlalchemy import select

from lms.accounts.enums import Role
from lms.accounts.queries.people import person_by_id
from lms.kernel.audit import entries
from lms.kernel.db import db
from lms.kernel.documents import MOST_BYTES, NoDocument, keep_document, kind_of, shown_name
from lms.kernel.files import files
from lms.organisations.models import Organisation
from lms.programme.models import TEAM_ROLES, Plan
from tests.browser import Browser
from tests.factories.agreements import an_agreement
from tests.factories.people import a_person
from tests.factories.programme import a_ggd_manager, a_member, a_neighbourhood

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"
ODT = "application/vnd.oasis.opendocument.text"


def an_archive(**members):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/"), content)
    return packed.getvalue()


def a_word_file(**more):
    parts = {"word/document.xml": "<w/>", "[Content_Types].xml": "<t/>", **more}
    return an_archive(**parts)


def a_picture():
    drawn = io.BytesIO()
    Image.new("RGB", (40, 30), "green").save(drawn, "JPEG")
    return drawn.getvalue()


@pytest.fixture
def here(database):
    return a_neighbourhood("Oosterveld")


@pytest.fixture
def director(here):
    return a_member(here, Role.NEIGHBOURHOOD_DIRECTOR, name="Samira Bennani")


@pytest.fixture
def desk(browser, director):
    """The browser of the director."""
    return browser.sign_in(director)


def page_of(neighbourhood):
    return f"/wijken/{neighbourhood.slug}/plan"


def send(desk, neighbourhood, content, name="Wijkplan.pdf", expect=303):
    return desk.submit(page_of(neighbourhood), expect=expect, file=(io.BytesIO(content), name))


def plans():
    return db.session.scalars(select(Plan).order_by(Plan.id)).all()


@pytest.mark.parametrize(
    ("content", "kind"),
    [(PDF, "pdf"), (a_word_file(), "docx"), (an_archive(mimetype=ODT), "odt")],
)
def test_a_file_is_kept_and_given_back_as_a_download(desk, here, content, kind):
    send(desk, here, content, "../../etc/Mijn <plan>.exe")

    [plan] = plans()
    response = desk.client.get(f"{page_of(here)}/{plan.uid}")
    assert (response.status_code, plan.file_name) == (200, f"Mijn plan.{kind}")
    assert response.headers["Content-Disposition"] == f'attachment; filename="Mijn plan.{kind}"'
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.data == content
    response.close()


@pytest.mark.parametrize(
    "content",
    [
        b"<html><script>alert(1)</script>",
        b"MZ\x90\x00",
        b"",
        an_archive(readme="hoi"),
        a_word_file(**{"word/vbaProject.bin": "macro"}),
        a_word_file()[:60],
        an_archive(mimetype="application/vnd.oasis.opendocument.spreadsheet"),
        b"GIF89a" + b"0" * 40,
        a_picture(),
    ],
    ids=["page", "program", "empty", "archive", "macros", "broken", "sheet", "gif", "photo"],
)
def test_what_is_no_plan_is_refused_whatever_its_name(desk, here, content):
    page = send(desk, here, content, "Wijkplan.pdf", expect=422).text

    assert "Dit bestand kunnen we niet bewaren." in page
    assert plans() == []


def test_a_file_that_is_too_long_is_refused(app, database):
    with pytest.raises(NoDocument):
        keep_document(io.BytesIO(PDF + b"0" * MOST_BYTES), "plan.pdf")


@pytest.mark.parametrize(
    ("name", "shown"),
    [("", "bestand.pdf"), ("..", "bestand.pdf"), ("C:\\plan\r\n.doc", "plan.pdf"), ("a" * 400, "a" * 120 + ".pdf")],
)
def test_a_name_says_what_is_inside(name, shown):
    assert shown_name(name, kind_of(PDF)) == shown


def test_a_link_is_kept_and_what_was_there_stays(desk, here):
    send(desk, here, PDF)
    desk.submit(page_of(here), link="www.ggd.nl/wijkplan")

    page = desk.open(page_of(here))
    assert [plan.link for plan in plans()] == [None, "https://www.ggd.nl/wijkplan"]
    assert [
        words for words in ("https://www.ggd.nl/wijkplan", "Eerdere plannen", "Wijkplan.pdf") if words not in page
    ] == []


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "Kies een bestand of vul een link in."),
        ({"link": "http://ggd.nl/plan"}, "Dit is geen veilig webadres."),
        ({"link": "javascript:alert(1)"}, "Dit is geen veilig webadres."),
        ({"link": "https://ggd.nl", "file": PDF}, "niet allebei"),
    ],
)
def test_a_plan_is_one_file_or_one_safe_link(desk, here, given, words):
    files_given = {"file": (io.BytesIO(given["file"]), "a.pdf")} if "file" in given else {}

    assert words in desk.submit(page_of(here), expect=422, **{**given, **files_given}).text


@pytest.mark.parametrize(
    ("role", "reads", "sets", "agreement"),
    [
        (Role.NEIGHBOURHOOD_DIRECTOR, 200, 422, True),
        (Role.DEPUTY_DIRECTOR, 200, 422, True),
        (Role.SOCIAL_WORKER, 200, 403, False),
        (Role.KEY_PERSON, 403, 403, False),
        (Role.EXPERT_BY_EXPERIENCE, 403, 403, False),
        (Role.RESIDENT, 403, 403, False),
        (Role.COORDINATOR, 200, 422, True),
        (Role.RESEARCHER, 403, 403, False),
        (Role.EDITOR, 404, 404, False),
        (Role.ADMINISTRATOR, 404, 404, False),
        (None, 404, 404, False),
    ],
)
def test_who_reads_the_plan_who_sets_it_and_who_sees_what_was_agreed(app, here, role, reads, sets, agreement):
    an_agreement(here)
    plan = Plan(neighbourhood_id=here.id, file="x", file_name="x.pdf", by_id=here.adviser_id)
    db.session.add(plan)
    db.session.commit()
    person = a_member(here, role) if role in TEAM_ROLES else a_person(role)
    client = Browser(app).sign_in(person).client

    page = client.get(page_of(here))

    assert (page.status_code, client.post(page_of(here)).status_code) == (reads, sets)
    assert ("Twee dagen in de week." in page.text) is agreement
    assert client.get(f"{page_of(here)}/{plan.uid}").status_code == (404 if reads == 200 else reads)


def test_the_adviser_and_the_manager_of_the_ggd_read_both(app, here, director):
    an_agreement(here)
    for person in (person_by_id(here.adviser_id), a_ggd_manager(db.session.get_one(Organisation, here.ggd_id))):
        client = Browser(app).sign_in(person).client
        assert "Twee dagen in de week." in client.get(page_of(here)).text
        assert client.post(page_of(here)).status_code == 403


@pytest.mark.parametrize(
    ("reader", "named"),
    [
        (Role.DEPUTY_DIRECTOR, True),
        (Role.SOCIAL_WORKER, True),
        (Role.ADVISER, True),
        (Role.COORDINATOR, True),
        ("ggd", False),
    ],
)
def test_who_set_the_plan_is_named_to_the_team_its_adviser_and_the_coordinator_only(desk, here, reader, named):
    send(desk, here, PDF)
    person = {
        "ggd": lambda: a_ggd_manager(db.session.get_one(Organisation, here.ggd_id)),
        Role.ADVISER: lambda: person_by_id(here.adviser_id),
        Role.COORDINATOR: lambda: a_person(Role.COORDINATOR),
    }.get(reader, lambda: a_member(here, reader))()

    page = desk.sign_in(person).open(page_of(here))

    main = page[page.index("<main") :]
    assert ("Wijkplan.pdf" in main, "Samira Bennani" in main) == (True, named)


def test_the_plan_of_one_neighbourhood_is_not_opened_through_another(app, here):
    other = a_neighbourhood("Havenbuurt")
    secret = Plan(neighbourhood_id=other.id, file="x", file_name="x.pdf", by_id=other.adviser_id)
    db.session.add(secret)
    db.session.commit()
    client = Browser(app).sign_in(a_member(here, Role.NEIGHBOURHOOD_DIRECTOR)).client

    assert client.get(f"{page_of(here)}/{secret.uid}").status_code == 404
    assert client.get(f"{page_of(other)}/{secret.uid}").status_code == 404


def test_a_refused_file_leaves_nothing_behind(desk, here):
    before = set(files().names())

    send(desk, here, b"MZ\x90\x00", expect=422)

    assert set(files().names()) == before


def test_the_page_costs_the_same_for_one_and_for_three_plans(desk, here, statements):
    send(desk, here, PDF)
    with statements(4):
        desk.open(page_of(here))
    for _more in range(2):
        desk.submit(page_of(here), link="https://www.ggd.nl/wijkplan")
    with statements(4):
        desk.open(page_of(here))


def test_opening_the_plan_of_another_is_written_in_the_log(desk, here, director):
    send(desk, here, PDF)
    [plan] = plans()
    reader = a_member(here, Role.SOCIAL_WORKER)

    for person in (director, reader):
        desk.sign_in(person).client.get(f"{page_of(here)}/{plan.uid}").close()

    assert [(line.object, line.actor_uid) for line in entries(action="plan.open")] == [(f"plan/{plan.uid}", reader.uid)]
