"""Which passwords are good, and what hashing costs."""

import re
import threading
import time

import pytest
from argon2 import extract_parameters
from argon2.low_level import Type

from lms.accounts.commands import passwords
from lms.accounts.errors import WeakPassword

ABOUT = ("Samira Bennani", "samira.bennani")


@pytest.mark.parametrize(
    "good",
    [
        "vier losse woorden hier",
        "k7#pQ2!mWz",
        "x7Gq2 pL9!" + "lang " * 20,
        "pizzadoos 3 hoog",
        "пароль для соседки",
        "samira houdt van bergwandelen in maart",
    ],
)
def test_long_and_unknown_is_enough(database, good):
    passwords.check_new_password(good, about=ABOUT)


@pytest.mark.parametrize(
    ("weak", "why"),
    [
        ("negentek1", "te kort"),
        ("x" * 201, "te lang"),
        ("wachtwoord123", "makkelijk te raden"),
        ("Welkom2026!", "makkelijk te raden"),
        ("qwertyuiop", "makkelijk te raden"),
        ("aaaaaaaaaaaa", "makkelijk te raden"),
        ("abcabcabcabc", "makkelijk te raden"),
        ("abcdefghijkl", "makkelijk te raden"),
        ("Samira12345", "makkelijk te raden"),
        ("bennani!2026", "makkelijk te raden"),
        ("kringwijs2026", "makkelijk te raden"),
    ],
)
def test_short_and_well_known_is_refused_with_a_reason(database, weak, why):
    with pytest.raises(WeakPassword, match=why) as refused:
        passwords.check_new_password(weak, about=ABOUT)

    assert refused.value.field == "password"


def test_the_list_holds_at_least_three_thousand_that_would_otherwise_pass():
    assert len(passwords.common_passwords()) >= 3000
    assert min(map(len, passwords.common_passwords())) >= passwords.SHORTEST


def test_hashes_are_argon2id_with_our_costs(database):
    found = extract_parameters(passwords.hashed("vier losse woorden"))

    assert (found.type, found.memory_cost, found.time_cost, found.parallelism) == (Type.ID, 19_456, 2, 1)


def test_a_password_of_a_hundred_characters_counts_to_the_last_one(database):
    long = "zin " * 25
    kept = passwords.hashed(long + "a")

    assert passwords.matches(long + "a", kept)
    assert not passwords.matches(long + "b", kept)


def test_an_unknown_address_costs_one_hash_like_a_known_one(database, monkeypatch):
    checked = []
    really = passwords.verify_password
    monkeypatch.setattr(passwords, "verify_password", lambda *pair: checked.append(pair[1]) or really(*pair))
    kept = passwords.hashed("vier losse woorden")

    answers = [passwords.matches("iets anders", hash) for hash in (kept, None)]

    costs = [re.match(r"\$argon2id\$v=19\$([^$]+)", each).group(1) for each in checked]
    assert answers == [False, False]
    assert costs == ["m=19456,t=2,p=1"] * 2


def test_hashes_wait_for_each_other_beyond_the_lanes(app, database, monkeypatch):
    running, most, guard = [0], [0], threading.Lock()

    def slow(*_pair):
        with guard:
            running[0] += 1
            most[0] = max(most[0], running[0])
        time.sleep(0.02)
        with guard:
            running[0] -= 1
        return False

    monkeypatch.setattr(passwords, "verify_password", slow)

    def check():
        with app.app_context():
            passwords.matches("iets", "hash")

    threads = [threading.Thread(target=check) for _ in range(12)]
    [each.start() for each in threads]
    [each.join() for each in threads]

    assert most[0] <= max(2, __import__("os").cpu_count())
