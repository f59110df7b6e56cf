"""An item can be written as the item.md of its package."""

from datetime import date

import pytest

from lms.kernel.db import db
from lms.toolkit.enums import ItemStatus, RelationKind
from lms.toolkit.models import ItemRelation, PictureText, Prose, WorkingStep
from lms.toolkit.queries.writing import digest_of, picture_names, written
from tests.factories.toolkit import a_text, an_item

pytestmark = pytest.mark.usefixtures("database")

WHOLE = """---
uid: tk-halen
kind: werkvorm
title: Halen en brengen
summary: Iedereen zegt wat hij komt halen en wat hij meebrengt.
minutes: 50-60
group: 4-12
steps: [starten]
themes: [samen]
audience: [bewoners]
setting: []
source: Eigen beschrijving
licence: CC BY-SA 4.0
status: published
version: 1
reason: Eerste uitgave.
review: 2027-11-01
follows: []
combines: [wie-beslist-wat]
alternatives: []
---

# Doel

Je weet wat je aan elkaar hebt.

# Uitnodigen

"Kom je ook?"

# Stappen

/// picture | media/paren.svg
    alt: Twee vellen aan de muur.

Een muur.
///

## Schrijf (dag 1, 20 minuten)

Deel kaartjes uit.

- Geel.
- Blauw.

Zeg: "Wat zoek je?"

Zeg: "Tekenen mag."

Klaar als: ieder een kaartje heeft.

## Vertel (of zwijg) (40 minuten)

# Valkuilen

- **Vage woorden.** Vraag om een voorbeeld.
"""


def test_an_item_is_written_in_the_format_that_people_write():
    step = WorkingStep(
        "Schrijf",
        20,
        when="dag 1",
        doing=Prose.of("Deel kaartjes uit.\n\n\n- Geel.\n- Blauw."),
        saying='"Wat zoek je?"\n"Tekenen mag."',
        done_when="ieder een kaartje heeft.",
    )
    text = a_text(
        invitation='"Kom je ook?"',
        working_steps=(step, WorkingStep("Vertel (of zwijg)", 40)),
        pictures=(PictureText("0a1b2c3d-paren.svg", "Twee vellen aan de muur.", "Een muur."),),
    )
    item = an_item("halen-en-brengen")
    item.uid, item.review_on = "tk-halen", date(2027, 11, 1)
    relate(item, an_item("wie-beslist-wat"))

    assert written(item, text) == WHOLE


def relate(item, other):
    db.session.add(ItemRelation(item_id=item.id, kind=RelationKind.COMBINES, other_id=other.id))
    db.session.flush()


def test_two_pictures_of_one_name_keep_the_names_that_tell_them_apart():
    pictures = (PictureText("0a1b2c3d-a.svg", "a"), PictureText("1a1b2c3d-a.svg", "b"), PictureText("b.svg", "c"))

    assert picture_names(a_text(pictures=pictures)) == {
        "0a1b2c3d-a.svg": "0a1b2c3d-a.svg",
        "1a1b2c3d-a.svg": "1a1b2c3d-a.svg",
        "b.svg": "b.svg",
    }


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Anders"},
        {"minutes": (5, 6)},
        {"goal": Prose.of("Anders.")},
        {"working_steps": (WorkingStep("Schrijf", 20, note="Let op."),)},
        {"pictures": (PictureText("0a1b2c3d-a.svg", "a"),)},
    ],
)
def test_a_fingerprint_sees_each_change_of_the_text(change):
    item = an_item()

    assert digest_of(item, a_text(**change)) != digest_of(item, a_text())


def test_a_fingerprint_sees_the_same_picture_with_another_content():
    item = an_item()
    one, other = (a_text(pictures=(PictureText(f"{sha}-a.svg", "a"),)) for sha in ("0a1b2c3d", "1a1b2c3d"))

    assert digest_of(item, one) != digest_of(item, other)


def test_a_fingerprint_sees_relations_and_withdrawal_but_not_how_it_was_published():
    item, text = an_item("een"), a_text()
    published = item.digest
    item.review_on = date(2027, 11, 1)

    assert digest_of(item, text) == published
    relate(item, an_item("twee"))
    related = digest_of(item, text)
    item.status, item.withdrawn_at, item.withdrawn_why = ItemStatus.WITHDRAWN, item.changed_at, "Op."

    assert len({published, related, digest_of(item, text)}) == 3
