"""Draw every picture of module G1 and write it as small SVG.

Use: python docs/pictures/draw.py [name …]      (without names: all)
"""

import importlib
import pathlib
import sys

from pen import Pen
from stage import SCENES

HERE = pathlib.Path(__file__).resolve().parent
MEDIA = HERE.parents[1] / "modules" / "wat-doet-roken" / "media"
LIMIT = 9 * 1024


def main(names):
    """Draw the named scenes, or all; end with an error when one is too heavy."""
    for path in sorted(HERE.glob("scenes_*.py")):
        importlib.import_module(path.stem)
    MEDIA.mkdir(parents=True, exist_ok=True)
    heavy = []
    for name in names or SCENES:
        pen = Pen()
        SCENES[name](pen)
        text = pen.svg()
        (MEDIA / f"{name}.svg").write_text(text, encoding="utf-8")
        size = len(text.encode())
        print(f"{size:6} {name}")
        if size > LIMIT:
            heavy.append(name)
    if heavy:
        sys.exit("too heavy: " + ", ".join(heavy))


if __name__ == "__main__":
    main(sys.argv[1:])
