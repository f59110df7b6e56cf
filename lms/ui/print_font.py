"""The letter of the site as files for paper: a PDF takes TTF, where a browser takes WOFF2."""

from pathlib import Path

FAMILY = "Atkinson Hyperlegible Next"
FOLDER = Path(__file__).parent / "fonts"
