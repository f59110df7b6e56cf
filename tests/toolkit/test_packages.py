"""The folder of an item is read whole, and everything that is wrong with it is told at once, with its place."""

import pytest

from lms.toolkit.models import PictureText
from lms.toolkit.sync.kind import read
from tests.factories.toolkit_packages import ITEM, SVG, spoiled, write_item

START = ITEM.format(uid="tk-koffie")


def problems(root, level=None):
    _packages, found = read(root)
    return [
        (problem.origin.file.removeprefix("toolkit/"), problem.origin.line, problem.code)
        for problem in found
        if level in (None, problem.level) and problem.code != "words"
    ]


def line_of(words, source=START):
    return next(number for number, line in enumerate(source.split("\n"), start=1) if words in line)


def test_an_item_is_read_with_its_steps_and_what_you_say(tmp_path):
    write_item(tmp_path)

    [package], _problems = read(tmp_path)

    text = package.text
    step = text.working_steps[1]
    assert (package.uid, package.slug, text.minutes, text.group) == ("tk-koffie", "koffie", (30, 45), (4, 12))
    assert (step.title, step.minutes, step.doing.html) == ("Schenk in", 10, "<p>Schenk de kopjes vol.</p>")
    assert (step.saying, step.done_when) == ('"Pak een kopje."', "iedereen een kopje heeft.")
    assert (step.note, text.invitation) == ("Schenk jezelf als laatste in.", '"Kom je ook?"')
    [picture] = text.pictures
    assert (picture.alt, picture.file[8:]) == ("Een kan koffie op tafel.", "-kan.svg")


def test_an_item_without_anything_to_mend_has_only_its_length_against_it(tmp_path):
    write_item(tmp_path)

    _packages, found = read(tmp_path)

    assert [(problem.code, problem.level) for problem in found] == [("words", "warning")]


def test_a_step_of_another_day_needs_no_minutes(tmp_path):
    source = START.replace("## Schenk in (10 minuten)", "## Schenk in (in de week erna)")
    source = source.replace("Praat met elkaar (10 minuten)", "Praat met elkaar (dag 2, 20 minuten)")
    write_item(tmp_path, words=source)

    [package], _problems = read(tmp_path)

    steps = [(step.when, step.minutes) for step in package.text.working_steps]
    assert steps == [("", 10), ("in de week erna", None), ("dag 2", 20)]
    assert problems(tmp_path) == []


def test_brackets_of_a_title_stay_in_the_title(tmp_path):
    source = START.replace("## Schenk in (10 minuten)", "## Schenk in (of niet) (10 minuten)")
    write_item(tmp_path, words=source)

    [package], _problems = read(tmp_path)

    assert package.text.working_steps[1].title == "Schenk in (of niet)"


@pytest.mark.parametrize("key", ["uid", "kind", "title", "summary", "minutes", "group", "source", "licence", "reason"])
def test_what_must_be_there_is_missed(tmp_path, key):
    write_item(tmp_path, **{key: ""})

    assert ("koffie/item.md", 1, f"missing-{key}") in problems(tmp_path, "error")


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("uid", "TK Koffie", "uid-form"),
        ("kind", "werkvrom", "word-unknown"),
        ("title", "x" * 121, "too-long"),
        ("summary", "x" * 201, "too-long"),
        ("minutes", "een half uur", "number"),
        ("minutes", "45-30", "number"),
        ("minutes", "45", "minutes"),
        ("minutes", "20-29", "minutes"),
        ("group", "0", "number"),
        ("steps", "[]", "missing-steps"),
        ("steps", "[Stap Een]", "word-unknown"),
        ("status", "klaar", "word-unknown"),
        ("status", "withdrawn", "missing-withdrawn"),
        ("review", "volgend jaar", "date"),
        ("follows", "[nergens]", "relation"),
        ("combines", "[koffie]", "relation"),
    ],
)
def test_a_wrong_value_is_told_on_its_line(tmp_path, key, value, code):
    write_item(tmp_path, **{key: value})

    assert ("koffie/item.md", line_of(f"{key}: "), code) in problems(tmp_path, "error")


@pytest.mark.parametrize(
    ("words", "instead", "code"),
    [
        ("reason: Eerste uitgave.", "reden: Eerste uitgave.", "key-unknown"),
        ("reason: Eerste uitgave.", "reason: Eerste uitgave.\nreason: Tweede.", "key-twice"),
        ("reason: Eerste uitgave.", "reason: Eerste uitgave.\nwithdrawn: Klopt niet meer.", "withdrawn"),
        ("combines: []", "combines: [nergens, nergens]\nreplaced_by: nergens", "relation"),
        ("# Valkuilen", "# Valkuil", "heading-unknown"),
        ("# Valkuilen", "# Doel", "heading-twice"),
        ("# Valkuilen", "# Valkuilen\n\n## Een stap", "heading-level"),
        ("# Doel", "Zomaar tekst.\n\n# Doel", "text-astray"),
        ("## Schenk in (10 minuten)", "## Schenk in", "step-minutes"),
        ("## Schenk in (10 minuten)", "## (10 minuten)", "step-title"),
        ("/// picture | media/kan.svg", "/// picture | media/pot.svg", "picture-file"),
        ("    alt: Een kan koffie op tafel.", "    alt:", "missing-alt"),
        ("/// picture | media/kan.svg", "/// quote | media/kan.svg", "block-unknown"),
        ("Schenk de kopjes vol.", "/// fact\nKoffie is warm.\n///", "block-unknown"),
        ('Zeg: "Pak een kopje."', "Zeg:", "label-empty"),
        ("    alt: Een kan koffie op tafel.\n///", "    alt: Een kan.\n///\n\nEn nu de stappen.", "step-heading"),
        ("- **Geen suiker.** Haal suiker bij de buren.\n- **Geen thee.** Zet een pot thee.\n", "", "missing-pitfalls"),
    ],
)
def test_a_wrong_form_is_an_error(tmp_path, words, instead, code):
    assert words in START
    write_item(tmp_path, words=START.replace(words, instead))

    assert code in [found for _file, _line, found in problems(tmp_path, "error")]


@pytest.mark.parametrize(
    ("words", "instead", "code"),
    [
        ('Zeg: "Pak een kopje."\n\n', "", "missing-saying"),
        ("Klaar als: de kan vol is.\n\n", "", "missing-done-when"),
        ("- **Geen thee.** Zet een pot thee.\n", "", "pitfalls"),
        ("follows: []\ncombines: []", "follows: [thee]\ncombines: [thee]", "relation-twice"),
        ("Vul de kan met water.", "Vul de kan gewoon met water.", "word-never"),
        ("Vul de kan met water.", "Vul de kan " + "met water en koffie " * 5 + ".", "sentence-long"),
        ("Vul de kan met water.", "Vul de <b>kan</b> met water.", "html"),
        ("Je leert elkaar kennen bij de koffie.", "Communicatievaardigheidsverbetering. " * 60, "readability"),
    ],
)
def test_what_is_hard_to_read_or_to_lead_is_a_warning(tmp_path, words, instead, code):
    assert words in START
    write_item(tmp_path, words=START.replace(words, instead))
    write_item(tmp_path, "thee")

    assert code in [found for _file, _line, found in problems(tmp_path, "warning")]
    assert problems(tmp_path, "error") == []


def test_a_method_is_350_to_700_words(tmp_path):
    write_item(tmp_path, words=START.replace("Vul de kan met water.", "Vul de kan. " * 120))

    _packages, found = read(tmp_path)

    assert found == []


def test_all_problems_are_told_at_once_with_file_and_line(tmp_path):
    write_item(tmp_path, "a", kind="x", minutes="x")
    write_item(tmp_path, "b", follows="[nergens]")
    (tmp_path / "toolkit" / "c").mkdir()

    assert problems(tmp_path, "error") == [
        ("a/item.md", line_of("kind: "), "word-unknown"),
        ("a/item.md", line_of("minutes: "), "number"),
        ("b/item.md", line_of("follows: "), "relation"),
        ("c/item.md", 1, "missing-file"),
    ]


def test_two_items_of_one_uid_are_told(tmp_path):
    write_item(tmp_path, "a")
    write_item(tmp_path, "b", uid="tk-a")

    assert problems(tmp_path, "error") == [("b/item.md", line_of("uid: "), "uid-twice")]


@pytest.mark.parametrize("slug", ["Koffie", "met spatie", "bewaard"])
def test_the_name_of_a_folder_is_an_address(tmp_path, slug):
    write_item(tmp_path, slug, uid="tk-a")

    assert (f"{slug}/item.md", 1, "slug") in problems(tmp_path, "error")


def test_a_picture_is_judged_as_those_of_modules_are(tmp_path):
    media = write_item(tmp_path).parent / "media"
    (media / "kan.svg").write_text(SVG.replace("</svg>", "<script>alert(1)</script></svg>"))
    (media / "pot.svg").write_text(SVG)

    assert problems(tmp_path) == [("koffie/media/kan.svg", 1, "svg"), ("koffie/media/pot.svg", 1, "media-unused")]


def test_what_does_not_belong_in_the_folder_is_told(tmp_path):
    write_item(tmp_path).with_name("lees-mij.txt").write_text("hoi")

    assert problems(tmp_path) == [("koffie/lees-mij.txt", 1, "stray")]


def test_a_file_that_is_far_too_long_is_not_read(tmp_path):
    write_item(tmp_path, words=START + "a\n" * 4_000)

    assert problems(tmp_path) == [("koffie/item.md", 1, "too-long")]


def test_a_text_that_costs_too_much_is_refused_with_its_place(tmp_path):
    write_item(tmp_path, words=START.replace("Vul de kan met water.", "[" * 3_000))

    assert ("koffie/item.md", line_of("Vul de kan"), "markdown") in problems(tmp_path, "error")


def test_a_line_with_a_backslash_is_text_whatever_it_looks_like(tmp_path):
    write_item(tmp_path, words=START.replace("Vul de kan met water.", "\\# Geen kop\n\n\\Zeg: niets."))

    [package], _problems = read(tmp_path)

    assert package.text.working_steps[0].doing.markdown == "# Geen kop\n\nZeg: niets."


def test_lines_of_another_system_read_the_same(tmp_path):
    write_item(tmp_path, "a", uid="tk-a")
    file = write_item(tmp_path, "b", uid="tk-a")
    file.write_bytes(spoiled(START, uid="tk-a").replace("\n", "\r\n").encode())

    one, other = read(tmp_path)[0]

    assert one.text == other.text


def test_one_content_under_two_names_is_two_pictures(tmp_path):
    source = START.replace("///\n\n##", "///\n\n/// picture | media/pot.svg\n    alt: Een pot.\n///\n\n##", 1)
    (write_item(tmp_path, words=source).parent / "media" / "pot.svg").write_text(SVG)

    [package], _problems = read(tmp_path)

    mark = package.text.pictures[0].file[:8]
    assert package.text.pictures[1] == PictureText(f"{mark}-pot.svg", "Een pot.")
