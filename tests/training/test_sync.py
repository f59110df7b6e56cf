"""A folder meets the database: nothing is lost, nothing is overwritten, twice is the same as once."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.exc import DatabaseError

from lms.content.cli import content_group
from lms.content.export import OutsideFolder
from lms.kernel.db import Base, db
from lms.kernel.refusal import Refusal
from lms.training.models import Module, ModuleAddress, ModuleVersion, Part, PartVersion, QuizQuestion
from lms.training.sync.exporting import export
from lms.training.sync.kind import MODULES
from lms.training.sync.paths import PATHS
from lms.training.sync.stored import COUNTED
from tests.factories.training import (
    ASSIGNMENT,
    EASY,
    FULL,
    a_module,
    a_package,
    a_part,
    a_picture,
    a_question,
    a_quiz,
    sync,
    without,
)  # fmt: skip

pytestmark = pytest.mark.usefixtures("database")

PRODUCT = Path(__file__).parents[2]
TWO = (a_part("wdr-1", FULL, EASY), a_part("wdr-2", ASSIGNMENT))


def the_version():
    module = db.session.scalars(select(Module)).one()
    return db.session.get(ModuleVersion, (module.id, module.serial))


def the_part(uid):
    return db.session.scalars(select(Part).where(Part.uid == uid)).one()


def number_of_rows():
    mine = [mapper.class_ for mapper in Base.registry.mappers if mapper.class_.__module__.startswith("lms.training")]
    return {table.__tablename__: db.session.scalar(select(func.count()).select_from(table)) for table in mine}


def test_the_first_sync_stores_everything_and_publishes_it():
    sync(a_package(*TWO, quiz=a_quiz("wdr-toets")))

    version = the_version()
    [lesson] = version.outline.lessons
    assert (version.serial, version.number, version.change) == (1, "1.0", "real")
    assert version.published_at is not None
    assert [(part.slug, part.easy, part.version) for part in lesson.parts] == [
        ("deel-1", True, 1),
        ("deel-2", False, 1),
    ]
    assert [task.title for task in lesson.parts[1].assignments] == ["Vraag drie mensen"]
    assert (version.outline.quiz.draw, version.outline.quiz.intro) == (4, "<p>Veel plezier.</p>")
    assert [source.publisher for source in version.outline.sources] == ["Unity"]


def test_syncing_twice_is_the_same_as_once():
    package = a_package(*TWO, quiz=a_quiz("wdr-toets"))
    sync(package)
    before = number_of_rows()

    todo = sync(package)

    assert not todo.writes
    assert number_of_rows() == before


def test_new_words_are_a_new_version_and_the_old_ones_stay():
    sync(a_package(*TWO))
    sync(a_package(TWO[0], a_part("wdr-2", "Andere tekst.\n"), version="1.1"))

    part = the_part("wdr-2")
    texts = db.session.scalars(select(PartVersion.source).where(PartVersion.part_id == part.id)).all()
    assert (part.version, part.renewed, len(texts)) == (2, 2, 2)
    assert (the_version().serial, the_version().number) == (2, "1.1")


def test_a_mended_word_does_not_renew_a_part():
    sync(a_package(*TWO))
    sync(a_package(TWO[0], a_part("wdr-2", "Andere tekst.\n"), change="typefout"))

    assert (the_part("wdr-2").version, the_part("wdr-2").renewed) == (2, 1)


def test_the_same_words_made_into_other_html_do_not_renew_a_part():
    package = a_package(*TWO)
    sync(package)
    [lesson] = package.lessons
    first, second = lesson.parts
    other = replace(first, blocks=(*second.blocks,))  # what a newer renderer makes of the same source

    sync(replace(package, version="1.1", lessons=(replace(lesson, parts=(other, second)),)))

    assert (the_part("wdr-1").version, the_part("wdr-1").renewed) == (2, 1)


def test_another_place_or_address_is_no_new_text():
    package = a_package(*TWO)
    sync(package)
    [lesson] = package.lessons
    first, second = lesson.parts
    swapped = (replace(second, position=1), replace(first, position=2, slug="nieuwe-naam"))

    sync(replace(package, lessons=(replace(lesson, parts=swapped),)))

    assert [part.uid for part in the_version().outline.parts] == ["wdr-2", "wdr-1"]
    assert the_part("wdr-1").version == 1
    addresses = db.session.scalars(select(ModuleAddress.path).where(ModuleAddress.part_id == the_part("wdr-1").id))
    assert set(addresses) == {"wat-doet-roken/les-1/deel-1", "wat-doet-roken/les-1/nieuwe-naam"}


def test_what_left_the_folder_is_retired_and_may_come_back_as_new():
    package = a_package(*TWO)
    sync(package)

    gone = sync(without(package, "wdr-2"))
    outline = the_version().outline
    sync(package)

    assert gone.retire == ("wdr-2",)
    assert [part.uid for part in outline.parts] == ["wdr-1"]
    assert the_part("wdr-2").retired_at is None
    assert (the_part("wdr-2").version, the_part("wdr-2").since) == (1, 3)


def test_a_version_remembers_for_whom_the_module_once_was_written():
    package = a_package(a_part("wdr-1", audiences="professional"), a_part("wdr-2", audiences="key_person"))
    sync(package)

    sync(without(package, "wdr-1"))
    sync(without(package, "wdr-1"))

    assert (the_version().serial, the_version().outline.once_for) == (2, (("professional", 1),))


def test_a_module_that_left_the_folder_is_retired_with_everything_in_it():
    module = a_module()

    sync()

    assert module.retired_at is not None
    rows = [row for table in COUNTED for row in db.session.scalars(select(table))]
    assert all(row.retired_at for row in rows)


def the_addresses():
    return {module.uid: module.slug for module in db.session.scalars(select(Module).where(Module.retired_at.is_(None)))}


def test_a_retired_module_gives_its_address_to_the_next_one():
    sync(a_package(*TWO, quiz=a_quiz("wdr-toets")))

    sync(a_package(a_part("new-1"), uid="new"))

    assert the_addresses() == {"new": "wat-doet-roken"}
    address = db.session.get(ModuleAddress, "wat-doet-roken")
    assert db.session.get(Module, address.module_id).uid == "new"


def test_lessons_that_move_to_another_module_bring_their_parts():
    package = a_package(*TWO)
    sync(package)
    [lesson] = package.lessons

    sync(replace(package, uid="new", lessons=(replace(lesson, package="new"),), media=()))

    module = db.session.scalars(select(Module).where(Module.uid == "new")).one()
    assert [part.uid for part in db.session.get(ModuleVersion, (module.id, 1)).outline.parts] == ["wdr-1", "wdr-2"]


def test_two_modules_may_trade_addresses():
    sync(a_package(a_part("a-1"), uid="a", slug="een"), a_package(a_part("b-1"), uid="b", slug="twee"))

    sync(a_package(a_part("a-1"), uid="a", slug="twee"), a_package(a_part("b-1"), uid="b", slug="een"))

    assert the_addresses() == {"a": "twee", "b": "een"}


def test_the_address_of_a_module_that_stays_is_refused_in_a_sentence():
    module = a_module()
    module.digest = "edited"
    db.session.commit()

    with pytest.raises(Refusal, match="Het adres 'wat-doet-roken' is nog van de module 'wdr'"):
        sync(a_package(a_part("new-1"), uid="new"))


def test_a_page_edited_in_the_browser_is_a_conflict_and_stays():
    sync(a_package(*TWO))
    part = the_part("wdr-2")
    part.digest = "edited"
    db.session.commit()

    todo = sync(a_package(TWO[0], a_part("wdr-2", "Andere tekst.\n")))

    assert todo.conflict == ("wdr-2",)
    assert (the_part("wdr-2").version, the_part("wdr-2").digest) == (1, "edited")


def test_a_changed_question_gets_a_version_and_one_that_left_is_retired():
    sync(a_package(*TWO, quiz=a_quiz("t", questions=(a_question("t-1"), a_question("t-2")))))
    changed = a_question("t-1").replace("Wat vraag je Ron?", "Wat vraag je hem?")

    sync(a_package(*TWO, quiz=a_quiz("t", questions=(changed,), draw=1)))

    bank = db.session.scalars(select(QuizQuestion).order_by(QuizQuestion.uid)).all()
    assert [(row.version, row.retired_at is None) for row in bank] == [(2, True), (1, False)]
    assert the_version().serial == 2


def test_a_new_picture_is_stored_under_the_same_name_and_is_no_new_version():
    package = a_package(*TWO)
    sync(package)

    sync(replace(package, media=(a_picture("wdr", b"<svg>other</svg>"),)))

    assert the_version().serial == 1


def test_a_draft_has_a_version_that_was_never_published():
    a_module(status="draft")

    assert (the_version().serial, the_version().published_at) == (1, None)


@pytest.mark.parametrize("table", [ModuleVersion, PartVersion])
def test_the_database_refuses_to_change_a_version(table):
    a_module()

    with pytest.raises(DatabaseError, match="a version never changes"), db.session.begin_nested():
        db.session.execute(update(table).values(title="Anders"))


def files_below(root):
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_an_export_is_what_the_author_wrote_byte_for_byte_and_syncing_it_changes_nothing(app, tmp_path):
    runner, group = app.test_cli_runner(), content_group([MODULES, PATHS])

    first, exported, again = (
        runner.invoke(group, [word, str(root)])
        for word, root in (("sync", PRODUCT), ("export", tmp_path), ("sync", tmp_path))
    )

    assert (first.exit_code, exported.exit_code) == (0, 0)
    assert files_below(tmp_path / "modules") == files_below(PRODUCT / "modules")
    assert (again.exit_code, again.stdout) == (0, "Nothing changed.\n")


def test_an_export_over_an_older_one_leaves_nothing_that_no_longer_belongs(tmp_path):
    sync(a_package(*TWO, source='uid = "wdr"'), a_package(a_part("m-1"), uid="m", slug="oud", source='uid = "m"'))
    list(export(tmp_path))
    own = tmp_path / "modules" / "eigen" / "module.toml"
    own.parent.mkdir()
    own.write_text('uid = "never-synced"')

    sync(without(a_package(*TWO, slug="roken", source='uid = "wdr"'), "wdr-2"))
    written = list(export(tmp_path))

    assert files_below(tmp_path).keys() == {
        "modules/eigen/module.toml",
        *(path.relative_to(tmp_path).as_posix() for path in written),
    }
    assert {path.parts[len(tmp_path.parts) + 1] for path in written} == {"roken"}


def test_no_stored_name_is_written_outside_the_folder_of_its_module(tmp_path):
    sync(replace(a_package(*TWO), media=(replace(a_picture("wdr"), file="../../../away.svg"),)))

    with pytest.raises(OutsideFolder):
        list(export(tmp_path / "a" / "b"))

    assert not list(tmp_path.rglob("away.svg"))


def test_a_lesson_may_not_take_an_address_that_is_in_use(tmp_path):
    shutil.copytree(PRODUCT / "modules", tmp_path / "modules")
    module = tmp_path / "modules" / "wat-doet-roken"
    (module / "2-nicotine").rename(module / "2-media")
    manifest = module / "module.toml"
    manifest.write_text(manifest.read_text("utf-8").replace('"2-nicotine"', '"2-media"'), "utf-8")

    _packages, problems = MODULES.read(tmp_path)

    assert [(problem.code, problem.level) for problem in problems if "media" in problem.message] == [
        ("lesson-slug", "error")
    ]
