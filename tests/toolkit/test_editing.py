"""Writing on an item in the browser: nothing typed is lost, whatever is missing and whoever else writes."""

import io
import json
import re
from threading import Barrier, Thread

import pytest
from PIL import Image
from sqlalchemy import select

from lms.accounts.enums import Role
from lms.accounts.queries.people import person_by_uid
from lms.content.errors import Overtaken
from lms.kernel.db import db
from lms.kernel.work import unit_of_work
from lms.toolkit.commands.drafts import begin_item, save_draft
from lms.toolkit.enums import DraftState, ItemKind, ItemStatus
from lms.toolkit.models import Item, ItemDraft, ItemPicture
from lms.toolkit.queries.differences import ORDER, clashes, merged
from lms.toolkit.queries.drafts import working_on
from lms.toolkit.queries.plain_forms import form_of, plain_form, read_form
from tests.browser import fields_of
from tests.factories.people import a_person
from tests.factories.toolkit import a_text
from tests.factories.toolkit import an_item as made

BY = {"origin": "test"}


def an_item(slug="", **changes):
    item = made(slug, **changes)
    db.session.commit()
    return item


def at(item, where="/tekst"):
    return f"/beheer/toolkit/items/{item.slug}{where}"


def send(desk, item, expect=303, **changed):
    sent = {**fields_of(desk.open(at(item))), **changed}
    return desk.submit(at(item), expect=expect, **sent)


def the_draft():
    db.session.expire_all()
    return db.session.scalars(select(ItemDraft)).one()


def test_an_item_begins_with_a_kind_and_a_title_and_nobody_else_sees_it(desk):
    answer = desk.submit("/beheer/toolkit/nieuw", title="Koffie op de stoep", kind="werkvorm")

    item = db.session.scalars(select(Item)).one()
    assert answer.headers["Location"] == at(item)
    assert (item.slug, item.status, item.number) == ("koffie-op-de-stoep", ItemStatus.DRAFT, 0)
    assert "Koffie op de stoep" in desk.open("/beheer/toolkit")


def test_what_was_typed_is_kept_also_when_it_is_not_whole_or_not_right(desk):
    item = an_item()

    send(
        desk, item, minutes_from="een uur", summary="", **{"working_steps-0-doing": "Deel kaartjes uit.\r\n\r\n- rood"}
    )

    draft = the_draft()
    assert (draft.turn, draft.form_json["minutes_from"], draft.form_json["summary"]) == (1, "een uur", "")
    assert draft.form_json["working_steps"][0]["doing"] == "Deel kaartjes uit.\n\n- rood"
    page = desk.open(at(item, "/tekst?nakijken=1"))
    assert 'value="een uur"' in page
    assert ("Vul een heel getal in." in page, "Schrijf in één of twee zinnen wat het is." in page) == (True, True)


def test_saving_the_same_again_changes_nothing(desk):
    item = an_item()

    send(desk, item)

    assert db.session.scalars(select(ItemDraft)).all() == []


def test_a_form_of_a_version_makes_that_version_again(database):
    text = a_text(setting=("zaal",), level="starter", invitation="Kom je ook?")

    read = read_form(form_of(text))

    assert (read.text, read.problems) == (text, ())


def test_a_title_that_is_too_long_is_refused_with_everything_still_there(desk):
    item = an_item()

    page = send(desk, item, expect=422, title="x" * 121, goal="Net getypt.").text

    assert ("Net getypt." in page, "Er passen 120 tekens" in page) == (True, True)
    assert db.session.scalars(select(ItemDraft)).all() == []


@pytest.mark.parametrize(
    ("do", "titles", "place"),
    [
        ("stap", ["Schrijf", "Vertel", ""], "stap-3"),
        ("omlaag-0", ["Vertel", "Schrijf"], "stap-2"),
        ("omhoog-1", ["Vertel", "Schrijf"], "stap-1"),
        ("weg-0", ["Vertel"], "stap-1"),
        ("omhoog-0", ["Schrijf", "Vertel"], "stap-1"),
        ("weg-99", ["Schrijf", "Vertel"], None),
    ],
)
def test_steps_come_go_and_move_without_script(desk, do, titles, place):
    item = an_item()

    answer = send(desk, item, do=do, goal="Ook dit blijft.")

    assert [step["title"] for step in the_draft().form_json["working_steps"]] == titles
    assert the_draft().form_json["goal"] == "Ook dit blijft."
    assert answer.headers["Location"] == at(item) + (f"#{place}" if place else "")


def photo(kind="PNG"):
    out = io.BytesIO()
    Image.new("RGB", (600, 300), "#0b6e4f").save(out, kind, **({"exif": b"Exif\0\0geheim"} if kind == "JPEG" else {}))
    out.seek(0)
    return out


def test_a_photo_is_cleaned_and_kept_with_its_words(desk):
    item = an_item()

    send(desk, item, picture=(photo("JPEG"), "Mijn Foto.JPG"), picture_alt="Een groene muur.", do="plaatje")

    (kept,) = the_draft().form_json["pictures"]
    assert re.fullmatch(r"[0-9a-f]{8}-mijn-foto\.webp", kept["file"])
    assert kept["alt"] == "Een groene muur."
    answer = desk.client.get(at(item, f"/plaatjes/{kept['file']}"))
    assert (answer.status_code, answer.mimetype, b"geheim" in answer.data) == (200, "image/webp", False)
    assert kept["file"] in desk.open(at(item, "/voorbeeld"))


@pytest.mark.parametrize(
    ("name", "content", "alt", "said"),
    [
        (
            "kaart.svg",
            b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>',
            "Een kaart.",
            "Gebruik alleen vormen",
        ),
        ("kaart.png", b"geen plaatje", "Een kaart.", "Dit is geen plaatje"),
        ("kaart.svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>', "", "Schrijf wat er op het plaatje staat"),
    ],
)
def test_what_is_no_safe_picture_is_refused_with_everything_still_there(desk, name, content, alt, said):
    item = an_item()

    page = send(
        desk, item, expect=422, picture=(io.BytesIO(content), name), picture_alt=alt, goal="Net getypt.", do="plaatje"
    ).text

    assert (said in page, "Net getypt." in page) == (True, True)
    assert db.session.scalars(select(ItemPicture)).all() == []


def test_two_editors_who_change_other_fields_both_keep_their_words(desk, editor):
    item, joost = an_item(), a_person(Role.EDITOR, name="Joost Vermaat")
    mine = fields_of(desk.open(at(item)))
    desk.sign_in(joost)
    send(desk, item, goal="Van Joost.")
    desk.sign_in(editor)

    page = desk.submit(at(item), expect=409, **{**mine, "summary": "Van Lotte.", "kept_id": "a" * 32})
    sent = fields_of(page.text)
    answer = desk.submit(at(item, "/samen"), **sent)

    assert "Joost Vermaat bewaarde deze tekst terwijl jij schreef" in page.text
    assert (sent["take-goal"], sent["take-summary"]) == (["theirs"], ["mine"])
    assert "aangekomen-" + "a" * 32 in answer.headers["Set-Cookie"]
    form = the_draft().form_json
    assert (form["goal"], form["summary"], the_draft().turn) == ("Van Joost.", "Van Lotte.", 2)


def test_two_editors_on_the_same_words_choose(desk, editor):
    item, joost = an_item(), a_person(Role.EDITOR, name="Joost Vermaat")
    mine = fields_of(desk.open(at(item)))
    desk.sign_in(joost)
    send(desk, item, goal="Van Joost.")
    desk.sign_in(editor)

    page = desk.submit(at(item), expect=409, **{**mine, "goal": "Van Lotte."}).text
    sent = fields_of(page)
    again = desk.submit(at(item, "/samen"), expect=409, **sent).text
    desk.submit(at(item, "/samen"), **fields_of(again), **{"take-goal": "mine"})

    assert "take-goal" not in sent
    assert ("<del>" in page, "Van Joost." in page) == (True, True)
    assert "Kies welke tekst je houdt." in again
    assert the_draft().form_json["goal"] == "Van Lotte."


def test_who_chooses_also_reads_what_it_was_before_both_began(desk, editor):
    item, joost = an_item(), a_person(Role.EDITOR, name="Joost Vermaat")
    mine = fields_of(desk.open(at(item)))
    desk.sign_in(joost)
    send(desk, item, goal="Van Joost.", summary="Kort.")
    desk.sign_in(editor)

    page = desk.submit(at(item), expect=409, **{**mine, "goal": "Van Lotte."}).text
    again = desk.submit(at(item, "/samen"), expect=409, **fields_of(page)).text

    for shown in (page, again):
        assert shown.count("Zo was het, voor jullie begonnen") == 1  # of the goal; only Joost changed the summary
        assert f'lang="nl">{a_text().goal.markdown}</p>' in shown
        assert ("Wat de ander veranderde" in shown, "Wat jij veranderde" in shown) == (True, True)


def test_a_step_among_other_steps_than_before_is_not_compared_with_a_wrong_one():
    was, first = form_of(a_text()), form_of(a_text())
    first["working_steps"] = [first["working_steps"][0]]
    second = plain_form(first)
    first["working_steps"][0]["doing"], second["working_steps"][0]["doing"] = "Eerste.", "Tweede."

    (found,) = clashes(first, second, was)

    assert (found.likely, found.was, found.both_changed) == ("", None, False)


def test_a_third_who_saves_meanwhile_is_not_overwritten_either(desk, editor):
    item, joost = an_item(), a_person(Role.EDITOR, name="Joost Vermaat")
    mine = fields_of(desk.open(at(item)))
    desk.sign_in(joost)
    send(desk, item, goal="Eerst.")
    desk.sign_in(editor)
    sent = fields_of(desk.submit(at(item), expect=409, **{**mine, "goal": "Van Lotte."}).text)
    desk.sign_in(joost)
    send(desk, item, goal="Daarna.")
    desk.sign_in(editor)

    page = desk.submit(at(item, "/samen"), expect=409, **{**sent, "take-goal": "mine"}).text

    assert ("Daarna." in page, the_draft().form_json["goal"]) == (True, "Daarna.")


def test_each_mends_another_step_and_who_adds_one_can_keep_all():
    was = form_of(a_text())
    first, second, more = plain_form(was), plain_form(was), plain_form(was)
    first["working_steps"][0]["doing"], second["working_steps"][1]["doing"] = "Eerste.", "Tweede."
    more["working_steps"].append({**more["working_steps"][0], "title": "Nieuwe stap"})

    found = clashes(first, second, was)
    together = merged(first, second, {each.found.key: each.likely for each in found})
    every = merged(first, more, {"working_steps": "both"})

    assert [(each.found.key, each.likely) for each in found] == [
        ("working_steps-0", "theirs"),
        ("working_steps-1", "mine"),
    ]
    assert [step["doing"] for step in together["working_steps"]] == ["Eerste.", "Tweede."]
    assert [step["title"] for step in every["working_steps"]] == ["Schrijf", "Vertel", "Schrijf", "Nieuwe stap"]
    assert set(ORDER) == set(was)


def test_a_draft_is_thrown_away_with_an_item_nobody_published_and_not_when_somebody_changed_it(desk):
    item = an_item(published=False)
    send(desk, item, goal="Eerst.")
    before = working_on(db.session.scalars(select(Item)).one()).stand
    send(desk, item, goal="Daarna.")

    desk.submit(at(item, "/weg"), stand=before)
    kept = the_draft().form_json["goal"]
    desk.submit(at(item, "/weg"), stand=working_on(db.session.scalars(select(Item)).one()).stand)

    assert kept == "Daarna."
    assert db.session.scalars(select(Item)).all() == []


def test_who_writes_while_somebody_reads_asks_again(desk):
    item = an_item()
    send(desk, item, goal="Eerst.")
    draft = the_draft()
    draft.state = DraftState.IN_REVIEW
    db.session.commit()

    send(desk, item)
    waiting = the_draft().state
    send(desk, item, goal="Daarna.")

    assert (waiting, the_draft().state) == (DraftState.IN_REVIEW, DraftState.WRITING)


def test_a_page_that_carries_nonsense_is_refused(desk):
    item = an_item()

    desk.submit(at(item, "/samen"), expect=400, mine="geen json")
    send(desk, item, was="geen json", stand="99", goal="Iets.", expect=409)


@pytest.mark.parametrize("role", [None, Role.ADVISER, Role.ADMINISTRATOR, Role.NEIGHBOURHOOD_DIRECTOR])
def test_who_does_not_write_finds_no_form(browser, role):
    item = an_item()
    browser.sign_in(a_person(role))

    browser.open(at(item), expect=404)
    browser.open("/beheer/toolkit", expect=403)


def test_the_desk_costs_the_same_for_one_draft_and_for_many(desk, editor, statements):
    an_item("een-1")
    send(desk, db.session.scalars(select(Item)).one(), goal="Anders.")
    with statements(5):  # the person; drafts, what is due, what readers gave, trials
        desk.open("/beheer/toolkit")
    for number in range(5):
        begin_item(ItemKind.METHOD, f"Titel {number}", by=person_by_uid(editor.uid), **BY)
    db.session.commit()

    with statements(5):
        desk.open("/beheer/toolkit")


@pytest.mark.races
def test_of_two_editors_at_once_one_is_told_and_nothing_is_lost(app, database):
    item, people = an_item("samen"), [a_person(Role.EDITOR, name=f"Redacteur {each}") for each in range(4)]
    db.session.commit()
    number, uids, together, outcomes = item.id, [each.uid for each in people], Barrier(4), []

    def save(uid):
        with app.app_context():
            together.wait()
            try:
                with unit_of_work():
                    mine = db.session.get_one(Item, number)
                    form = {**working_on(mine).form, "goal": f"Van {uid}"}
                    save_draft(mine, form, stand="1", by=person_by_uid(uid), **BY)
                outcomes.append(uid)
            except Overtaken:
                outcomes.append("overtaken")
            finally:
                db.session.remove()

    threads = [Thread(target=save, args=[uid]) for uid in uids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    draft = the_draft()
    assert sorted(each == "overtaken" for each in outcomes) == [False, True, True, True]
    assert (draft.turn, draft.form_json["goal"]) == (1, f"Van {next(each for each in outcomes if each != 'overtaken')}")
    assert json.loads(json.dumps(draft.form_json)) == plain_form(draft.form_json)
