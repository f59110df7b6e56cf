"""Writing a module in the browser: blocks are forms, nothing typed is lost, and who reads along decides."""

import io
import re

import pytest
from PIL import Image
from sqlalchemy import select

from lms.accounts.enums import Role
from lms.accounts.queries.people import person_by_uid
from lms.content.write.segments import segments
from lms.kernel.db import db
from lms.training.commands.draft_pictures import with_picture
from lms.training.commands.drafts import locked
from lms.training.commands.steps import complete_part
from lms.training.enums import Twin
from lms.training.models import DraftPicture, Module, ModuleDraft, ModuleMedia, Part, PartCompletion
from lms.training.queries.draft_forms import parts_in
from lms.training.queries.readings import reading_of
from tests.browser import fields_of
from tests.factories.drafts import BY, a_draft, a_form, edit, publish, two_editors
from tests.factories.people import a_person
from tests.factories.programme import the_programme
from tests.factories.training import EASY

TEXT = """# Wat is roken?

Ron rookt al lang. Hij begint elke dag met koffie.

## Wat het geeft

Roken geeft Ron rust.

# Hoe begin je?

Je vraagt of het mag.

# Toets

Wat vraag je eerst?
- [x] Mag ik iets vragen? — Je vraagt of het mag.
- [ ] Waarom stop je niet? — Dat vragen veel mensen.
- [ ] Rook je nog? — Dan hoort hij een verwijt.
"""


@pytest.fixture
def editors(database):
    the_programme()
    return two_editors()


@pytest.fixture
def desk(browser, editors):
    return browser.sign_in(editors[0])


def at(uid, where=""):
    return f"/beheer/modules/{uid}{where}"


def first_part(uid):
    return next(part for _lesson, part in parts_in(locked(uid).form))


def send(desk, path, expect=303, **changed):
    return desk.submit(path, expect=expect, **{**fields_of(desk.open(path)), **changed})


def test_a_module_begins_with_names_of_lessons_and_opens_its_first_part(desk):
    answer = desk.submit("/beheer/modules/nieuw", title="Koffie", lessons="Een\n- Twee\n\nDrie", status="published")

    draft = db.session.scalars(select(ModuleDraft)).one()
    form = locked(draft.uid).form
    assert [lesson["title"] for lesson in form["lessons"]] == ["Een", "Twee", "Drie"]
    assert answer.headers["Location"] == at(draft.uid, f"/delen/{first_part(draft.uid)['uid']}")
    assert "Koffie" in desk.open("/beheer/modules")
    desk.follow(answer)


def test_a_first_time_editor_makes_three_lessons_and_a_quiz_in_twelve_presses(desk):
    presses = ["Begin een module", "tick a step of the card", "Begin met schrijven"]
    told = {"title": "Thee", "summary": "Praten bij de thee.", "goals": "Je kunt een gesprek beginnen."}
    sent = {**fields_of(desk.open("/beheer/modules/nieuw")), **told, "lessons": "Zitten\nVragen\nLuisteren"}
    here = desk.submit("/beheer/modules/nieuw", **{**sent, "steps": "wijk"}).headers["Location"]
    for words in ("Je gaat naast iemand zitten.", "Je vraagt of het mag.", "Je luistert en je wacht."):
        presses.append("Bewaar en ga verder")
        here = send(desk, here, **{"blocks-0-text": words}, do="verder").headers["Location"]
    asked = {"blocks-0-prompt": "Wat doe je eerst?"}
    for at_row, said in enumerate(("Zitten", "Praten", "Weggaan")):
        asked[f"blocks-0-answers-{at_row}-text"] = said
        asked[f"blocks-0-answers-{at_row}-explanation"] = "Zo hoort de ander dat je er bent."
    presses.append("Klaar: laat iemand meekijken")
    here = send(desk, here, **asked, do="klaar").headers["Location"]
    presses.append("Vraag om mee te kijken")
    desk.submit(here, **fields_of(desk.open(here)))

    assert db.session.scalars(select(ModuleDraft.state)).one() == "in_review"
    assert len(presses) <= 12


def test_a_pasted_text_splits_at_its_headings_into_lessons_parts_and_questions(desk):
    desk.submit("/beheer/modules/nieuw", title="Koffie", text=TEXT, status="published")

    form = locked(db.session.scalars(select(ModuleDraft.uid)).one()).form
    outline = [(lesson["title"], [part["title"] for part in lesson["parts"]]) for lesson in form["lessons"]]
    assert outline == [("Wat is roken?", ["Wat is roken?", "Wat het geeft"]), ("Hoe begin je?", ["Hoe begin je?"])]
    assert re.match(r"/// question \| one\n    uid: \S+\n\nWat vraag je eerst\?", form["quiz"]["text"])


@pytest.mark.parametrize("where", ["", "/over", "/plakken", "/toets", "/voorbeeld", "/nakijken", "/versies"])
def test_every_page_of_a_new_module_opens(desk, editors, where):
    uid = a_draft(editors[0]).uid

    assert "Koffie op de stoep" in desk.open(at(uid, where)) or where == "/toets"
    assert desk.open("/beheer/modules/feiten")


def test_a_question_is_made_with_a_form_and_never_with_marks(desk, editors):
    uid = a_draft(editors[0]).uid
    path = at(uid, f"/delen/{first_part(uid)['uid']}")
    send(desk, path, do="bij-question")

    sent = {"blocks-1-prompt": "Wat vraag je Ron?", "blocks-1-answers-0-text": "Wanneer rook je?"}
    sent |= {"blocks-1-answers-0-explanation": "Je bent nieuwsgierig.", "blocks-1-answers-1-text": "Waarom?"}
    send(desk, path, **sent, do="bewaar")

    text = first_part(uid)["text"]
    assert re.search(
        r"/// question \| one\n    uid: \S+\n\nWat vraag je Ron\?\n\n- \[x\] Wanneer rook je\? — Je bent", text
    )
    assert text.startswith("Ron drinkt koffie.")


def test_saving_a_part_that_nobody_touched_changes_nothing_to_the_letter(desk, editors):
    text = "Een  zin.\n\n/// callout | tip\nVraag het.\n///\n\n\n\nNog een zin."
    form = a_form()
    form["lessons"][0]["parts"][0]["text"] = text
    uid = a_draft(editors[0], form).uid

    send(desk, at(uid, f"/delen/{first_part(uid)['uid']}"), do="bewaar")

    assert (first_part(uid)["text"], locked(uid).draft.turn) == (text, 1)


def photo():
    out = io.BytesIO()
    Image.new("RGB", (60, 30), "#0b6e4f").save(out, "PNG")
    out.seek(0)
    return out


def test_a_picture_needs_words_and_becomes_one_of_the_module_when_it_is_published(desk, editors):
    uid = a_draft(editors[0]).uid
    path = at(uid, f"/delen/{first_part(uid)['uid']}")
    refused = send(desk, path, expect=422, picture=(photo(), "Foto.png"), do="plaatje").text
    send(desk, path, picture=(photo(), "Foto.png"), picture_alt="Een muur.", do="plaatje")

    kept = db.session.scalars(select(DraftPicture.file)).one()
    assert "Schrijf wat er op het plaatje staat" in refused
    assert desk.client.get(at(uid, f"/{kept}")).mimetype == "image/webp"
    assert kept in desk.open(at(uid, "/voorbeeld"))
    publish(uid, *editors)
    assert db.session.scalars(select(ModuleMedia.file)).one() == kept


def test_a_picture_comes_before_the_easy_text_which_stays_the_last():
    with_easy = f"Tekst.\n\n{EASY.replace('{uid}', 'p1')}"

    text, place = with_picture(with_easy.strip(), "media/muur.webp", "Een muur.")

    names = [each.name for each in segments(text)]
    assert (names, place) == (["text", "picture", "easy"], "blok-2")


def test_a_picture_without_words_is_never_published(desk, editors):
    uid = a_draft(editors[0]).uid
    path = at(uid, f"/delen/{first_part(uid)['uid']}")
    send(desk, path, picture=(photo(), "Foto.png"), picture_alt="Een muur.", do="plaatje")
    send(desk, path, **{"blocks-1-alt": ""}, do="bewaar")

    page = desk.open(at(uid, "/nakijken"))

    assert ("Schrijf bij elk plaatje wat erop staat" in page, "Vraag om mee te kijken" in page) == (True, False)


def test_who_writes_sees_what_could_be_easier_and_takes_it_over_in_its_place(desk, editors):
    uid = a_draft(editors[0]).uid
    path = at(uid, f"/delen/{first_part(uid)['uid']}")
    send(desk, path, **{"blocks-0-text": "Indien het mag, vraag je door. Kijk [hier](https://www.thuisarts.nl/roken)."})

    page = desk.open(path)
    number = re.search(r'name="fixes-(\d+)-found" value="Indien', page)[1]
    send(desk, path, do=f"herstel-{number}")

    assert "&#39;Indien&#39; is een moeilijk woord" in page
    assert "Een verwijzing zegt waar je komt" in page
    assert first_part(uid)["text"].startswith("Als het mag, vraag je door. Kijk [hier]")


def test_two_editors_on_other_parts_both_keep_their_words_without_a_question(desk, editors):
    uid = a_draft(editors[0]).uid
    uids = [part["uid"] for _lesson, part in parts_in(locked(uid).form)]
    mine = fields_of(desk.open(at(uid, f"/delen/{uids[0]}")))
    desk.sign_in(editors[1])
    send(desk, at(uid, f"/delen/{uids[1]}"), **{"blocks-0-text": "Van Joost."})
    desk.sign_in(editors[0])

    desk.submit(at(uid, f"/delen/{uids[0]}"), **{**mine, "blocks-0-text": "Van Lotte."})

    assert [part["text"] for _lesson, part in parts_in(locked(uid).form)][:2] == ["Van Lotte.", "Van Joost."]


def test_two_editors_on_the_same_words_see_both_and_choose(desk, editors):
    uid = a_draft(editors[0]).uid
    path = at(uid, f"/delen/{first_part(uid)['uid']}")
    mine = fields_of(desk.open(path))
    desk.sign_in(editors[1])
    send(desk, path, **{"blocks-0-text": "Van Joost.", "title": "Anders"})
    desk.sign_in(editors[0])

    page = desk.submit(path, expect=409, **{**mine, "blocks-0-text": "Van Lotte."}).text
    kept = first_part(uid)["text"]
    take = next(name for name in re.findall(r'name="(take-[^"]+)"', page) if "text" in name)
    where = re.search(r'action="([^"]+/samen/[^"]+)"', page)[1]
    desk.submit(where, **{**fields_of(page), take: "mine"})

    assert ("Van Joost." in page, "Zo was het, voor jullie begonnen" in page, kept) == (True, True, "Van Joost.")
    assert (first_part(uid)["text"], first_part(uid)["title"]) == ("Van Lotte.", "Anders")


def test_lessons_and_parts_move_are_copied_and_go_without_script(desk, editors):
    uid = a_draft(editors[0]).uid
    first = first_part(uid)["uid"]
    desk.submit(at(uid), **{**fields_of(desk.open(at(uid))), "lessons-0-title": "Begin", "do": f"omlaag-{first}"})
    desk.submit(at(uid), **{**fields_of(desk.open(at(uid))), "do": f"dubbel-{first}"})

    lessons = locked(uid).form["lessons"]
    assert [(each["title"], [part["title"] for part in each["parts"]]) for each in lessons[:2]] == [
        ("Begin", []),
        ("Twee", ["Een", "Een", "Twee"]),
    ]
    assert len({part["uid"] for part in lessons[1]["parts"]}) == 3


def test_a_second_person_publishes_with_a_cause_and_sees_who_is_inside(desk, editors):
    uid = a_draft(editors[0]).uid
    desk.submit(at(uid, "/nakijken"), stand=locked(uid).stand, reason="Eerste uitgave.", reader="")
    desk.sign_in(editors[1])
    told = {"stand": locked(uid).stand, "change": "real", "reason": "Eerste uitgave."}

    page = desk.open(at(uid, "/nakijken"))
    without = desk.submit(at(uid, "/publiceren"), expect=422, **told).text
    desk.submit(at(uid, "/publiceren"), **told, cause="need")

    assert ("Wat was de aanleiding?" in page, "(mag je overslaan)" in page) == (True, False)
    assert ("Kies wat de aanleiding was." in without, without.count("op-de-site")) == (True, 2)
    module = db.session.scalars(select(Module)).one()
    assert module.is_live
    history = desk.open(at(uid, "/versies"))
    assert ("een leervraag" in history, "geschreven door Lotte Brink" in history) == (True, True)


def test_a_reviewer_publishes_a_real_change_with_thirty_learners_inside(desk, editors):
    module = publish(a_draft(editors[0]).uid, *editors)
    uid, first = module.uid, db.session.scalars(select(Part).order_by(Part.id)).first()
    people = [a_person(name=f"Leerling {number}") for number in range(30)]
    for person in people:
        complete_part(reading_of(module.slug, person), first, version=1, twin=Twin.REGULAR, by=person)
    db.session.commit()
    desk.open(at(uid))
    send(desk, at(uid, f"/delen/{first.uid}"), **{"blocks-0-text": "Ron leest de krant. Hij lacht."})
    desk.submit(at(uid, "/nakijken"), stand=locked(uid).stand, reason="Nieuw onderzoek.", reader="")
    desk.sign_in(editors[1])

    page = desk.open(at(uid, "/nakijken"))
    told = {"stand": locked(uid).stand, "change": "real", "cause": "research", "reason": "Nieuw onderzoek."}
    desk.submit(at(uid, "/publiceren"), **told)

    reading = reading_of(module.slug, person_by_uid(people[0].uid))
    assert "Met deze module bezig: 30." in page
    assert len(db.session.scalars(select(PartCompletion)).all()) == 30
    assert [reading.was_renewed(part) for part in reading.outline.parts] == [True, False, False]
    assert reading.has_done(first.uid)


def test_history_tells_what_changed_and_puts_an_old_version_back(desk, editors):
    uid = publish(a_draft(editors[0]).uid, *editors).uid
    part = first_part(uid)["uid"]

    def change(form):
        asked = "/// reflect\n    uid: kos-1-1-r1\n\nWat denk jij?\n///"
        form["lessons"][0]["parts"][0]["text"] = f"Ron leest de krant.\n\n{asked}"
        return form

    edit(uid, editors[0], change)
    publish(uid, *editors)

    page = desk.open(at(uid, "/verschil?van=1&naar=2"))
    desk.submit(at(uid, "/versies/1/terug"))

    assert ("Een: Tekst" in page, "<ins>" in page) == (True, True)
    assert ("Wat denk jij?" in page, "/// reflect" in page, "uid:" in page) == (True, False, False)
    assert next(each["text"] for _l, each in parts_in(locked(uid).form) if each["uid"] == part).startswith("Ron drinkt")


def test_a_module_or_a_version_that_never_was_is_not_there(desk, editors):
    uid = publish(a_draft(editors[0]).uid, *editors).uid

    desk.submit(at(uid, "/versies/2/terug"), 404)
    desk.submit(at("bestaatniet", "/eigenaar"), 404)

    assert locked(uid).draft is None


@pytest.mark.parametrize("role", [None, Role.ADVISER, Role.NEIGHBOURHOOD_DIRECTOR, Role.KEY_PERSON])
def test_who_does_not_write_finds_no_page(browser, editors, role):
    uid = a_draft(editors[0]).uid
    browser.sign_in(a_person(role))

    browser.open(at(uid), expect=404)
    browser.open("/beheer/modules", expect=403)


def test_a_draft_that_nobody_published_goes_with_everything(desk, editors):
    uid = a_draft(editors[0]).uid

    desk.submit(at(uid, "/weg"), stand="0.0.0")
    kept = locked(uid).draft
    desk.submit(at(uid, "/weg"), stand=locked(uid).stand)

    assert (kept is not None, db.session.scalars(select(ModuleDraft)).all()) == (True, [])
    assert BY["origin"] == "test"


def test_what_is_missing_is_said_in_terms_of_the_fields_and_never_of_files(desk):
    desk.submit("/beheer/modules/nieuw", title="Koffie", text=TEXT, status="published")
    uid = db.session.scalars(select(ModuleDraft.uid)).one()

    page = desk.open(at(uid, "/nakijken"))

    assert ("Schrijf een samenvatting" in page, "Kies bij welke stap" in page) == (True, True)
    assert ("docs/" in page, "summary&#39;" in page, "lange streep" in page) == (False, False, False)


def test_questions_pasted_as_plain_lists_become_questions(desk):
    text = (
        "# Een\n\nRon rookt.\n\n# Toets\n\nWat vraag je?\n\n- Mag het? *\n- Waarom?\n\nKlopt dit?\n- [ ] ja\n- [x] nee"
    )
    desk.submit("/beheer/modules/nieuw", title="Koffie", text=text, status="published")

    quiz = locked(db.session.scalars(select(ModuleDraft.uid)).one()).form["quiz"]["text"]

    assert quiz.count("/// question | one") == 2
    assert ("- [x] Mag het?\n- [ ] Waarom?" in quiz, "- [ ] ja\n- [x] nee" in quiz) == (True, True)
