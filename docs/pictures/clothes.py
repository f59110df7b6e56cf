"""What people wear: one method for each kind of top, drawn over the trunk."""

from pen import shade

TORSO = (
    "M-30 6C-35 -28 -37 -62 -30 -78C-25 -90 -12 -95 0 -95C13 -95 25 -90 30 -77C36 -60 33 -26 31 6"
    "C31 10 28 12 24 12H-23C-27 12 -30 10 -30 6Z"
)


class Wide:
    """The body pen, with sideways measure multiplied."""

    def __init__(self, pen, wide):
        a, b, c, d, e, f = pen.m
        self.pen = type(pen)(pen.out, (a * wide, b * wide, c, d, e, f))
        self.pen.k = pen.k

    def __getattr__(self, name):
        return getattr(self.pen, name)


class Clothes:
    """The tops; a Person is made of this. p is the body pen, c the colour."""

    def _top_tee(self, p, c):
        p.line("M-16 -93C-11 -82 13 -82 18 -93", shade(c, -0.14), 4)

    def _top_jumper(self, p, c):
        p.line("M-16 -94C-10 -85 14 -85 18 -94", shade(c, -0.15), 7)
        p.line("M-27 8H27", shade(c, -0.13), 7)

    def _top_hoodie(self, p, c):
        p.fill(
            "M-18 -96C-10 -84 14 -84 20 -96C22 -88 14 -78 4 -77C-8 -77 -18 -86 -18 -96Z",
            shade(c, -0.2),
        )
        p.line("M-3 -77V-62M11 -77V-64", shade(c, 0.55), 2.4)
        p.line("M-16 -8L-10 -30H16L22 -8", shade(c, -0.14), 2.6)

    def _top_cardigan(self, p, c):
        p.fill("M-13 -94C-2 -80 8 -40 9 12H13C16 -40 17 -76 17 -94C8 -88 -4 -88 -13 -94Z", self.inner)
        p.line("M-15 -94C-3 -78 7 -40 8 10M19 -94C17 -70 15 -30 14 10", shade(c, -0.15), 4)
        p.line("M11 -34V-33.9M11 -16V-15.9M11 2V2.1", shade(c, -0.3), 4.6)

    def _top_jacket(self, p, c):
        p.fill("M-13 -94C0 -78 7 -30 3 12H17C20 -30 21 -76 18 -94C8 -86 -4 -86 -13 -94Z", self.inner)
        p.fill(
            "M-19 -94C-12 -96 -10 -95 -8 -93C2 -80 8 -66 9 -54C-4 -62 -15 -78 -19 -94Z",
            shade(c, 0.1),
        )
        p.fill(
            "M17 -94C20 -93 23 -92 25 -90C25 -78 22 -66 17 -58C18 -70 18 -82 17 -94Z",
            shade(c, -0.12),
        )

    def _top_coat(self, p, c):
        p.fill(
            "M-14 -95C-8 -84 12 -84 18 -95L22 -88C16 -74 8 -70 6 -66C-2 -70 -14 -80 -18 -90Z",
            shade(c, -0.18),
        )
        p.line(f"M7 -66C10 -30 10 -6 9 {10 if self.seated else 53}", shade(c, -0.18), 2.6)
        p.line("M2 -52V-51.9M2 -28V-27.9M2 -4V-3.9", shade(c, -0.35), 5.2)

    def _top_puffer(self, p, c):
        p.fill("M-18 -98C-8 -90 12 -90 20 -98L23 -84C12 -76 -8 -76 -21 -84Z", shade(c, -0.15))
        p.line(
            "M-33 -58C-12 -52 14 -52 34 -59M-33 -34C-12 -28 14 -28 34 -35M-32 -11C-12 -5 14 -5 32 -12",
            shade(c, -0.15),
            2.6,
        )
        p.line("M8 -82C11 -50 11 -20 10 10", shade(c, -0.24), 2.6)

    def _top_shirt(self, p, c):
        p.fill("M-14 -94L2 -78L18 -94L22 -88L10 -72L2 -78L-8 -72L-18 -88Z", shade(c, 0.4))
        p.line("M5 -76C8 -40 8 -20 7 10", shade(c, -0.16), 2.2)

    def _top_vest(self, p, c):
        p.fill(
            "M-30 -76C-26 -88 -18 -93 -12 -94C0 -74 6 -30 3 12H-23C-27 12 -30 10 -30 6C-35 -28 -37 -60 -30 -76Z",
            c,
        )
        p.fill(
            "M18 -94C24 -91 28 -84 30 -77C36 -60 33 -26 31 6C31 10 28 12 24 12H17C20 -30 21 -76 18 -94Z",
            c,
        )
        p.fill("M-12 -94C0 -74 6 -30 3 12H17C20 -30 21 -76 18 -94C8 -88 -4 -88 -12 -94Z", self.inner)

    def _top_bodywarmer(self, p, c):
        self._top_vest(p, c)
        p.line("M-33 -46C-20 -42 -8 -42 2 -44M-33 -22C-20 -18 -8 -18 4 -20", shade(c, -0.16), 2.4)

    def _top_apron(self, p, c):
        p.fill(TORSO, self.inner)
        p.fill(
            "M-14 -64H20C24 -40 28 -20 33 16C34 34 34 44 32 58C10 64 -14 64 -34 58"
            "C-35 40 -34 20 -31 0C-22 -20 -16 -40 -14 -64Z",
            c,
        )
        p.line("M-13 -64L-16 -92M19 -64L20 -92", c, 4)
        p.line("M-14 4L16 4L14 22H-12Z", shade(c, -0.18), 2.6)

    def _top_tunic(self, p, c):
        p.fill("M-14 -95L4 -74L18 -95L24 -90L6 -66L-20 -90Z", shade(c, -0.18))
