"""People: one rig for standing, walking, sitting. Hands and feet are given in picture points."""

import math

import heads
from clothes import TORSO, Clothes, Wide
from colours import BROWN, HAIR, PAPER, SKIN
from pen import joint, shade


class Person(Clothes):
    """x, y: the middle of the hips. f: 1 looks right, -1 looks left. s: size. Grown-ups: s = 1.

    near and far are the hands; near_b and far_b choose the side to which the elbow bends.
    """

    def __init__(self, pen, x, y, s=1.0, f=1, skin="light", hair="short", hc="brown", **kw):
        self.pen, self.x, self.y, self.s, self.f = pen, x, y, s, f
        self.skin = SKIN.get(skin, skin)
        self.hair, self.hc = hair, HAIR.get(hc, hc)
        self.mood, self.look, self.brow = (
            kw.get("mood", "smile"),
            kw.get("look", "open"),
            kw.get("brow", ""),
        )
        self.top, self.colour = kw.get("top", "tee"), kw.get("colour", "#2f7d6b")
        self.inner, self.legs = kw.get("inner", PAPER), kw.get("legs", "#1f5f79")
        self.shoes, self.lean, self.tilt = (
            kw.get("shoes", BROWN),
            kw.get("lean", 0),
            kw.get("tilt", 0),
        )
        self.face = kw.get("face", 1)
        self.wide, self.big = kw.get("wide", 1.0), kw.get("big", 1.0)
        self.near, self.far = kw.get("near"), kw.get("far")
        self.near_b, self.far_b = kw.get("near_b", 1), kw.get("far_b", 1)
        self.near_hand, self.far_hand = kw.get("near_hand", "fist"), kw.get("far_hand", "fist")
        self.short, self.bare = kw.get("short_sleeves", False), kw.get("bare", False)
        self.skirt, self.extra = kw.get("skirt"), kw.get("extra", {})
        self.seated = kw.get("seated", False)
        self.leg, self.feet = kw.get("leg", (62, 57)), kw.get("feet")
        self.toes, self.thick = kw.get("toes", (0, 0)), kw.get("thick", 31)
        self.body = pen.at(x, y, s, f, self.lean * f)
        self.wrist = {}

    # -- helpers -------------------------------------------------------
    def spot(self, x, y):
        """Give a point of the body (own measure) as a picture point."""
        turn = math.radians(self.lean * self.f)
        px, py = x * self.s * self.f, y * self.s
        return (
            self.x + px * math.cos(turn) - py * math.sin(turn),
            self.y + px * math.sin(turn) + py * math.cos(turn),
        )

    def limb(self, start, end, upper, lower, bend):
        """Find the joint of an arm or leg."""
        mid = joint(start, end, upper * self.s, lower * self.s, bend * self.f)
        return mid, end

    # -- legs ----------------------------------------------------------
    def one_leg(self, hip, foot, colour, toe, shoe):
        """Draw one leg with its shoe."""
        ankle = (foot[0], foot[1] - 10 * self.s)
        knee, _ = self.limb(hip, ankle, *self.leg, -1)
        p, w = self.pen, self.thick * self.s
        if self.bare:
            p.line(self.way(hip, knee, ankle), self.skin, w * 0.66)
            mid = tuple(k + (a - k) * 0.12 for k, a in zip(knee, ankle, strict=True))
            p.line(self.way(hip, knee, mid), colour, w)
        else:
            p.line(self.way(hip, knee, (ankle[0], ankle[1] - 6 * self.s)), colour, w)
        q = p.at(foot[0], foot[1], self.s, self.f, toe * self.f)
        q.fill(
            "M-13 -16C-6 -13 4 -14 9 -16C13 -9 27 -9 28 -2C28 0 27 1 25 1H-11C-14 1 -15 -1 -15 -4Z",
            shoe,
        )
        q.line("M-12 0H26", shade(shoe, -0.3), 3.4)

    def way(self, a, b, c):
        """Write a limb with a soft knee or elbow."""
        t = 0.3
        b1 = tuple(q + (p - q) * t for p, q in zip(a, b, strict=True))
        b2 = tuple(q + (p - q) * t for p, q in zip(c, b, strict=True))
        return f"M{a[0]} {a[1]}L{b1[0]} {b1[1]}Q{b[0]} {b[1]} {b2[0]} {b2[1]}L{c[0]} {c[1]}"

    def draw_legs(self):
        """Draw both legs and perhaps a skirt."""
        s, f = self.s, self.f
        ground = self.y + 129 * s
        feet = self.feet or ((self.x - 13 * f * s, ground), (self.x + 13 * f * s, ground))
        dark = shade(self.legs, -0.14)
        self.one_leg(self.spot(11, 2), feet[1], dark, self.toes[1], shade(self.shoes, -0.14))
        self.one_leg(self.spot(-12, 2), feet[0], self.legs, self.toes[0], self.shoes)
        if self.skirt:
            colour, length, flare = self.skirt
            self.body.fill(
                f"M-30 -20C-33 10 {-32 - flare} {length - 14} {-32 - flare} {length}"
                f"C-12 {length + 8} 12 {length + 8}"
                f" {34 + flare} {length - 2}C{34 + flare} {length - 14} 34 10 31 -20Z",
                colour,
            )

    # -- arms ----------------------------------------------------------
    def arm(self, which, item=None):
        """Draw one arm with its hand and what it holds."""
        near = which == "near"
        shoulder = self.spot(-22 * self.wide, -77) if near else self.spot(23 * self.wide, -76)
        rest = self.spot(-35 * self.wide, 15) if near else self.spot(33 * self.wide, 13)
        goal = (self.near if near else self.far) or rest
        bend = self.near_b if near else self.far_b
        kind = self.near_hand if near else self.far_hand
        elbow, end = self.limb(shoulder, goal, 50, 47, bend)
        p, s = self.pen, self.s
        sleeve = self.sleeve(near)
        length = math.hypot(end[0] - elbow[0], end[1] - elbow[1]) or 1
        ux, uy = (end[0] - elbow[0]) / length, (end[1] - elbow[1]) / length
        cuff = (end[0] - ux * 12 * s, end[1] - uy * 12 * s)
        width = 25 * s * (0.5 + self.wide / 2)
        hand = p.at(end[0], end[1], s, 1, math.degrees(math.atan2(uy, ux)))
        if self.f < 0:
            hand = p.at(end[0], end[1], s, -1, 180 + math.degrees(math.atan2(uy, ux)))
        if item and kind != "cover":
            item(p.at(end[0], end[1], s, self.f))
        p.line(f"M{cuff[0]} {cuff[1]}L{end[0]} {end[1]}", self.skin, 14 * s)
        self.hand(hand, kind)
        if self.short:
            p.line(self.way(shoulder, elbow, end), self.skin, 16 * s)
            part = tuple(a + (b - a) * 0.62 for a, b in zip(shoulder, elbow, strict=True))
            p.line(f"M{shoulder[0]} {shoulder[1]}L{part[0]} {part[1]}", sleeve, width)
        else:
            p.line(self.way(shoulder, elbow, cuff), sleeve, width)
            if self.top in ("hoodie", "jumper", "cardigan", "jacket", "coat"):
                dark = shade(sleeve, -0.13)
                side = (-uy * width * 0.4, ux * width * 0.4)
                a = (cuff[0] + ux * 5 * s, cuff[1] + uy * 5 * s)
                p.line(
                    f"M{a[0] + side[0]} {a[1] + side[1]}L{a[0] - side[0]} {a[1] - side[1]}",
                    dark,
                    5 * s,
                )

    def sleeve(self, near):
        """Choose the colour of a sleeve."""
        colour = self.inner if self.top in ("vest", "bodywarmer", "apron") else self.colour
        return shade(colour, 0.09) if near else shade(colour, -0.16)

    def hand(self, q, kind):
        """Draw a hand; the pen lies along the arm."""
        skin, line = self.skin, shade(self.skin, -0.16)
        if kind in ("fist", "cover"):
            q.dot(4, 0, 9.4, skin)
            q.line("M1 -6L9 -8", skin, 6)
        elif kind == "grip":
            q.dot(4, 0, 9.6, skin)
            q.line("M8 -3.4L13 -3.6M8.4 1.6L13.4 1.6", line, 1.6)
        elif kind == "flat":
            q.line("M0 0L13 0", skin, 13)
            q.line("M0 -5L8 -9", skin, 5.4)
        elif kind == "open":
            q.dot(4, 0, 9, skin)
            q.line("M8 -5L19 -8M9 -1.6L22 -2.4M9 2L21 3.4M8 5L17 8.4", skin, 5)
            q.line("M1 -6L8 -14", skin, 5.4)
        elif kind == "point":
            q.dot(4, 0, 9.3, skin)
            q.line("M8 -4L22 -5", skin, 5.4)
        elif kind == "cig":
            q.dot(4, 0, 9.3, skin)
            q.line("M8 -4L18 -6M8 1L18 -1", skin, 5)

    # -- trunk ---------------------------------------------------------
    def draw_torso(self):
        """Draw trunk, neck and clothes."""
        p, c = self.body.at(0, 0), self.colour
        p = Wide(self.body, self.wide)
        if self.top == "hoodie":
            p.fill("M-30 -74C-38 -104 -16 -112 0 -110C18 -110 34 -100 28 -78Z", shade(c, -0.2))
        base = self.inner if self.top == "bodywarmer" else c
        p.fill(TORSO, base)
        if self.top == "coat" and not self.seated:
            p.fill("M-31 -20C-34 10 -36 34 -37 52C-12 58 12 58 38 50C36 26 34 6 32 -20Z", c)
        neck = shade(self.skin, -0.12)
        if "scarf" not in self.extra:
            p.fill("M-13 -112H14V-93C14 -84 -12 -84 -13 -93Z", neck)
        getattr(self, "_top_" + self.top, self._top_tee)(p, c)

    def drape(self):
        """Draw the headscarf where it falls over the shoulders."""
        colour = self.extra["scarf"]
        p = Wide(self.body, self.wide)
        p.fill(
            "M-20 -118C-34 -96 -34 -78 -28 -70C-10 -58 16 -58 29 -72C34 -84 30 -100 22 -116Z",
            colour,
        )
        p.line("M-18 -86C-4 -70 12 -72 22 -84M-10 -100C0 -90 12 -90 20 -98", shade(colour, -0.14), 2.6)

    def draw_head(self):
        """Place the head on the neck."""
        x, y = self.spot(3, -133 - (self.big - 1) * 30)
        way = self.f * self.face
        turn = self.lean * 0.4 * self.f + self.tilt * way
        p = self.pen.at(x, y, self.s * self.big, way, turn)
        heads.head(p, self.skin, self.hair, self.hc, self.mood, self.look, self.brow, self.extra)

    def draw(self, order="far legs torso head near", near_item=None, far_item=None):
        """Draw the parts in the given order."""
        for part in order.split():
            if part == "far":
                self.arm("far", far_item)
            elif part == "near":
                self.arm("near", near_item)
            elif part == "legs":
                self.draw_legs()
            elif part == "torso":
                self.draw_torso()
                if "scarf" in self.extra:
                    self.drape()
            elif part == "head":
                self.draw_head()
        return self
