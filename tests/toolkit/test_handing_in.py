"""A zip of packages: what is new becomes a draft for a second reader, and nothing is overwritten."""

import io
import re
from threading import Event, Thread
from zipfile import ZipFile

import pytest
from sqlalchemy import select, text

from lms.accounts.enums import Role
from lms.accounts.queries.people import person_by_uid
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.kernel.work import unit_of_work
from lms.toolkit.commands.drafts import save_draft
from lms.toolkit.commands.publishing import mark, publish
from lms.toolkit.commands.relating import relate
from lms.toolkit.commands.withdrawing import withdraw
from lms.toolkit.enums import Change, ItemStatus, RelationKind
from lms.toolkit.models import Item, ItemDraft, Prose
from lms.toolkit.queries.drafts import slugs_related, working_on
from lms.toolkit.queries.history import current_text
from lms.toolkit.sync import archives
from lms.toolkit.sync.archives import packed
from lms.toolkit.sync.handing_in import take_over
from lms.toolkit.sync.opening import open_zip, what_is_here
from lms.toolkit.views import packages
from tests.factories.people import a_person
from tests.factories.programme import the_programme
from tests.factories.toolkit import a_text, an_item

WHERE = "/beheer/toolkit/pakketten"


@pytest.fixture
def desk(browser):
    the_programme()
    return browser.sign_in(a_person(Role.EDITOR, name="Lotte Brink"))


def a_zip(**files):
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def handed(desk, content, expect=200):
    return desk.submit(WHERE, expect=expect, file=(io.BytesIO(content), "pakket.zip")).text


def carried_by(page):
    return re.search(r'name="carried"[^>]*value="([^"]+)"', page)[1]


def taken(desk, page):
    return desk.follow(desk.submit(f"{WHERE}/overnemen", carried=carried_by(page)))


def gone(item):
    """Return an item as a zip, and take it away as if it came from elsewhere."""
    content = packed(item, current_text(item))
    db.session.rollback()
    return content


def test_a_package_is_downloaded_with_its_pictures_and_handed_in_again_changes_nothing(desk):
    an_item("halen")
    db.session.commit()

    answer = desk.client.get("/beheer/toolkit/items/halen/pakket.zip")

    with ZipFile(io.BytesIO(answer.data)) as archive:
        assert archive.namelist() == ["toolkit/halen/item.md"]
    page = handed(desk, answer.data)
    assert ("Al hetzelfde" in page, "Neem dit over als concept" in page) == (True, False)


def test_what_is_new_becomes_a_draft_and_nothing_is_on_the_site(desk):
    content = gone(an_item("halen"))

    page = handed(desk, content)
    before = db.session.scalars(select(Item)).all()
    after = taken(desk, page)

    item, draft = db.session.execute(select(Item, ItemDraft).join(ItemDraft, ItemDraft.item_id == Item.id)).one()
    assert (before, item.status, item.number, item.slug) == ([], ItemStatus.DRAFT, 0, "halen")
    assert draft.form_json["goal"] == a_text().goal.markdown
    assert "1 concept staat klaar." in after


def test_a_newer_text_becomes_a_draft_beside_the_published_one(desk):
    item = an_item("halen")
    item.synced_digest = item.digest
    db.session.commit()
    newest = a_text(goal=Prose.of("Een nieuwer doel."))
    publish(item, newest, change=Change.REAL, reason="Elders.", by=None, origin="test")
    content = gone(item)

    taken(desk, handed(desk, content))

    item, draft = db.session.execute(select(Item, ItemDraft).join(ItemDraft, ItemDraft.item_id == Item.id)).one()
    assert (item.number, draft.form_json["goal"]) == (1, "Een nieuwer doel.")


def test_what_was_changed_here_or_is_written_on_is_a_conflict_and_stays(desk):
    item = an_item("halen")
    db.session.commit()
    publish(item, a_text(summary="Elders."), change=Change.REAL, reason="Elders.", by=None, origin="test")
    content = gone(item)

    page = handed(desk, content)

    assert ("Blijft zoals het is" in page, "Neem dit over als concept" in page) == (True, False)
    assert db.session.scalars(select(ItemDraft)).all() == []


def test_what_belongs_with_an_item_comes_along_when_it_is_new(desk):
    new, _other = an_item("halen"), an_item("ander")
    relate(new, RelationKind.FOLLOWS, ["ander"])
    content = packed(new, current_text(new))
    db.session.rollback()
    an_item("ander", title="Wat al op de site staat")
    db.session.commit()

    taken(desk, handed(desk, content))

    item = db.session.scalar(select(Item).where(Item.slug == "halen"))
    assert (item.number, slugs_related(item)[RelationKind.FOLLOWS]) == (0, ["ander"])
    assert a_text().title not in desk.open("/toolkit/ander")


def test_what_belongs_with_an_item_that_readers_have_stays_and_who_hands_in_is_told(desk):
    item, _here, _there = an_item("halen", title="Halen"), an_item("hier"), an_item("daar")
    relate(item, RelationKind.COMBINES, ["hier"])
    mark(item, current_text(item))
    item.synced_digest = kept = item.digest
    db.session.commit()
    relate(item, RelationKind.COMBINES, ["daar"])
    publish(item, a_text(title="Halen", summary="Nieuw."), change=Change.REAL, reason="Elders.", by=None, origin="test")
    content = gone(item)

    page = handed(desk, content)
    after = taken(desk, page)

    item = db.session.scalar(select(Item).where(Item.slug == "halen"))
    assert "Wat erbij hoort, blijft zoals het hier is" in page
    assert "Wat bij deze items hoort, namen we niet over: Halen" in after
    assert slugs_related(item)[RelationKind.COMBINES] == ["hier"]
    assert (item.number, item.digest, item.synced_digest) == (1, kept, kept)
    assert db.session.scalar(select(ItemDraft)).form_json["summary"] == "Nieuw."


@pytest.mark.parametrize("synced", [True, False])
def test_a_package_that_only_says_what_belongs_with_it_gives_no_draft(desk, synced):
    item, _other = an_item("halen"), an_item("daar")
    item.synced_digest = item.digest if synced else None
    db.session.commit()
    relate(item, RelationKind.COMBINES, ["daar"])
    content = gone(item)

    page = handed(desk, content)

    assert "Al hetzelfde" in page
    assert "Wat erbij hoort, blijft zoals het hier is" in page
    assert "Neem dit over als concept" not in page


def test_what_was_withdrawn_here_stays_withdrawn(desk):
    item = an_item("halen")
    db.session.commit()
    content = packed(item, current_text(item))
    withdraw(item, "Te lang.", by=None, origin="test")
    db.session.commit()

    page = handed(desk, content)

    assert ("Blijft zoals het is" in page, "Neem dit over als concept" in page) == (True, False)


def test_a_zip_is_opened_while_no_transaction_holds_up_others(desk, monkeypatch):
    content, held = gone(an_item("halen")), []

    def opened(*given):
        held.append((db.session().in_transaction(), db.session.registry.has()))
        return open_zip(*given)

    monkeypatch.setattr(packages, "open_zip", opened)

    taken(desk, handed(desk, content))

    assert held == [(False, True)] * 2


def test_who_may_no_longer_edit_once_the_zip_is_open_takes_nothing_over(desk, monkeypatch):
    content = gone(an_item("halen"))
    page = handed(desk, content)

    def opened(*given):
        db.session.execute(text("DELETE FROM platform_role"))
        db.session.commit()
        return open_zip(*given)

    monkeypatch.setattr(packages, "open_zip", opened)

    desk.submit(f"{WHERE}/overnemen", expect=403, carried=carried_by(page))

    assert db.session.scalars(select(ItemDraft)).all() == []


@pytest.mark.races
@pytest.mark.parametrize("published", [True, False])
def test_a_draft_that_somebody_begins_meanwhile_stays(app, database, published):
    lotte, joost = (a_person(Role.EDITOR, name=name).uid for name in ("Lotte", "Joost"))
    content, number = newer("halen", published=published)
    with app.test_request_context():
        opened = open_zip(content, what_is_here())
    db.session.remove()
    begun, outcomes = Event(), []

    def hand_in():
        with app.test_request_context():
            begun.wait()
            try:
                with unit_of_work():
                    outcomes.append(take_over(opened, by=person_by_uid(lotte), origin="test").drafts)
            except Refusal as refusal:
                outcomes.append(refusal.message)
            finally:
                db.session.remove()

    other = Thread(target=hand_in)
    other.start()
    with unit_of_work():
        item = db.session.get(Item, number) or an_item("halen", published=False)
        item.uid = opened.packages[0].uid
        stand = working_on(item).stand
        save_draft(
            item, {**working_on(item).form, "goal": "Van Joost."}, stand=stand, by=person_by_uid(joost), origin="test"
        )
        begun.set()
        other.join(0.5)
    other.join()

    [draft] = db.session.scalars(select(ItemDraft)).all()
    assert draft.form_json["goal"] == "Van Joost."
    assert outcomes == [0] or "Iemand nam dit net ook over." in str(outcomes)


def newer(slug, *, published):
    """Return a newer text of an item as a zip, and the number of the item when it is on this site."""
    item = an_item(slug)
    item.synced_digest, number = item.digest, item.id
    db.session.flush()
    db.session.commit() if published else None
    publish(item, a_text(goal=Prose.of("Elders.")), change=Change.REAL, reason="Elders.", by=None, origin="test")
    return gone(item), number


def test_another_item_at_the_same_address_is_a_conflict(desk):
    content = gone(an_item("halen"))
    an_item("halen")
    db.session.commit()

    assert "Blijft zoals het is" in handed(desk, content)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"geen zip", "Dit is geen zip die we kunnen openen."),
        (a_zip(**{"los.txt": "niets"}), "In dit bestand staat geen item.md."),
        (a_zip(**{"../../weg/item.md": "x", "/etc/item.md": "y"}), "klopt nog iets niet"),
        (a_zip(**{"halen/item.md": "geen kop"}), "toolkit/halen/item.md:1"),
        (b"", "Dit is geen zip"),
    ],
)
def test_what_is_no_package_is_refused_in_a_sentence(desk, content, said):
    response = desk.client.post(WHERE, data={"file": (io.BytesIO(content), "pakket.zip")})

    assert response.status_code in (200, 422)
    assert said in response.text
    assert db.session.scalars(select(Item)).all() == []


def test_a_zip_that_is_too_large_or_unpacks_to_too_much_is_refused(desk, monkeypatch):
    monkeypatch.setattr(archives, "LARGEST_UNPACKED", 10)
    assert "In dit bestand zit te veel." in handed(desk, a_zip(**{"halen/item.md": "x" * 11}), expect=422)
    monkeypatch.setattr(archives, "LARGEST", 10)

    assert "Dit bestand is groter dan" in handed(desk, b"x" * 11, expect=422)


def test_only_editors_hand_in(desk):
    desk.sign_in(a_person(Role.DESIGNER, scope=("organisation", 1)))

    desk.open(WHERE, expect=403)
