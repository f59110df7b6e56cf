"""A toolkit on disk that has nothing wrong with it, and ways to spoil it."""

from pathlib import Path

from lms.kernel.db import db
from lms.toolkit.sync.applying import apply, plan
from lms.toolkit.sync.kind import read

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 6"><path d="M0 0h8v6H0z"/></svg>'
ITEM = """---
uid: {uid}
kind: werkvorm
title: Koffie en thee
summary: Je zet samen koffie. Zo leer je elkaar kennen.
minutes: 30-45
group: 4-12
steps: [starten]
themes: []
audience: []
setting: []
source: Eigen beschrijving
licence: CC BY-SA 4.0
status: published
version: 1
reason: Eerste uitgave.
review: 2027-11-01
follows: []
combines: []
alternatives: []
---

# Doel

Je leert elkaar kennen bij de koffie.

# Uitnodigen

"Kom je ook?"

# Stappen

/// picture | media/kan.svg
    alt: Een kan koffie op tafel.
///

## Zet koffie (10 minuten)

Vul de kan met water.

Zeg: "Wie wil er koffie?"

Klaar als: de kan vol is.

## Schenk in (10 minuten)

Schenk de kopjes vol.

Zeg: "Pak een kopje."

Klaar als: iedereen een kopje heeft.

Voor de begeleider: Schenk jezelf als laatste in.

## Praat met elkaar (10 minuten)

Zeg: "Hoe was je week?"

Klaar als: de koffie op is.

# Valkuilen

- **Geen suiker.** Haal suiker bij de buren.
- **Geen thee.** Zet een pot thee.
"""


def write_item(root: Path, slug: str = "koffie", words: str = "", **changes: str) -> Path:
    """Write the folder of an item and return its ``item.md``; ``changes`` are keys of it with another value."""
    file = root / "toolkit" / slug / "item.md"
    (file.parent / "media").mkdir(parents=True, exist_ok=True)
    (file.parent / "media" / "kan.svg").write_text(SVG)
    file.write_text(spoiled(words or ITEM.format(uid=f"tk-{slug}"), **changes), "utf-8")
    return file


def spoiled(words: str, /, **changes: str) -> str:
    """Return an ``item.md`` with other values of keys; an empty value takes the line away."""
    lines = []
    for line in words.split("\n"):
        key, colon, _value = line.partition(": ")
        if colon and key in changes:
            if changes[key]:
                lines.append(f"{key}: {changes[key]}")
        else:
            lines.append(line)
    return "\n".join(lines)


def sync(root: Path):
    """Carry out the plan for a root without errors, and return it."""
    packages, problems = read(root)
    assert [str(problem) for problem in problems if problem.level == "error"] == []
    todo = plan(packages)
    apply(packages, todo)
    db.session.commit()
    return todo
