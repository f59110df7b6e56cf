"""Publishing a version: the outline of what is stored now, and the addresses it gives."""

from collections.abc import Iterable

from sqlalchemy import select

from lms.content import blocks
from lms.content.blocks import Assignment, Easy, Fact, Text
from lms.content.packages import Package
from lms.content.pieces import minutes_of_easy
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.training.enums import Change, ModuleStatus
from lms.training.models import Lesson, Module, ModuleAddress, ModuleVersion, Part, PartVersion, Quiz
from lms.training.models.outline import AssignmentLine, LessonLine, Outline, PartLine, QuizLine, SourceLine
from lms.training.sync.editions import keep_edition


def publish(module: Module, package: Package, change: Change) -> Outline:
    """Add a version when it differs from the one before, remember its addresses, and return what it holds."""
    outline = outline_of(module)
    latest = db.session.get(ModuleVersion, (module.id, module.serial))
    if latest is not None:
        outline = outline.following(latest.outline, latest.serial)
    live = module.status == ModuleStatus.PUBLISHED
    coming = ModuleVersion(
        module_id=module.id,
        serial=module.serial + 1,
        number=package.version,
        change=change.value,
        reason=package.reason,
        title=module.title,
        minutes=module.minutes,
        outline=outline,
        published_at=now() if live else None,
    )
    if latest is None or _face(latest) != _face(coming):
        db.session.add(coming)
        module.serial = coming.serial
        db.session.flush()  # what it was made of points to it
        keep_edition(module)
    _remember_addresses(module, outline)
    return outline


def outline_of(module: Module) -> Outline:
    """Return what the rows of a module hold now, without what is retired."""
    lessons = db.session.scalars(
        select(Lesson)
        .where(Lesson.module_id == module.id, Lesson.retired_at.is_(None))
        .order_by(Lesson.position, Lesson.id)
    ).all()
    current = (Part.id == PartVersion.part_id) & (Part.version == PartVersion.number)
    rows = db.session.execute(
        select(Part, PartVersion)
        .join(PartVersion, current)
        .where(Part.module_id == module.id, Part.retired_at.is_(None))
        .order_by(Part.position, Part.id)
    ).all()
    quiz = db.session.scalar(select(Quiz).where(Quiz.module_id == module.id, Quiz.retired_at.is_(None)))
    lines = [_lesson_line(lesson, [row for row in rows if row[0].lesson_id == lesson.id]) for lesson in lessons]
    texts = [version for _, version in rows]
    return Outline(tuple(line for line in lines if line.parts), _quiz_line(quiz) if quiz else None, _sources(texts))


def _lesson_line(lesson: Lesson, rows: Iterable) -> LessonLine:
    parts = tuple(_part_line(part, version) for part, version in rows)
    return LessonLine(lesson.uid, lesson.slug, lesson.title, lesson.summary, parts)


def _part_line(part: Part, version: PartVersion) -> PartLine:
    body = blocks.from_json(version.body)
    easy = next((block for block in body if isinstance(block, Easy)), None)
    return PartLine(
        uid=part.uid,
        slug=part.slug,
        title=version.title,
        minutes=version.minutes,
        audiences=tuple(version.audiences),
        easy=easy is not None,
        version=part.version,
        renewed=part.renewed,
        since=part.since,
        assignments=tuple(
            AssignmentLine(block.uid, block.title, block.minutes or 0)
            for block in body
            if isinstance(block, Assignment)
        ),
        easy_minutes=minutes_of_easy(easy) if easy else 0,
    )


def _quiz_line(quiz: Quiz) -> QuizLine:
    intro = "".join(block.html for block in blocks.from_json(quiz.intro) if isinstance(block, Text))
    return QuizLine(quiz.uid, quiz.title, quiz.draw, quiz.pass_mark, quiz.minutes, intro, quiz.digest)


def _sources(texts: Iterable[PartVersion]) -> tuple[SourceLine, ...]:
    found = {
        source.key: SourceLine(source.publisher, source.title, source.year, source.site)
        for text in texts
        for block in blocks.walk(blocks.from_json(text.body))
        if isinstance(block, Fact)
        for source in block.sources
    }
    return tuple(sorted(found.values(), key=lambda line: (line.publisher.casefold(), line.title, line.year)))


def _face(version: ModuleVersion) -> tuple:
    """Everything that makes one version differ from the next."""
    live = version.published_at is not None
    return (version.number, version.change, version.reason, version.title, version.minutes, live, version.outline)


def _remember_addresses(module: Module, outline: Outline) -> None:
    ids = {
        uid: number for number, uid in db.session.execute(select(Part.id, Part.uid).where(Part.module_id == module.id))
    }
    wanted: dict[str, int | None] = {module.slug: None}
    for lesson, part in outline.places():
        wanted[f"{module.slug}/{lesson.slug}/{part.slug}"] = ids[part.uid]
    rows = db.session.scalars(select(ModuleAddress).where(ModuleAddress.path.in_(list(wanted))))
    known = {row.path: row for row in rows}
    for path, part_id in wanted.items():
        row = known.get(path) or ModuleAddress(path=path)
        row.module_id, row.part_id = module.id, part_id
        db.session.add(row)
