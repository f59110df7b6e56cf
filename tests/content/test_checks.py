"""Each mistake is found, with its file, its line and nothing else beside it."""

from datetime import date
from pathlib import Path

import pytest

from lms.content.check.packages import check_packages, read_and_check
from lms.content.check.shape import SMALLEST_BANK
from lms.content.read.desk import Desk
from lms.content.read.folders import read_packages
from tests.factories.content import FILES, SHORT, a_content_root

SHIPPED = Path(__file__).parents[2] / "modules"
LONG = "Dit is een zin die maar door blijft gaan en nooit wil stoppen omdat wij hem zo graag te lang wilden maken."
HARD = "Multidisciplinaire implementatietrajecten faciliteren organisatieoverstijgende samenwerkingsverbanden."
THIRD = '- "Genoeg." -> einde\n    - Dan: Ze stopt.\n    - Contact: Je bent duidelijk.\n'
LAST = "/// question | true-false\n    uid: m-toets-20"
MISTAKES = {
    # code: (file, what stands there, what the mistake makes of it, a piece of the line that is reported)
    "missing-uid": ("coffee", "    uid: m-1-1-f1\n", "", "/// fact"),
    "position": ("module", "minutes = 9", "minutes = 9\nposition = 0", "position"),
    "uid-twice": ("tea", "uid: m-2-1-s1\n", "uid: m-1-1-q1\n", "//// scenario"),
    "uid-form": ("coffee", "uid: m-1-1-q1", "uid: M 1", "/// question"),
    "block-unknown": ("coffee", "/// fact", "/// fakt", "/// fakt"),
    "block-inside": ("tea", "Oma kijkt je aan.", "/// quote | Oma\nDag.\n///", "Oma"),
    "option-unknown": ("coffee", "    uid: m-1-1-q1\n", "    uid: m-1-1-q1\n    kleur: rood\n", "kleur"),
    "option-gap": ("coffee", "2099-01-01\n\n", "2099-01-01\n", "Koffie is warm"),
    "missing-check-before": ("coffee", "    check_before: 2099-01-01\n", "", "/// fact"),
    "missing-source": ("coffee", "    source: boek\n", "", "/// fact"),
    "source-unknown": ("coffee", "source: boek", "source: boeck", "boeck"),
    "date": ("coffee", "2099-01-01", "1 januari", "1 januari"),
    "missing-alt": ("coffee", "    alt: Ron drinkt koffie.\n\n", "", "/// picture"),
    "picture-file": ("coffee", "media/koffie.svg", "media/thee.svg", "thee.svg"),
    "block-empty": ("coffee", "Koffie is warm.\n", "", "/// fact"),
    "link": ("coffee", "Hij gaat", "[Hij](/modules/koffie) gaat", "Hij]"),
    "html": ("coffee", "Hij gaat", "<b>Hij</b> gaat", "Ron schenkt"),
    "heading": ("coffee", "Ron schenkt", "# Ron schenkt", "Ron schenkt"),
    "fence-open": ("tea", "Wat zou jij zeggen?\n///\n", "Wat zou jij zeggen?\n", "/// ending"),
    "fence-close": ("tea", "Oma zet thee.", "Oma zet thee.\n///", "///"),
    "fence-unclear": ("tea", "Oma zet thee.", "///Oma zet thee.", "///Oma"),
    "argument": ("coffee", "/// fact", "/// fact | koffie", "/// fact"),
    "question-style": ("coffee", "/// question | one", "/// question | ene", "/// question"),
    "question-prompt": ("coffee", "Wat vraag je hem?\n", "", "/// question"),
    "answer-right": ("coffee", "[x]", "[ ]", "/// question"),
    "answer-count": ("coffee", '- [ ] "Is hij op?" — Dat zie je zelf.\n', "", "/// question"),
    "answer-explanation": ("coffee", "— Dat is lief.", "—", "Nog een kop"),
    "answer-dashes": ("coffee", "— Dat is lief.", "— Dat — is lief.", "Nog een kop"),
    "answer-twice": ("coffee", '"Is hij op?"', '"nog een kop?"', "Dat zie je zelf"),
    "answer-form": ("coffee", '- [ ] "Is hij op?"', '- "Is hij op?"', "Is hij op"),
    "turn-unknown": ("tea", "-> einde", "-> 3", "-> 3"),
    "turn-unreachable": ("tea", "/// ending", "/// turn | 3\n\nStil.\n\n{choices}///\n\n/// ending", "/// turn | 3"),
    "turn-twice": ("tea", "/// ending", "/// turn | 2\n\nStil.\n\n{choices}///\n\n/// ending", "/// turn | 2"),
    "choice-count": ("tea", THIRD, "", "turn | 2"),
    "choice-feedback": ("tea", "    - Contact: Je dankt haar.\n", "", "Dank je."),
    "choice-form": ("tea", '- "Genoeg." -> einde', '- "Genoeg." einde', "Genoeg"),
    "scenario-circle": ("tea", '"Dank je." -> einde', '"Dank je." -> 1', "//// scenario"),
    "scenario-length": ("tea", '"Lekker." -> 2', '"Lekker." -> einde', "//// scenario"),
    "scenario-ending": ("tea", "/// ending\n    uid: m-2-1-s1-r\n\nWat zou jij zeggen?\n///\n", "", "//// scenario"),
    "part-long": ("coffee", "Hij gaat zitten.", "Hij gaat zitten. " * 50, "---"),
    "easy-long": ("coffee", "De koffie is warm.", "De koffie is warm. " * 12, "//// easy"),
    "easy-last": ("coffee", "///\n////\n", "///\n////\n\nNog iets.\n", "//// easy"),
    "easy-whole": ("coffee", "/// picture | media/koffie.svg\n    alt: Ron drinkt koffie.\n\n///\n", "", "//// easy"),
    "sentence-long": ("coffee", "Hij gaat zitten.", f"Hij gaat zitten.\n\n{LONG}", "Dit is een zin"),
    "readability": ("tea", "Oma zet thee.", f"{HARD} " * 9, "---"),
    "word-never": ("coffee", "Hij gaat zitten.", "Hij gaat gewoon zitten.", "gewoon"),
    "front-matter": ("tea", "title: Thee bij oma", "title: Thee bij oma\nthee", "thee"),
    "key-unknown": ("tea", "title: Thee bij oma", "title: Thee bij oma\ntitel: Thee", "titel"),
    "key-twice": ("tea", "title: Thee bij oma", "title: Thee bij oma\ntitle: Thee", "title: Thee"),
    "missing-title": ("tea", "title: Thee bij oma\n", "", "---"),
    "number": ("tea", "minutes: 2", "minutes: twee", "minutes"),
    "audience": ("tea", "[professional]", "[profesional]", "audiences"),
    "audience-outside": ("tea", "[professional]", "[professional, director]", "---"),
    "word-unknown": ("module", '"echte wijziging"', '"verbetering"', "change"),
    "missing-summary": ("module", 'summary = "Over thee."\n', "", "[[lessons]]"),
    "toml": ("module", 'title = "Thee"', "title = Thee", "title = Thee"),
    "lesson-empty": ("module", '"2-thee"', '"3-thee"', '"3-thee"'),
    "quiz-small": ("quiz", LAST, LAST.replace("question | true-false", "callout | tip"), "---"),
    "source-field": ("sources", 'publisher = "Uitgever"', 'publisher = ""', "[[source]]"),
    "svg": ("svg", "<path", '<path onclick="x()"', "<svg"),
}  # fmt: skip
ALSO = {  # mistakes that cannot be made alone
    "missing-source": {"source-unknown"},
    "missing-alt": {"option-gap"},
    "easy-whole": {"media-unused"},
    "picture-file": {"media-unused"},
    "answer-form": {"answer-count"},
    "choice-form": {"choice-count", "choice-feedback"},
    "scenario-ending": {"block-empty"},
    "turn-twice": {"turn-unreachable"},
    "quiz-small": {"block-unknown"},
    "toml": {"quiz-missing", "stray", "uid-form", "media-unused", "minutes"},
    "lesson-empty": {"stray", "minutes"},
    "block-inside": {"fence-nesting"},
}
CHOICES = "".join(
    f'- "{word}" -> einde\n    - Dan: Ze knikt.\n    - Contact: Je zegt iets.\n' for word in ("Dag.", "Ja.", "Nee.")
)


@pytest.mark.parametrize("code", MISTAKES)
def test_a_mistake_is_found_where_it_stands(tmp_path, code):
    short, old, new, piece = MISTAKES[code]
    root = a_content_root(tmp_path, **{short: (old, new.replace("{choices}", CHOICES))})

    _packages, problems = read_and_check(root, "modules")

    found = [problem for problem in problems if problem.code == code]
    lines = (root / SHORT[short]).read_text().split("\n")
    assert len(found) == 1, problems
    assert found[0].origin.file == SHORT[short]
    assert piece in lines[found[0].origin.line - 1]
    assert {problem.code for problem in problems} - {code} <= ALSO.get(code, set())


def test_all_mistakes_are_reported_at_once_and_in_order(tmp_path):
    root = a_content_root(
        tmp_path,
        coffee=("    uid: m-1-1-f1\n", ""),
        tea=("Oma zet thee.", "Oma zet gewoon thee."),
        svg=("<path", "<script"),
    )

    _packages, problems = read_and_check(root, "modules")

    assert [(problem.origin.file, problem.code) for problem in problems] == [
        (SHORT["coffee"], "missing-uid"),
        (SHORT["tea"], "word-never"),
        (SHORT["svg"], "svg"),
    ]


@pytest.mark.parametrize(
    ("today", "codes"),
    [(date(2098, 12, 31), []), (date(2099, 1, 1), ["fact-expired"]), (date(2100, 1, 1), ["fact-expired"])],
)
def test_a_fact_is_checked_again_in_time(tmp_path, today, codes):
    root = a_content_root(tmp_path)

    _packages, problems = read_and_check(root, "modules", today)

    assert [(problem.code, problem.level) for problem in problems] == [(code, "warning") for code in codes]


def test_a_picture_nobody_sees_is_a_warning(tmp_path):
    root = a_content_root(tmp_path)
    (root / "modules/koffie/media/ongebruikt.svg").write_text(FILES[SHORT["svg"]])

    _packages, problems = read_and_check(root, "modules")

    assert [(problem.code, problem.level) for problem in problems] == [("media-unused", "warning")]


def test_a_module_that_takes_far_longer_than_it_says_is_a_warning(tmp_path):
    root = a_content_root(tmp_path, module=("minutes = 9", "minutes = 90"))

    _packages, problems = read_and_check(root, "modules")

    assert [(problem.code, problem.level) for problem in problems] == [("minutes", "warning")]


def test_the_address_of_the_quiz_is_not_a_lesson(tmp_path):
    root = a_content_root(tmp_path, module=('"2-thee"', '"2-toets"'))
    (root / "modules/koffie/2-thee").rename(root / "modules/koffie/2-toets")

    _packages, problems = read_and_check(root, "modules")

    assert [problem.code for problem in problems] == ["lesson-slug"]


def test_a_uid_is_unique_over_all_packages(tmp_path):
    root = a_content_root(tmp_path)
    twin = root / "modules/twin"
    (root / "modules/koffie").rename(twin)
    a_content_root(tmp_path)

    desk = Desk()
    problems = check_packages(read_packages(root, "modules", desk), date(2026, 1, 1))

    assert desk.problems == []
    assert {problem.code for problem in problems} == {"uid-twice"}
    assert {problem.origin.file.split("/")[1] for problem in problems} == {"twin"}


def test_a_published_module_has_a_quiz_and_a_draft_need_not(tmp_path):
    published = a_content_root(tmp_path / "published", module=("minutes = 9", "minutes = 4"))
    draft = a_content_root(tmp_path / "draft", module=("minutes = 9", "minutes = 4"))
    for root in (published, draft):
        (root / SHORT["quiz"]).unlink()
    (draft / SHORT["module"]).write_text((draft / SHORT["module"]).read_text().replace('"published"', '"draft"'))

    assert [problem.code for problem in read_and_check(published, "modules")[1]] == ["quiz-missing"]
    assert read_and_check(draft, "modules")[1] == []


@pytest.mark.parametrize(
    ("end", "line"),
    [('reason = "', 0), ("reason = [", 0), ("reason", 0), ("reason = [\n1,\n\n\n", 1), ("reason = [\r\n1,\r\n", 1)],
)
@pytest.mark.parametrize("short", ["module", "sources"])
def test_toml_that_breaks_off_is_told_at_the_last_line_with_text(tmp_path, short, end, line):
    root = a_content_root(tmp_path)
    before = f"x = 1\n{'# een regel' * 3}\n"
    (root / SHORT[short]).write_text(before + end, newline="")

    found = [each for each in read_and_check(root, "modules")[1] if each.code == "toml"]

    assert [(each.origin.file, each.origin.line) for each in found] == [(SHORT[short], 3 + line)]
    assert found[0].message.startswith("Dit bestand is niet te lezen: ")


def test_a_file_that_is_no_text_is_a_problem_and_no_crash(tmp_path):
    root = a_content_root(tmp_path)
    (root / SHORT["tea"]).write_bytes(b"\xff\xfe")

    _packages, problems = read_and_check(root, "modules")

    assert ("encoding", SHORT["tea"]) in {(problem.code, problem.origin.file) for problem in problems}


def test_the_bank_of_every_module_that_ships_is_large_enough():
    banks = {path.parent.name: path.read_text().count("/// question") for path in SHIPPED.glob("*/quiz.md")}

    assert {name: count for name, count in banks.items() if count < SMALLEST_BANK} == {}
    assert banks
