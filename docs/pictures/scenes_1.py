"""Draw the pictures of lesson 1."""

import beings as be
import places as pl
import things as th
import things_2 as tb
from cast import child, seat, sit, stand, who
from colours import (
    BLUE,
    GREEN,
    GREEN_D,
    SKY,
    SUN,
    TERRA,
    WHITE,
    WOOD,
)
from pen import shade
from stage import scene


@scene("drie-buren-voor-de-deur")
def drie_buren(p):
    """Draw three neighbours who talk before a front door; one smokes."""
    pl.bricks(p, 0, 0, 480, 360, "#e7b98f")
    pl.door(p, 168, 92, 130, 268, GREEN)
    p.box(346, 90, 122, 142, WHITE, 4)
    p.box(354, 98, 106, 126, SKY)
    p.line("M407 98V224", WHITE, 5)
    pl.pavement(p, 356)
    p.box(150, 350, 166, 14, "#cbb593", 3)
    floor = 420
    stand(
        p,
        "kees",
        98,
        floor,
        1.16,
        1,
        mood="laugh",
        near=(60, 300),
        near_hand="cig",
        far=(150, 236),
        far_hand="open",
    ).draw(near_item=lambda q: th.cigarette(q, 2, 6, 78))
    stand(
        p,
        "joyce",
        378,
        floor,
        1.16,
        -1,
        mood="laugh",
        look="happy",
        top="jumper",
        near=(346, 262),
        near_b=1,
        near_hand="grip",
    ).draw(near_item=lambda q: th.mug(q, 8, 14, BLUE, 1, 1))
    stand(
        p,
        "fatma",
        240,
        floor - 8,
        1.12,
        -1,
        mood="smile",
        near=(222, 264),
        near_b=1,
        near_hand="grip",
    ).draw(near_item=lambda q: th.mug(q, 8, 14, SUN, 1, 1))


@scene("kees-en-de-fiets")
def kees_fiets(p):
    """Draw Kees, who repairs the bicycle of a girl next door."""
    pl.bricks(p, 0, 0, 480, 346, "#efc79c")
    pl.house_window(p, 300, 70, 140, 130)
    pl.door(p, 60, 76, 120, 272, BLUE)
    pl.pavement(p, 346)
    pl.bush(p, 430, 352, 0.7)
    floor = 416
    child(
        p,
        424,
        floor - 8,
        1.0,
        -1,
        "dark",
        "puffs",
        "black",
        mood="laugh",
        look="happy",
        colour=SUN,
        near=(396, 312),
        far=(392, 300),
        legs=GREEN_D,
        short_sleeves=True,
    ).draw("far legs torso head near")
    tb.bicycle(p, 284, floor, 1.02, 1, TERRA)
    k = who(
        p,
        "kees",
        120,
        326,
        1.24,
        1,
        lean=12,
        tilt=8,
        mood="smile",
        feet=((96, floor), (190, floor)),
        toes=(0, 0),
        far=(236, 342),
        near=(188, 322),
        far_hand="grip",
        near_hand="flat",
        leg=(62, 60),
    )
    k.draw(
        "legs far torso",
        far_item=lambda q: q.line("M-14 -18L14 26M14 26L8 36M14 26L26 28", "#8a949a", 6),
    )
    q = p.at(*k.spot(16, -50), 1.2, 1, 10)
    th.pack(q, 0, -13, 0, 0.85, GREEN_D)
    q.fill("M-13 -8H13V12C13 15 11 16 9 16H-9C-11 16 -13 15 -13 12Z", shade(TERRA, -0.18))
    k.draw("head near")


@scene("ineke-vertelt")
def ineke(p):
    """Draw Ineke, who tells her story to Samira at the kitchen table."""
    pl.room(p)
    pl.window(p, 160, 40, 160, 140)
    th.plant(p, 196, 178, 0.6)
    floor, s = 418, 1.32
    th.chair(p, 96, seat(floor, s), floor, 1)
    th.chair(p, 388, seat(floor, s), floor, -1)
    a = sit(
        p,
        "ineke",
        98,
        floor,
        s,
        1,
        mood="talk",
        far=(216, 226),
        far_hand="open",
        near=(146, 262),
        near_hand="flat",
    )
    b = sit(
        p,
        "samira",
        386,
        floor,
        s,
        -1,
        mood="soft",
        far=(300, 258),
        near=(304, 258),
        near_hand="grip",
        tilt=4,
    )
    a.draw("legs far torso head")
    b.draw("legs far torso head")
    th.table(p, 146, 268, 190, floor)
    a.draw("near")
    th.pack_flat(p, 198, 268, 0.95)
    b.draw("near", near_item=lambda q: th.mug(q, 8, 16, BLUE, 1, 1.05, True))


@scene("jan-en-de-hond")
def jan(p):
    """Draw Jan and his dog on the path in the park."""
    pl.park(p)
    pl.tree(p, 396, 318, 1.5)
    pl.bush(p, 40, 306, 0.9, "#8cc39a")
    floor = 408
    p.line("M236 262C290 290 330 330 352 348", TERRA, 3)
    j = stand(
        p,
        "jan",
        190,
        floor,
        1.24,
        1,
        mood="smile",
        feet=((150, floor), (232, floor)),
        toes=(14, -6),
        near=(146, 268),
        far=(238, 262),
    )
    j.draw(near_item=lambda q: q.line("M-6 0H14M0 2L-14 112", WOOD, 7))
    be.dog(p, 330, 414, 1.0, 1)
