"""A text as a person reads it: no mark for programs is left."""

from lms.content.write.words import in_words

TEXT = """Ron lacht.

/// fact
    uid: wdr-1-1-f1
    source: ivo_vijf
    check_before: 2027-11-01

Roken is een gewoonte.
///

/// question | one
    uid: wdr-1-1-q1

Wat vraag je?

- [x] Mag ik iets vragen? — Je vraagt of het mag.
- [ ] Waarom rook je nog?
///"""


def test_blocks_are_told_by_their_name_without_uids_or_fences(app):
    with app.test_request_context():
        assert in_words(TEXT).splitlines() == [
            "Ron lacht.",
            "Feit met bron",
            "Bron: ivo_vijf",
            "Opnieuw nakijken voor: 2027-11-01",
            "Roken is een gewoonte.",
            "Vraag: Eén goed antwoord",
            "Wat vraag je?",
            "Goed antwoord: Mag ik iets vragen? — Je vraagt of het mag.",
            "Antwoord: Waarom rook je nog?",
        ]
