"""A part that was spoken in: played as long as its words are those that were read, in a draft and on the site."""

import io

import pytest
from sqlalchemy import select

from lms.accounts.commands.personal_data import erase_person
from lms.accounts.enums import Role
from lms.accounts.queries.people import person_by_uid
from lms.content.packages import Package
from lms.kernel.db import db
from lms.training.commands.drafts import locked
from lms.training.models import Module, ModuleMedia, PartRecording
from lms.training.queries.draft_forms import parts_in
from lms.training.queries.voices import voices_of
from lms.training.sync.kind import MODULES
from tests.browser import forget_last_request
from tests.factories.drafts import BY, a_draft, edit, publish, two_editors
from tests.factories.people import a_person
from tests.factories.programme import the_programme

WEBM = b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x84webm" + bytes(2000)


@pytest.fixture
def editors(database):
    the_programme()
    return two_editors()


@pytest.fixture
def desk(browser, editors):
    return browser.sign_in(editors[0])


def first_part(uid):
    return next(part for _lesson, part in parts_in(locked(uid).form))


def page_of(uid):
    return f"/beheer/modules/{uid}/delen/{first_part(uid)['uid']}/stem"


def voice_of(uid):
    return voices_of(uid, locked(uid).form, first_part(uid)["uid"])[0]


def speak(desk, uid, *, content=WEBM, named="opname", expect=303, **changed):
    spoken = voice_of(uid).spoken
    fields = {"recording": (io.BytesIO(content), named), "seconds": "20", "mark": spoken.mark, **changed}
    sent = {f"{spoken.uid}-{name}": value for name, value in fields.items()}
    return desk.submit(f"{page_of(uid)}/{spoken.uid}", form=page_of(uid), expect=expect, **sent)


def rewrite(uid, by, text):
    def change(form):
        form["lessons"][0]["parts"][0]["text"] = text
        return form

    return edit(uid, person_by_uid(by.uid), change)


def part_page(module):
    return f"/modules/{module.slug}/een/een"


@pytest.fixture
def spoken_module(desk, editors):
    uid = a_draft(editors[0]).uid
    speak(desk, uid)
    return publish(uid, *editors)


def test_what_was_spoken_in_a_draft_is_heard_in_the_part_that_is_published(desk, editors):
    uid = a_draft(editors[0]).uid
    assert voice_of(uid).file is None
    speak(desk, uid)
    assert (voice_of(uid).fits, voice_of(uid).by) == (True, "Lotte Brink")
    module = publish(uid, *editors)

    page = desk.open(part_page(module))
    assert f'src="/modules/{module.slug}/{voice_of(uid).file}' in page
    assert db.session.scalars(select(ModuleMedia)).one().file == voice_of(uid).file


def test_a_recording_of_other_words_is_not_played_and_is_told_to_editors(desk, editors, spoken_module):
    uid = spoken_module.uid
    rewrite(uid, editors[0], "Ron drinkt thee. Dat is het hele verhaal.")

    assert voice_of(uid).outdated
    assert "Opname past niet meer bij de tekst" in desk.open(f"/beheer/modules/{uid}")
    assert "niet meer afgespeeld" in desk.open(page_of(uid).removesuffix("/stem"))
    module = publish(uid, *editors)
    assert "<audio" not in desk.open(part_page(module))
    rewrite(uid, editors[0], "Ron drinkt koffie. Hij kijkt naar buiten. Dan pakt hij een peuk.")
    assert "<audio" in desk.open(part_page(publish(uid, *editors)))


def test_a_recording_is_replaced_and_taken_away_with_the_next_publishing(desk, editors, spoken_module):
    uid, before = spoken_module.uid, voice_of(spoken_module.uid).file
    speak(desk, uid, content=WEBM + b"anders")
    assert voice_of(uid).file != before
    assert before in desk.open(part_page(spoken_module))
    publish(uid, *editors)
    assert voice_of(uid).file in desk.open(part_page(spoken_module))

    desk.submit(f"{page_of(uid)}/{voice_of(uid).spoken.uid}/weg", form=page_of(uid), expect=303)
    assert "<audio" not in desk.open(part_page(publish(uid, *editors)))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"content": b"<svg/>"}, "geen opname die we kunnen afspelen"),
        ({"seconds": "200"}, "drie minuten"),
        ({"named": ""}, "nog niets opgenomen"),
        ({"mark": "../../etc"}, "Open deze pagina opnieuw"),
    ],
)
def test_what_is_no_recording_is_refused_in_words(desk, editors, changed, said):
    uid = a_draft(editors[0]).uid

    assert said in speak(desk, uid, expect=422, **changed).text
    assert voice_of(uid).file is None


def test_words_that_changed_meanwhile_are_read_again(desk, editors):
    uid = a_draft(editors[0]).uid
    shown = voice_of(uid).spoken.mark
    rewrite(uid, editors[0], "Iets heel anders.")
    speak(desk, uid, mark=shown)

    assert voice_of(uid).outdated


def test_a_recording_goes_with_its_part(desk, editors, spoken_module):
    uid = spoken_module.uid
    edit(uid, person_by_uid(editors[0].uid), lambda form: {**form, "lessons": form["lessons"][1:]})
    publish(uid, *editors)

    assert db.session.scalars(select(ModuleMedia.retired_at)).one() is not None


def test_players_get_a_piece_of_a_recording_and_strangers_nothing(desk, browser, editors, spoken_module):
    address = f"/modules/{spoken_module.slug}/{voice_of(spoken_module.uid).file}"
    piece = desk.client.get(address, headers={"Range": "bytes=0-9"})

    assert (piece.status_code, piece.data, piece.mimetype) == (206, WEBM[:10], "audio/webm")
    assert piece.headers["Content-Range"] == f"bytes 0-9/{len(WEBM)}"
    assert piece.headers["Cache-Control"].startswith("private")
    assert desk.client.get(address, headers={"If-None-Match": piece.headers["ETag"]}).status_code == 304
    forget_last_request()
    assert browser.client.application.test_client().get(address).status_code == 404


def test_an_export_carries_recordings_and_a_sync_of_it_changes_nothing(desk, spoken_module, tmp_path):
    list(MODULES.export(tmp_path))
    packages, problems = MODULES.read(tmp_path)
    assert [problem for problem in problems if problem.code.startswith(("voice", "media"))] == []
    assert isinstance(packages[0], Package)
    assert [(media.file, media.content) for media in packages[0].media] == [(voice_of(spoken_module.uid).file, WEBM)]

    plan = MODULES.plan(packages)
    assert (plan.create, plan.update, plan.retire, plan.conflict) == ((), (), (), ())
    assert db.session.scalars(select(Module)).one().uid == spoken_module.uid


def test_who_leaves_takes_their_voice_along(desk, editors, spoken_module):
    part = part_page(spoken_module)
    erase_person(person_by_uid(editors[0].uid), **BY)
    db.session.commit()

    assert db.session.scalars(select(PartRecording)).all() == []
    assert db.session.scalars(select(ModuleMedia)).all() == []
    assert "<audio" not in desk.sign_in(a_person(Role.EDITOR)).open(part)
