"""A small package on disk that has nothing wrong with it, and ways to spoil it."""

from functools import partial
from pathlib import Path

from lms.content.check.packages import read_and_check
from lms.content.enums import MANIFEST
from lms.content.export import write_files
from lms.content.packages import Package
from lms.content.plan import Kept, make_plan
from lms.content.read.folders import QUIZ_FILE
from lms.content.slots import Kind

SOURCES = """[[source]]
key = "boek"
publisher = "Uitgever"
title = "Een boek"
year = "2024"
site = "boek.example"
"""
MODULE = """uid = "m"
title = "Koffie en thee"
summary = "Wat drink je?"
language = "nl"
audiences = ["professional", "key_person"]
level = "B1"
minutes = 9
goals = ["Je kunt koffie zetten."]
steps = ["wijk"]
status = "published"
version = "1.0"
change = "echte wijziging"
reason = "Eerste uitgave."

[[lessons]]
uid = "m-1"
title = "Koffie"
folder = "1-koffie"
summary = "Over koffie."

[[lessons]]
uid = "m-2"
title = "Thee"
folder = "2-thee"
summary = "Over thee."
"""
COFFEE = """---
uid: m-1-1
title: Een kop koffie
minutes: 2
audiences: [professional, key_person]
---
Ron schenkt **koffie** in. Hij gaat zitten.

/// fact
    uid: m-1-1-f1
    source: boek
    check_before: 2099-01-01

Koffie is warm.
///

/// question | one
    uid: m-1-1-q1

Wat vraag je hem?
- [ ] "Nog een kop?" — Dat is lief.
- [x] "Hoe smaakt hij?" — Je bent nieuwsgierig.
- [ ] "Is hij op?" — Dat zie je zelf.
///

//// easy
    uid: m-1-1-e

/// picture | media/koffie.svg
    alt: Ron drinkt koffie.

///

Ron drinkt koffie. De koffie is warm.

/// question | one
    uid: m-1-1-e-q1

Wat vraag je?
- [x] Smaakt het? — Mooi.
- [ ] Is het op? — Dat zie je.
///
////
"""
TEA = """---
uid: m-2-1
title: Thee bij oma
minutes: 2
audiences: [professional]
---
Oma zet thee.

//// scenario | Oma schenkt in
    uid: m-2-1-s1

Oma pakt de pot.

/// turn | 1

Oma kijkt je aan.

- "Lekker." -> 2
    - Dan: Ze lacht.
    - Contact: Je zegt iets fijns.
- "Nee, dank je." -> 2
    - Dan: Ze wacht.
    - Contact: Je bent eerlijk.
- "Wat ruikt dat?" -> 2
    - Dan: Ze snuift.
    - Contact: Je bent nieuwsgierig.
///

/// turn | 2

Oma schenkt in.

- "Dank je." -> einde
    - Dan: Ze knikt.
    - Contact: Je dankt haar.
- "Genoeg." -> einde
    - Dan: Ze stopt.
    - Contact: Je bent duidelijk.
- "Mag er melk bij?" -> einde
    - Dan: Ze pakt melk.
    - Contact: Je vraagt iets.
///

/// ending
    uid: m-2-1-s1-r

Wat zou jij zeggen?
///
////
"""
QUIZ_HEAD = """---
uid: m-toets
title: Toets
draw: 10
pass: 70
minutes: 5
---
Kies wat jij zou doen.
"""
QUIZ_QUESTION = """
/// question | true-false
    uid: m-toets-{number}

Iemand zegt iets over kop {number}. Klopt dat?
- [x] Dat klopt — Je kijkt goed.
- [ ] Dat klopt niet — Kijk nog eens.
///
"""
QUIZ = QUIZ_HEAD + "".join(QUIZ_QUESTION.format(number=number) for number in range(1, 21))
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 440"><path d="M0 0h9" fill="#fff"/></svg>'
FILES = {
    "modules/sources.toml": SOURCES,
    f"modules/koffie/{MANIFEST}": MODULE,
    "modules/koffie/1-koffie/1-een-kop-koffie.md": COFFEE,
    "modules/koffie/2-thee/1-thee-bij-oma.md": TEA,
    "modules/koffie/quiz.md": QUIZ,
    "modules/koffie/media/koffie.svg": SVG,
}
SHORT = {
    "sources": "modules/sources.toml",
    "module": f"modules/koffie/{MANIFEST}",
    "coffee": "modules/koffie/1-koffie/1-een-kop-koffie.md",
    "tea": "modules/koffie/2-thee/1-thee-bij-oma.md",
    "quiz": "modules/koffie/quiz.md",
    "svg": "modules/koffie/media/koffie.svg",
}


def a_content_root(folder: Path, **changes: tuple[str, str]) -> Path:
    """Write the package below ``folder``; ``coffee=("old", "new")`` replaces the first "old" in that file."""
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    for short, (old, new) in changes.items():
        spoil(folder, short, old, new)
    return folder


def spoil(folder: Path, short: str, old: str, new: str) -> None:
    """Replace the first ``old`` in a file; it must be there."""
    path = folder / SHORT[short]
    text = path.read_bytes().decode()
    assert old in text
    path.write_bytes(text.replace(old, new, 1).encode())


def package_files(package: Package) -> dict[str, bytes]:
    """Return every file of a package by its path in the folder of that package."""
    files = {MANIFEST: package.source, QUIZ_FILE: package.quiz.source}
    for lesson in package.lessons:
        files |= {f"{lesson.folder}/{part.file}": part.source for part in lesson.parts}
    return {name: text.encode() for name, text in files.items()} | {each.file: each.content for each in package.media}


class Shelf:
    """A kind of content that keeps packages in memory, for tests of the command line."""

    def __init__(self):
        self.packages, self.kept, self.breaks = {}, {}, None
        self.read = partial(read_and_check, folder="modules")

    @property
    def kind(self) -> Kind:
        return Kind("shelf", "modules", self.read, self.plan, self.apply, self.export)

    def plan(self, packages):
        return make_plan({uid: digest for package in packages for uid, digest in package.digests.items()}, self.kept)

    def apply(self, packages, plan, actor):
        if self.breaks:
            raise self.breaks
        digests = {uid: digest for package in packages for uid, digest in package.digests.items()}
        for uid in (*plan.create, *plan.update, *plan.settle):
            self.kept[uid] = Kept(digests[uid], digests[uid])
        for uid in plan.retire:
            self.kept[uid] = Kept(self.kept[uid].digest, self.kept[uid].synced, retired=True)
        self.packages |= {package.slug: package for package in packages}

    def export(self, root):
        for slug, package in self.packages.items():
            yield from write_files(root / "modules" / slug, package_files(package))

    def edit_in_the_browser(self, uid: str) -> None:
        self.kept[uid] = Kept("edited", self.kept[uid].synced, self.kept[uid].retired)
