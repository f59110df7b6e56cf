"""A folder of methods meets the database: nothing is lost, nothing is overwritten, twice is the same as once."""

import shutil
from datetime import date

import pytest
from sqlalchemy import func, select

from lms.app import command_line
from lms.kernel import search
from lms.kernel.db import Base, db
from lms.kernel.refusal import Refusal
from lms.toolkit.commands.publishing import mark, publish
from lms.toolkit.commands.relating import relate
from lms.toolkit.enums import Change, ItemStatus, RelationKind
from lms.toolkit.models import Item, ItemPicture, ItemRelation, ItemVersion
from lms.toolkit.sync.applying import apply, plan
from lms.toolkit.sync.exporting import export
from lms.toolkit.sync.kind import read
from tests.factories.toolkit import a_text, an_item
from tests.factories.toolkit_packages import ITEM, SVG, sync, write_item

pytestmark = pytest.mark.usefixtures("database")

START = ITEM.format(uid="tk-koffie")


def the_item(uid="tk-koffie"):
    return db.session.scalars(select(Item).where(Item.uid == uid)).one()


def versions(uid="tk-koffie"):
    rows = select(ItemVersion).where(ItemVersion.item_id == the_item(uid).id).order_by(ItemVersion.number)
    return db.session.scalars(rows).all()


def number_of_rows():
    mine = [mapper.class_ for mapper in Base.registry.mappers if mapper.class_.__module__.startswith("lms.toolkit")]
    return {table.__tablename__: db.session.scalar(select(func.count()).select_from(table)) for table in mine}


def found():
    return {hit.url for hit in search.search("koffie", scopes=["public"], kinds=["toolkit"]).found}


def edit(item, **changes):
    publish(item, a_text(**changes), change=Change.REAL, reason="In de browser.", by=None, origin="test")
    db.session.commit()


def test_the_first_sync_publishes_every_item(tmp_path):
    write_item(tmp_path, combines="[thee]")
    write_item(tmp_path, "thee", title="Thee")

    todo = sync(tmp_path)

    item = the_item()
    [version] = versions()
    assert todo.create == ("tk-koffie", "tk-thee")
    assert (item.slug, item.status, item.number, item.title) == ("koffie", ItemStatus.PUBLISHED, 1, "Koffie en thee")
    assert (item.minutes_from, item.minutes_to, item.review_on) == (30, 45, date(2027, 11, 1))
    assert (version.reason, version.change, version.text.working_steps[0].title) == (
        "Eerste uitgave.",
        Change.REAL,
        "Zet koffie",
    )
    assert db.session.scalars(select(ItemRelation.kind)).all() == [RelationKind.COMBINES]
    assert found() == {"/toolkit/koffie", "/toolkit/thee"}


def test_syncing_twice_is_the_same_as_once(tmp_path):
    write_item(tmp_path, combines="[thee]")
    write_item(tmp_path, "thee")
    sync(tmp_path)
    before = number_of_rows()

    todo = sync(tmp_path)

    assert not todo.writes
    assert number_of_rows() == before


def test_new_words_are_a_next_version_and_the_old_one_stays(tmp_path):
    write_item(tmp_path)
    sync(tmp_path)
    write_item(tmp_path, title="Koffie", reason="De titel is korter.", review="2029-01-01")

    todo = sync(tmp_path)

    first, second = versions()
    assert todo.update == ("tk-koffie",)
    assert [first.text.title, second.text.title] == ["Koffie en thee", "Koffie"]
    assert (second.reason, second.change, the_item().review_on) == (
        "De titel is korter.",
        Change.REAL,
        date(2029, 1, 1),
    )


def test_a_mended_word_is_said_to_be_one(tmp_path):
    write_item(tmp_path)
    sync(tmp_path)
    write_item(tmp_path, words=START.replace("reason:", "change: typefout\nreason:"), title="Koffie")

    sync(tmp_path)

    assert [version.change for version in versions()] == [Change.REAL, Change.TYPO]


def test_another_reason_or_number_alone_is_no_new_version(tmp_path):
    write_item(tmp_path)
    sync(tmp_path)
    write_item(tmp_path, reason="Anders.", version="7", review="2030-01-01")

    assert not sync(tmp_path).writes


def test_another_relation_alone_is_no_new_version(tmp_path):
    write_item(tmp_path)
    write_item(tmp_path, "thee")
    sync(tmp_path)
    write_item(tmp_path, follows="[thee]")

    assert sync(tmp_path).update == ("tk-koffie",)
    assert len(versions()) == 1
    assert db.session.scalars(select(ItemRelation.kind)).all() == [RelationKind.FOLLOWS]
    assert not sync(tmp_path).writes


def test_another_picture_under_the_same_name_leaves_an_old_version_its_own(tmp_path):
    media = write_item(tmp_path).parent / "media"
    sync(tmp_path)
    other = SVG.replace("M0 0h8", "M1 0h7")
    (media / "kan.svg").write_text(other)

    sync(tmp_path)

    first, second = (version.text.pictures[0].file for version in versions())
    kept = {row.file: row for row in db.session.scalars(select(ItemPicture))}
    assert first != second
    assert set(kept) == {first, second}
    assert {(row.content_type, row.width, row.height) for row in kept.values()} == {("image/svg+xml", 8, 6)}


def test_what_left_the_folder_is_withdrawn_and_says_so(tmp_path):
    write_item(tmp_path)
    gone = write_item(tmp_path, "thee").parent
    sync(tmp_path)
    shutil.rmtree(gone)

    todo = sync(tmp_path)

    item = the_item("tk-thee")
    assert todo.retire == ("tk-thee",)
    assert (item.status, item.withdrawn_why) == (ItemStatus.WITHDRAWN, "Staat niet meer in het pakket.")
    assert found() == {"/toolkit/koffie"}
    assert not sync(tmp_path).writes


def test_what_comes_back_is_published_again(tmp_path):
    write_item(tmp_path)
    gone = write_item(tmp_path, "thee").parent
    sync(tmp_path)
    shutil.rmtree(gone)
    sync(tmp_path)
    write_item(tmp_path, "thee")

    assert sync(tmp_path).update == ("tk-thee",)
    assert (the_item("tk-thee").status, the_item("tk-thee").number) == (ItemStatus.PUBLISHED, 2)
    assert not sync(tmp_path).writes


def test_a_folder_without_any_item_takes_none_away(tmp_path):
    write_item(tmp_path / "one")
    sync(tmp_path / "one")

    assert not sync(tmp_path).writes
    assert the_item().status is ItemStatus.PUBLISHED


def test_some_items_by_themselves_take_no_others_away(tmp_path):
    write_item(tmp_path / "all")
    sync(tmp_path / "all")
    write_item(tmp_path / "some", "thee", follows="[koffie]")

    packages, problems = read(tmp_path / "some", known=["koffie"])
    todo = plan(packages, whole=False)
    apply(packages, todo)

    assert [problem.level for problem in problems] == ["warning"]
    assert (todo.create, todo.retire) == (("tk-thee",), ())
    assert [row.other_id for row in db.session.scalars(select(ItemRelation))] == [the_item().id]


def test_what_was_edited_in_the_browser_is_a_conflict_and_stays(tmp_path):
    write_item(tmp_path)
    sync(tmp_path)
    edit(the_item(), title="Uit de browser")
    write_item(tmp_path, title="Uit de map")

    todo = sync(tmp_path)

    assert todo.conflict == ("tk-koffie",)
    assert (the_item().title, len(versions())) == ("Uit de browser", 2)


@pytest.mark.parametrize("gone", [False, True])
def test_what_was_edited_in_the_browser_is_a_conflict_too_when_the_folder_stayed_or_went(tmp_path, gone):
    write_item(tmp_path, "thee")
    folder = write_item(tmp_path).parent
    sync(tmp_path)
    edit(the_item(), title="Uit de browser")
    if gone:
        shutil.rmtree(folder)

    assert sync(tmp_path).conflict == ("tk-koffie",)
    assert the_item().status is ItemStatus.PUBLISHED


def test_what_an_editor_withdrew_does_not_come_back_by_itself(tmp_path):
    write_item(tmp_path)
    sync(tmp_path)
    item = the_item()
    item.status, item.withdrawn_at, item.withdrawn_why = ItemStatus.WITHDRAWN, item.changed_at, "Klopt niet meer."
    mark(item, versions()[0].text)
    db.session.commit()

    assert sync(tmp_path).conflict == ("tk-koffie",)
    assert the_item().status is ItemStatus.WITHDRAWN


def test_an_editor_who_publishes_after_the_plan_was_made_is_not_overwritten(tmp_path):
    write_item(tmp_path)
    sync(tmp_path)
    write_item(tmp_path, title="Uit de map")
    packages, _problems = read(tmp_path)
    todo = plan(packages)
    edit(the_item(), title="Uit de browser")

    with pytest.raises(Refusal, match="net in de browser bewerkt"):
        apply(packages, todo)

    assert the_item().title == "Uit de browser"


def test_what_was_made_in_the_browser_is_left_alone(tmp_path):
    write_item(tmp_path)
    an_item("eigen")
    db.session.commit()

    sync(tmp_path)

    assert db.session.scalars(select(Item).where(Item.slug == "eigen")).one().status is ItemStatus.PUBLISHED


def test_a_folder_may_say_that_an_item_is_withdrawn_and_what_replaces_it(tmp_path):
    write_item(tmp_path, "thee")
    write_item(tmp_path, words=withdrawn())

    sync(tmp_path)

    item = the_item()
    assert (item.status, item.withdrawn_why, item.replaced_by_id) == (
        ItemStatus.WITHDRAWN,
        "Thee is beter.",
        the_item("tk-thee").id,
    )
    assert not sync(tmp_path).writes


def withdrawn():
    return START.replace("status: published", "status: withdrawn\nwithdrawn: Thee is beter.\nreplaced_by: thee")


def test_a_draft_in_a_folder_is_checked_and_not_brought_in(tmp_path):
    write_item(tmp_path, combines="[thee]")
    write_item(tmp_path, "thee", status="draft")

    assert sync(tmp_path).create == ("tk-koffie",)
    assert not sync(tmp_path).writes


def test_an_address_stays_with_its_item(tmp_path):
    old = write_item(tmp_path).parent
    sync(tmp_path)
    old.rename(old.with_name("thee"))

    with pytest.raises(Refusal, match="verandert niet"):
        sync(tmp_path)


def test_an_address_that_somebody_else_has_is_refused(tmp_path):
    an_item("koffie")
    write_item(tmp_path)

    with pytest.raises(Refusal, match="al van een ander item"):
        sync(tmp_path)


def test_a_relation_said_twice_is_stored_once_and_one_with_itself_never():
    item, other = an_item("een"), an_item("twee")

    relate(item, RelationKind.FOLLOWS, ["twee", "twee", "een", "nergens"])
    relate(item, RelationKind.FOLLOWS, ["twee"])

    assert db.session.scalars(select(ItemRelation.other_id)).all() == [other.id]


def files_below(root):
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_an_export_is_what_the_author_wrote_and_syncing_it_changes_nothing(tmp_path):
    write_item(tmp_path / "in", combines="[thee]")
    write_item(tmp_path / "in", "thee", words=withdrawn().replace("tk-koffie", "tk-thee").replace(": thee", ": koffie"))
    sync(tmp_path / "in")

    written = list(export(tmp_path / "out"))

    assert files_below(tmp_path / "out") == files_below(tmp_path / "in")
    assert len(written) == 4
    assert not sync(tmp_path / "out").writes


def test_an_export_of_what_was_edited_settles_it(tmp_path):
    write_item(tmp_path)
    sync(tmp_path)
    edit(the_item(), title="Uit de browser")

    list(export(tmp_path))

    assert sync(tmp_path).settle == ("tk-koffie",)
    assert not sync(tmp_path).writes
    write_item(tmp_path, title="Uit de map")
    assert sync(tmp_path).update == ("tk-koffie",)


def test_an_export_of_what_left_the_folder_says_that_it_is_withdrawn_and_changes_nothing(tmp_path):
    write_item(tmp_path)
    gone = write_item(tmp_path, "thee").parent
    sync(tmp_path)
    shutil.rmtree(gone)
    sync(tmp_path)

    list(export(tmp_path))

    assert b"withdrawn: Staat niet meer in het pakket." in (gone / "item.md").read_bytes()
    assert not sync(tmp_path).writes


def test_the_command_line_prints_a_conflict_and_ends_with_1(app, tmp_path):
    write_item(tmp_path)
    sync(tmp_path)
    edit(the_item(), title="Uit de browser")
    write_item(tmp_path, title="Uit de map")

    answer = app.test_cli_runner().invoke(command_line(), ["content", "sync", str(tmp_path)])

    assert (answer.exit_code, answer.stdout) == (1, "conflict  toolkit tk-koffie\n")
