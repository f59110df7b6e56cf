"""The pen: every shape goes through one affine map and comes out as baked, rounded coordinates."""

import math
import re

TOKEN = re.compile(r"[MLHVCQSZ]|-?\d*\.?\d+")
PAIRS = {"M": 1, "L": 1, "C": 3, "Q": 2, "S": 2}


def num(value, digits=1):
    """Round and drop what a browser does not need."""
    text = f"{value:.{digits}f}"
    if digits:
        text = text.rstrip("0").rstrip(".")
    if text in ("-0", ""):
        return "0"
    return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text


def size(value):
    """Write a width or a place; whole when it is big."""
    return num(value, 0 if abs(value) > 9 else 1)


def pack(values):
    """Put numbers after each other, with a space only where it is needed."""
    text = before = ""
    for value in values:
        part = num(value)
        if text and not part.startswith("-") and not (part[0] == "." and "." in before):
            text += " "
        text += part
        before = part
    return text


def shade(colour, amount):
    """Make a colour darker (below zero) or lighter, from -1 to 1."""
    goal = 255 if amount > 0 else 0
    parts = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(p + (goal - p) * abs(amount)):02x}" for p in parts)


def oval(cx, cy, rx, ry):
    """Write an ellipse as a path, so that it can be turned and mirrored."""
    k = 0.5523
    return (
        f"M{cx - rx} {cy}C{cx - rx} {cy - ry * k} {cx - rx * k} {cy - ry} {cx} {cy - ry}"
        f"C{cx + rx * k} {cy - ry} {cx + rx} {cy - ry * k} {cx + rx} {cy}"
        f"C{cx + rx} {cy + ry * k} {cx + rx * k} {cy + ry} {cx} {cy + ry}"
        f"C{cx - rx * k} {cy + ry} {cx - rx} {cy + ry * k} {cx - rx} {cy}Z"
    )


def joint(start, end, upper, lower, bend):
    """Find the elbow or knee of a limb of two bones from start to end."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    dist = max(1e-6, math.hypot(dx, dy))
    reach = (upper + lower) * 0.995
    if dist > reach:
        grow = dist / reach
        upper, lower = upper * grow, lower * grow
    along = (upper**2 - lower**2 + dist**2) / (2 * dist)
    off = math.sqrt(max(0, upper**2 - along**2)) * bend
    return (
        start[0] + dx / dist * along - dy / dist * off,
        start[1] + dy / dist * along + dx / dist * off,
    )


class Pen:
    """Collects shapes. `at` gives a pen on the same sheet with a further map."""

    def __init__(self, out=None, matrix=(1, 0, 0, 1, 0, 0)):
        self.out = [] if out is None else out
        self.m = matrix
        self.k = math.sqrt(abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]))

    def at(self, x=0, y=0, scale=1, flip=1, turn=0):
        """Move to x, y; turn (degrees); scale; mirror when flip is -1."""
        cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
        a, b, c, d = cos * scale * flip, sin * scale * flip, -sin * scale, cos * scale
        ma, mb, mc, md, me, mf = self.m
        return Pen(
            self.out,
            (
                ma * a + mc * b,
                mb * a + md * b,
                ma * c + mc * d,
                mb * c + md * d,
                ma * x + mc * y + me,
                mb * x + md * y + mf,
            ),
        )

    def point(self, x, y):
        """Map a point."""
        a, b, c, d, e, f = self.m
        return (a * x + c * y + e, b * x + d * y + f)

    def walk(self, d):
        """Give path text (absolute M L H V C Q S Z) as letter and mapped points."""
        tokens, i, last, pos = TOKEN.findall(d), 0, "M", (0, 0)
        while i < len(tokens):
            if tokens[i].isalpha():
                last = tokens[i]
                i += 1
                if last == "Z":
                    yield "Z", []
                    continue
            if last in "HV":
                value = float(tokens[i])
                pos = (value, pos[1]) if last == "H" else (pos[0], value)
                yield "L", [self.point(*pos)]
                i += 1
                continue
            count = PAIRS[last]
            nums = [float(t) for t in tokens[i : i + 2 * count]]
            points = list(zip(nums[::2], nums[1::2], strict=True))
            pos, i = points[-1], i + 2 * count
            yield last, [self.point(*p) for p in points]
            last = "L" if last == "M" else last

    def bake(self, d):
        """Write the path as short relative text; small shapes keep one decimal."""
        steps = list(self.walk(d))
        every = [p for _, points in steps for p in points]
        span = max(max(p[a] for p in every) - min(p[a] for p in every) for a in (0, 1))
        digits = 1 if span < 34 else 0
        out, here, begin, shown = [], (0.0, 0.0), (0.0, 0.0), ""
        for name, points in steps:
            if name == "Z":
                out.append("z")
                here, shown = begin, "z"
                continue
            real = [tuple(round(v, digits) for v in p) for p in points]
            if name == "M":
                out.append("M" + pack(real[0]))
                begin, shown = real[0], "m"
            else:
                flat = [round(v - h, 1) for p in real for v, h in zip(p, here, strict=True)]
                if name == "L" and 0 in flat:
                    name = "V" if flat[0] == 0 else "H"
                    flat = flat[1:] if flat[0] == 0 else flat[:1]
                text = pack(flat)
                if name.lower() == shown:
                    out.append(text if text[0] == "-" else " " + text)
                else:
                    out.append(name.lower() + text)
                shown = name.lower()
            here = real[-1]
        return "".join(out)

    def fill(self, d, colour, opacity=None):
        """Fill a path."""
        extra = f' opacity="{num(opacity, 2)}"' if opacity else ""
        self.out.append(f'<path d="{self.bake(d)}" fill="{short(colour)}"{extra}/>')

    def line(self, d, colour, width=3, opacity=None):
        """Stroke a path."""
        extra = f' opacity="{num(opacity, 2)}"' if opacity else ""
        rest = f' stroke="{short(colour)}" stroke-width="{size(width * self.k)}"{extra}/>'
        body = self.bake(d)
        if self.out and self.out[-1].endswith('"' + rest) and not opacity:
            self.out[-1] = self.out[-1][: -len(rest) - 1] + body + '"' + rest
        else:
            self.out.append(f'<path d="{body}"{rest}')

    def dot(self, x, y, r, colour, opacity=None):
        """Draw a circle."""
        extra = f' opacity="{num(opacity, 2)}"' if opacity else ""
        cx, cy = self.point(x, y)
        radius = num(r * self.k)
        self.out.append(f'<circle cx="{num(cx)}" cy="{num(cy)}" r="{radius}" fill="{short(colour)}"{extra}/>')

    def oval(self, cx, cy, rx, ry, colour, opacity=None):
        """Draw an ellipse."""
        if abs(self.m[1]) > 0.01 or abs(self.m[2]) > 0.01:
            self.fill(oval(cx, cy, rx, ry), colour, opacity)
            return
        extra = f' opacity="{num(opacity, 2)}"' if opacity else ""
        x, y = self.point(cx, cy)
        sizes = f'rx="{num(abs(rx * self.m[0]))}" ry="{num(abs(ry * self.m[3]))}"'
        self.out.append(f'<ellipse cx="{num(x)}" cy="{num(y)}" {sizes} fill="{short(colour)}"{extra}/>')

    def box(self, x, y, w, h, colour, r=0, opacity=None):
        """Draw an upright rectangle; only on pens that are not turned."""
        (x1, y1), (x2, y2) = self.point(x, y), self.point(x + w, y + h)
        left, top = min(x1, x2), min(y1, y2)
        pos = (f' x="{size(left)}"' if abs(left) > 0.04 else "") + (f' y="{size(top)}"' if abs(top) > 0.04 else "")
        extra = (f' rx="{size(r * self.k)}"' if r else "") + (f' opacity="{num(opacity, 2)}"' if opacity else "")
        self.out.append(
            f'<rect{pos} width="{size(abs(x2 - x1))}" height="{size(abs(y2 - y1))}" fill="{short(colour)}"{extra}/>'
        )

    def svg(self):
        """Give the whole picture."""
        return (
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 440">'
            '<g fill="none" stroke-linecap="round" stroke-linejoin="round">' + "".join(self.out) + "</g></svg>\n"
        )


def short(colour):
    """Shorten #ffffff to #fff."""
    if len(colour) == 7 and all(colour[i] == colour[i + 1] for i in (1, 3, 5)):
        return "#" + colour[1] + colour[3] + colour[5]
    return colour
