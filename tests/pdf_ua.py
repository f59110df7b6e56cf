"""A check of PDF/UA-1 that reads the file itself: what the Matterhorn Protocol lets a program decide of our cards.

Each problem begins with the number of its failure condition there, for example ``13-004`` for a figure without words.
What only a person can judge (whether the words of a picture fit, whether the order makes sense) is not looked at, and
neither is what our files never hold: forms, films, scripts, notes, formulas and tables; those are refused as they are.
"""

import re
import xml.etree.ElementTree as ET  # noqa: S405  # of files that we made ourselves
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.pdf_files import Pdf, Ref, Stream, steps_of, words_of

STANDARD = frozenset(
    {
        *("Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "Index", "NonStruct"),
        *("Private", "P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "Lbl", "LBody", "Span", "Quote", "Note"),
        *("Reference", "BibEntry", "Code", "Link", "Annot", "Figure"),
    }
)
INSIDE = {"L": {"L", "LI", "Caption"}, "LI": {"Lbl", "LBody"}}
AROUND = {"LI": {"L"}, "LBody": {"LI"}}
PAINTS = frozenset(["Tj", "TJ", "'", '"', "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "Do", "BI"])
SHOWS = frozenset(["Tj", "TJ", "'", '"'])
NAMESPACES = {"pdfuaid": "http://www.aiim.org/pdfua/ns/id/", "dc": "http://purl.org/dc/elements/1.1/"}
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
CODES = re.compile(rb"beginbf(char|range)(.*?)endbf", re.DOTALL)


@dataclass
class Element:
    """One thing of the structure; ``kind`` is a standard one. ``marks`` are (page, number), ``things`` are objects."""

    number: int
    kind: str
    about: Mapping[str, Any]
    kids: list["Element"] = field(default_factory=list)
    marks: list[tuple[int, int]] = field(default_factory=list)
    things: list[int] = field(default_factory=list)

    def all(self) -> Iterator["Element"]:
        """Give this one and all below it, in the order in which they are read."""
        yield self
        for kid in self.kids:
            yield from kid.all()


def problems_of(data: bytes) -> list[str]:
    """Return what keeps a file from being PDF/UA-1; nothing when all is well."""
    return sorted(set(Check(Pdf(data)).problems()))


class Check:
    """One file while it is looked at."""

    def __init__(self, pdf: Pdf) -> None:
        self.pdf, self.found = pdf, list[str]()
        self.fonts: dict[int, Letters] = {}
        self.tree = pdf.get(pdf.root, "StructTreeRoot")
        self.roles = pdf.get(self.tree, "RoleMap") or {}
        self.top = [each for each in map(self.element, listed(pdf.get(self.tree, "K"))) if each]
        self.elements = [each for top in self.top for each in top.all()]
        self.parents = dict(self.numbers(pdf.get(self.tree, "ParentTree")))

    def problems(self) -> list[str]:
        """Look at everything."""
        self.file()
        self.metadata()
        self.structure()
        self.headings()
        self.drawings()
        return self.found

    def need(self, fine: Any, problem: str) -> None:
        """Note a problem unless all is well."""
        if not fine:
            self.found.append(problem)

    def file(self) -> None:
        """Look at what the file says of itself."""
        get, root = self.pdf.get, self.pdf.root
        self.need(get(get(root, "MarkInfo"), "Marked") is True, "06-001 the file is not marked as tagged")
        self.need(get(get(root, "MarkInfo"), "Suspects") is not True, "01-007 the tags are suspect")
        self.need(self.tree and self.top, "01-005 there is no structure")
        self.need(LANGUAGE.fullmatch(words_of(get(root, "Lang"))), "11-006 the file has no language")
        shown = get(get(root, "ViewerPreferences"), "DisplayDocTitle")
        self.need(shown is True, "07-002 the window shows a file name and no title")
        self.need("Encrypt" not in self.pdf.trailer, "26-001 the file is locked")
        for key in ("AcroForm", "AA", "OCProperties"):
            self.need(key not in root, f"20-001 the file holds /{key}, which this check does not know")

    def metadata(self) -> None:
        """Look at the title, and at the promise itself."""
        kept = self.pdf.get(self.pdf.root, "Metadata")
        try:
            told = ET.fromstring(kept.content) if isinstance(kept, Stream) else ET.Element("none")  # noqa: S314
        except ET.ParseError:
            told = ET.Element("broken")
        promised = f"{{{NAMESPACES['pdfuaid']}}}part"
        parts = [each.text for each in told.iter(promised)] + [each.get(promised) for each in told.iter()]
        self.need("1" in parts, "06-002 the file does not say it is PDF/UA-1")
        titles = ["".join(each.itertext()).strip() for each in told.iterfind(".//dc:title", NAMESPACES)]
        self.need(any(titles), "06-003 the file has no title")

    def structure(self) -> None:
        """Look at each thing by itself and at what it stands in."""
        for each in self.elements:
            if each.kind == "Figure":
                told = [words_of(self.pdf.get(each.about, key)).strip() for key in ("Alt", "ActualText")]
                self.need(any(told), "13-004 a figure has no words")
            for kid in each.kids:
                fits = kid.kind in INSIDE.get(each.kind, {kid.kind}) and each.kind in AROUND.get(kid.kind, {each.kind})
                self.need(fits, f"09-004 {kid.kind} stands in {each.kind}")

    def headings(self) -> None:
        """Look whether headings go down one by one."""
        levels = [int(each.kind[1]) for each in self.elements if re.fullmatch(r"H[1-6]", each.kind)]
        self.need(not levels or levels[0] == 1, "14-002 the first heading is no H1")
        for before, after in zip(levels, levels[1:], strict=False):
            self.need(after <= before + 1, f"14-003 from H{before} to H{after}")
        self.need(not (levels and any(each.kind == "H" for each in self.elements)), "14-007 both H and H1")

    def drawings(self) -> None:
        """Look at every page: each sign on it belongs to something, and everything that is read stands on one."""
        drawn: set[tuple[int, int]] = set()
        for number, page in enumerate(self.pdf.pages()):
            reads = Drawing(self, page)
            reads.run()
            drawn |= {(number, mark) for mark in reads.marks}
            self.owners(number, page, reads.marks)
            self.annotations(page)
        told = [mark for each in self.elements for mark in each.marks]
        self.need(set(told) <= drawn, "01-006 something is read that stands on no page")
        self.need(len(told) == len(set(told)), "01-006 something is read twice")

    def owners(self, number: int, page: Mapping[str, Any], marks: list[int]) -> None:
        """Look whether what is drawn and what is read name each other."""
        self.need(len(marks) == len(set(marks)), "01-006 two pieces of a page have one number")
        owners = listed(self.pdf.get(self.parents.get(page.get("StructParents"))))
        told = {mark: each.number for each in self.elements for at, mark in each.marks if at == number}
        for mark in marks:
            owner = owners[mark].number if mark < len(owners) and isinstance(owners[mark], Ref) else None
            self.need(owner is not None and told.get(mark) == owner, "01-005 a piece of a page is read by nobody")

    def annotations(self, page: Mapping[str, Any]) -> None:
        """Look at links: each is said, and stands in the structure."""
        notes = listed(self.pdf.get(page, "Annots"))
        self.need(not notes or page.get("Tabs") == "S", "28-009 the tabs of a page do not follow the structure")
        for note in notes:
            about = self.pdf.get(note)
            self.need(about.get("Subtype") == "Link", "28-002 an annotation that this check does not know")
            self.need(words_of(self.pdf.get(about, "Contents")).strip(), "28-012 a link has no words")
            owner = self.parents.get(about.get("StructParent"))
            holds = [each for each in self.elements if isinstance(note, Ref) and note.number in each.things]
            known = [each for each in holds if each.kind == "Link" and Ref(each.number) == owner]
            self.need(known, "28-011 a link stands outside the structure")

    def element(self, value: Any) -> Element | None:
        """Read one thing of the structure, with all below it."""
        about = self.pdf.get(value)
        if not isinstance(value, Ref) or not isinstance(about, dict) or "S" not in about:
            self.found.append("01-005 the structure holds something that is no element")
            return None
        made = Element(value.number, self.standard(about["S"]), about)
        for kid in listed(self.pdf.get(about, "K")):
            thing = self.pdf.get(kid)
            if isinstance(thing, int):
                made.marks.append((self.page(about.get("Pg")), thing))
            elif thing.get("Type") == "MCR":
                made.marks.append((self.page(thing.get("Pg", about.get("Pg"))), thing["MCID"]))
            elif thing.get("Type") == "OBJR":
                made.things.append(thing["Obj"].number)
            elif below := self.element(kid):
                self.need(thing.get("P") == value, "01-005 something does not know what it stands in")
                made.kids.append(below)
        return made

    def standard(self, kind: str) -> str:
        """Return the standard kind that stands behind a name."""
        seen = set()
        while kind not in STANDARD and kind in self.roles and kind not in seen:
            seen.add(kind)
            kind = self.roles[kind]
        self.need(kind not in seen, f"02-003 the meaning of {kind} goes round")
        self.need(kind in STANDARD, f"02-001 nobody knows what {kind} is")
        return str(kind)

    def page(self, ref: Any) -> int:
        """Return which page a reference names."""
        pages = listed(self.pdf.get(self.pdf.get(self.pdf.root, "Pages"), "Kids"))
        return pages.index(ref) if ref in pages else -1

    def numbers(self, node: Any) -> Iterator[tuple[int, Any]]:
        """Give the pairs of a tree of numbers."""
        node = self.pdf.get(node) or {}
        flat = self.pdf.get(node, "Nums") or []
        yield from zip(flat[::2], flat[1::2], strict=True)
        for kid in self.pdf.get(node, "Kids") or []:
            yield from self.numbers(kid)


class Drawing:
    """One page while what draws it is followed, sign by sign."""

    def __init__(self, check: Check, page: Mapping[str, Any]) -> None:
        self.check, self.pdf, self.page = check, check.pdf, page
        self.inside: list[str] = []
        self.marks: list[int] = []

    def run(self) -> None:
        """Follow a page."""
        self.follow(self.pdf.drawn(self.page), self.pdf.get(self.page, "Resources") or {})
        self.check.need(not self.inside, "01-005 a piece of a page does not end")

    def follow(self, content: bytes, resources: Mapping[str, Any]) -> None:
        """Follow one stream; a drawing inside a drawing belongs to what it stands in."""
        font, need = "", self.check.need
        for operator, given in steps_of(content):
            if operator in ("BDC", "BMC"):
                self.begin(operator, given, resources)
            elif operator == "EMC":
                need(self.inside, "01-005 a piece of a page ends that never began")
                self.inside = self.inside[:-1]
            elif operator == "Tf":
                font = given[0]
            if operator in PAINTS:
                need(
                    {"artifact", "read"} & set(self.inside), "01-005 something is drawn that is neither read nor marked"
                )
            if operator in SHOWS and "artifact" not in self.inside:
                self.show(font, given, resources)
            if operator == "Do":
                self.thing(given[0], resources)

    def begin(self, operator: str, given: list[Any], resources: Mapping[str, Any]) -> None:
        """Enter a marked piece."""
        about = given[1] if operator == "BDC" else {}
        if isinstance(about, str):
            about = self.pdf.get(self.pdf.get(resources, "Properties"), about) or {}
        what = "artifact" if given[0] == "Artifact" else "read" if "MCID" in about else ""
        self.check.need(not (what == "artifact" and "read" in self.inside), "01-003 an ornament stands in what is read")
        self.check.need(not (what == "read" and "artifact" in self.inside), "01-004 what is read stands in an ornament")
        if what == "read":
            self.marks.append(about["MCID"])
        self.inside.append(what)

    def thing(self, name: str, resources: Mapping[str, Any]) -> None:
        """Follow a drawing that is kept apart."""
        kept = self.pdf.get(self.pdf.get(resources, "XObject"), name)
        if self.pdf.get(kept, "Subtype") == "Form":
            self.follow(kept.content, self.pdf.get(kept, "Resources") or resources)

    def show(self, name: str, given: list[Any], resources: Mapping[str, Any]) -> None:
        """Look whether each letter that is shown can be read."""
        font = self.pdf.get(self.pdf.get(resources, "Font"), name)
        if id(font) not in self.check.fonts:  # each object is read once, and stays
            self.check.fonts[id(font)] = Letters(self.check, font)
        letters = self.check.fonts[id(font)]
        for text in listed(given[-1]):
            if isinstance(text, bytes):
                letters.read(text)


class Letters:
    """A font: whether it is in the file, and what its codes mean."""

    def __init__(self, check: Check, font: Any) -> None:
        self.check, get = check, check.pdf.get
        inner = get(listed(get(font, "DescendantFonts"))[0]) if get(font, "Subtype") == "Type0" else font
        about = get(inner, "FontDescriptor")
        there = [key for key in ("FontFile", "FontFile2", "FontFile3") if isinstance(get(about, key), Stream)]
        type_3 = get(font, "Subtype") == "Type3"
        check.need(there or type_3, "31-009 a font is not in the file")
        if get(inner, "Subtype") == "CIDFontType2":
            check.need(get(inner, "CIDToGIDMap") is not None, "31-005 a font does not say which sign is which")
        self.wide = 2 if get(font, "Subtype") == "Type0" else 1
        meaning = get(font, "ToUnicode")
        check.need(isinstance(meaning, Stream), "10-001 a font does not say what its letters mean")
        self.meaning = meaning_of(meaning.content) if isinstance(meaning, Stream) else {}

    def read(self, text: bytes) -> None:
        """Look at each code of a text."""
        for at in range(0, len(text), self.wide):
            said = self.meaning.get(int.from_bytes(text[at : at + self.wide]), "")
            fine = said and not set(said) & {"\0", "\ufeff", "\ufffe"}
            self.check.need(fine, "10-001 a letter means nothing")


def meaning_of(cmap: bytes) -> dict[int, str]:
    """Return what each code of a font means."""
    found: dict[int, str] = {}
    for kind, body in CODES.findall(cmap):
        if kind == b"char":
            for code, said in re.findall(rb"<(\w+)>\s*<(\w*)>", body):
                found[int(code, 16)] = wide(said)
            continue
        for first, last, one, many in re.findall(rb"<(\w+)>\s*<(\w+)>\s*(?:<(\w*)>|\[([^\]]*)\])", body):
            codes = range(int(first, 16), int(last, 16) + 1)
            each = [wide(said) for said in re.findall(rb"<(\w*)>", many)] or [
                wide(one)[:-1] + chr(ord(wide(one)[-1]) + at) for at in range(len(codes))
            ]
            found |= dict(zip(codes, each, strict=False))
    return found


def wide(digits: bytes) -> str:
    """Return the text of hexadecimal UTF-16."""
    return bytes.fromhex(digits.decode()).decode("utf-16-be", "replace")


def listed(value: Any) -> list[Any]:
    """Return a value as a list; nothing is an empty one."""
    return value if isinstance(value, list) else [] if value is None else [value]
