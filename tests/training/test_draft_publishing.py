"""Publishing from the browser goes the way of a sync: nobody loses what they did, and a folder never wins silently."""

import pytest
from sqlalchemy import select

from lms.content.errors import NotWhole, Overtaken
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.training.commands.draft_reviews import ask_review, made_of, publish_draft
from lms.training.commands.drafts import begin_again, locked
from lms.training.enums import Change
from lms.training.models import Module, ModuleDraft, ModuleEdition, ModuleVersion, Part, PartVersion, QuizQuestion
from lms.training.queries.draft_forms import part_in
from lms.training.queries.draft_outline import arranged
from lms.training.queries.readings import reading_of
from lms.training.queries.stored_forms import stored_form
from lms.training.sync.exporting import export
from lms.training.sync.kind import MODULES
from tests.factories.drafts import BY, a_draft, a_form, edit, publish, two_editors
from tests.factories.people import a_person
from tests.factories.training import FULL, a_module, a_package, a_part, a_quiz, sync

pytestmark = pytest.mark.usefixtures("database")


def in_part(uid, **changes):
    def change(form):
        part_in(form, uid).update(changes)
        return form

    return change


def a_synced_module():
    return a_module(a_part("wdr-1"), a_part("wdr-2"), quiz=a_quiz("wdr-toets"), goals=("Je kunt het uitleggen.",))


def version_of(module):
    return db.session.get_one(ModuleVersion, (module.id, module.serial))


def test_a_module_made_in_the_browser_is_published_by_somebody_else_whole(database):
    writer, reader = two_editors()
    uid = a_draft(writer).uid

    module = publish(uid, writer, reader)

    version, edition = version_of(module), db.session.get_one(ModuleEdition, (module.id, 1))
    assert (module.slug, module.is_live, version.number, version.change) == ("koffie-op-de-stoep", True, "1.0", "real")
    assert [lesson.title for lesson in version.outline.lessons] == ["Een", "Twee", "Drie"]
    assert (edition.by_id, edition.reviewed_by_id, edition.cause) == (writer.id, reader.id, "signal")
    assert db.session.scalars(select(ModuleDraft)).all() == []
    assert len(db.session.scalars(select(QuizQuestion)).all()) == 2


def test_export_followed_by_sync_changes_nothing_also_for_a_module_made_in_the_browser(database, tmp_path):
    writer, reader = two_editors()
    publish(a_draft(writer).uid, writer, reader)
    list(export(tmp_path))

    packages, problems = MODULES.read(tmp_path)
    plan = MODULES.plan(packages)

    assert [problem for problem in problems if problem.level == "error"] == []
    assert (plan.is_empty, bool(plan.settle)) == (True, True)
    MODULES.apply(packages, plan, None)
    assert not MODULES.plan(packages).writes


def test_what_was_edited_here_is_never_overwritten_by_a_folder(database):
    writer, reader = two_editors()
    module = publish(a_draft(writer).uid, writer, reader)
    first, second, _third = (part.uid for part in version_of(module).outline.parts)
    uid = module.uid
    mark = db.session.scalars(select(Part).where(Part.uid == first)).one()
    mark.synced_digest = mark.digest  # as if a sync had brought it
    other = db.session.scalars(select(Part).where(Part.uid == second)).one()
    other.synced_digest, old = other.digest, other.digest
    digests = {first: mark.digest, second: old}
    db.session.commit()

    edit(uid, writer, in_part(first, text="Ron leest de krant."))
    edit(uid, writer, lambda form: arranged(form, f"weg-{form['lessons'][1]['uid']}", str)[0])
    publish(uid, writer, reader)

    from_disk = MODULES.plan([type("Folder", (), {"digests": digests})()])
    assert set(from_disk.conflict) == {first, second}


def test_learners_inside_are_asked_only_for_what_really_changed(database):
    writer, reader = two_editors()
    module = publish(a_draft(writer).uid, writer, reader)
    first, second, third = (part.uid for part in version_of(module).outline.parts)

    edit(module.uid, writer, in_part(second, text="Ron leest de krant. Hij lacht."))
    publish(module.uid, writer, reader)

    outline = version_of(module).outline
    assert [(part.uid, part.version, part.renewed) for part in outline.parts] == [
        (first, 1, 1),
        (second, 2, 2),
        (third, 1, 1),
    ]
    assert version_of(module).number == "1.1"


def test_a_mended_word_asks_nobody_anything_and_needs_no_cause(database):
    writer, reader = two_editors()
    module = publish(a_draft(writer).uid, writer, reader)
    first = version_of(module).outline.parts[0].uid

    edit(module.uid, writer, in_part(first, text="Ron drinkt thee."))
    publish(module.uid, writer, reader, change=Change.TYPO)

    part = version_of(module).outline.parts[0]
    assert (part.version, part.renewed, version_of(module).number) == (2, 1, "1.0.1")


def test_who_wrote_last_does_not_publish_and_nobody_publishes_what_changed_since(database):
    writer, reader = two_editors()
    working = a_draft(writer)
    told = {"change": Change.TYPO, "cause": None, "reason": "Zo.", **BY}
    with pytest.raises(Refusal, match="nog niet om mee te kijken"):
        publish_draft(working.uid, **told, stand=working.stand, by=reader)
    ask_review(working.uid, reader, "Zo.", stand=working.stand, by=writer, **BY)
    with pytest.raises(Refusal, match="Jij schreef"):
        publish_draft(working.uid, **told, stand=locked(working.uid).stand, by=writer)
    with pytest.raises(Overtaken):
        publish_draft(working.uid, **told, stand="0", by=reader)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"text": ""}, "is nog leeg"),
        ({"text": "/// picture | media/weg.svg\n\n///"}, "wat erop staat"),
        ({"text": "Kijk.\n\n![](balkon.png)"}, "Plaatjes komen niet mee"),
        ({"text": "Dit is zo.\n\n> Mag ik iets vragen?"}, "wordt geen citaat"),
        ({"text": "Dit is zo.\n\n| dag | wat |\n| --- | --- |\n| ma | ja |"}, "Een tabel kan hier niet"),
        ({"text": "/// picture | media/weg.svg\n    alt: Ron.\n\n///"}, "Het plaatje"),
        ({"title": ""}, "een titel"),
    ],
)
def test_what_is_not_whole_is_not_published_and_says_what_is_missing(database, changes, said):
    writer, reader = two_editors()
    uid = a_draft(writer).uid
    first = locked(uid).form["lessons"][0]["parts"][0]["uid"]
    edit(uid, writer, in_part(first, **changes))

    with pytest.raises(NotWhole) as refused:
        publish(uid, writer, reader)

    assert any(said in sentence for _place, sentence in refused.value.problems), refused.value.problems


def test_a_fact_whose_day_has_passed_can_be_published_and_is_told_first(database):
    writer, _reader = two_editors()
    module = a_module(a_part("wdr-1", FULL))
    text = part_in(locked(module.uid).form, "wdr-1")["text"]
    before = made_of(locked(module.uid)).expired

    made = made_of(edit(module.uid, writer, in_part("wdr-1", text=text.replace("2028-11-01", "2020-01-01"))))

    assert (before, [each.code for each in made.expired]) == ([], ["fact-expired"])


def test_an_old_version_comes_back_as_a_draft_and_then_as_the_newest(database):
    writer, reader = two_editors()
    module = publish(a_draft(writer).uid, writer, reader)
    before, serial = stored_form(module).form, module.serial
    first = version_of(module).outline.parts[0].uid
    edit(module.uid, writer, in_part(first, text="Iets heel anders."))
    edit(module.uid, writer, lambda form: arranged(form, "les", str)[0])
    edit(module.uid, writer, lambda form: arranged(form, f"weg-{form['lessons'][3]['uid']}", str)[0])
    publish(module.uid, writer, reader)

    begin_again(module.uid, serial, by=writer, **BY)
    publish(module.uid, writer, reader)

    after = stored_form(module).form
    assert {**after, "minutes": ""} == {**before, "minutes": ""}
    texts = db.session.scalars(select(PartVersion.number).join(Part).where(Part.uid == first)).all()
    assert sorted(texts) == [1, 2, 3]


def test_a_version_that_came_meanwhile_is_not_overwritten(database):
    writer, reader = two_editors()
    a_synced_module()
    edit("wdr", writer, in_part("wdr-1", text="Van Lotte."))
    sync(a_package(a_part("wdr-1"), a_part("wdr-2", "Van de map.\n"), quiz=a_quiz("wdr-toets"), version="1.1"))

    assert locked("wdr").is_behind
    draft = locked("wdr").draft
    draft.state = "in_review"
    db.session.commit()
    told = {"change": Change.TYPO, "cause": None, "reason": "Zo."}
    with pytest.raises(Overtaken, match="andere versie"):
        publish_draft("wdr", **told, stand=locked("wdr").stand, by=reader, **BY)


def test_a_new_part_is_there_for_learners(database):
    writer, reader = two_editors()
    module = publish(a_draft(writer, a_form("Een", "Twee")).uid, writer, reader)
    lesson = locked(module.uid).form["lessons"][0]["uid"]

    def change(form):
        form, _uid = arranged(form, f"deel-{lesson}", lambda _what: "Nog een deel")
        form["lessons"][0]["parts"][-1]["text"] = "Oma zet thee."
        return form

    edit(module.uid, writer, change)
    publish(module.uid, writer, reader)

    reading = reading_of(db.session.get_one(Module, module.id).slug, a_person())
    assert [part.title for part in reading.outline.parts] == ["Een", "Nog een deel", "Twee"]
    assert [part.since for part in reading.outline.parts] == [1, 2, 1]
