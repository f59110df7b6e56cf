"""Settings, read from ``LMS_*`` variables; ``lms.env`` in the data folder speaks where the environment is silent."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import urlsplit

from werkzeug.sansio.utils import host_is_trusted

SAMPLE_SECRETS = frozenset({"", "change-me", "changeme", "secret", "dev", "test", "kringwijs"})
SHORTEST_SECRET = 32
#: What may stand in LMS_SECOND_FACTOR_ROLES: the values of ``accounts.enums.Role``, which is on a floor above.
ROLES = (
    "administrator",
    "coordinator",
    "editor",
    "researcher",
    "network_office",
    "adviser",
    "neighbourhood_director",
    "deputy_director",
    "social_worker",
    "key_person",
    "expert_by_experience",
    "resident",
    "circle_facilitator",
    "circle_member",
    "circle_guest",
    "ggd_manager",
    "designer",
)
HOST = re.compile(r"(?=.{4,200}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,20}", re.ASCII)
#: One word of LMS_KEEP: what is kept, and for how many days.
KEPT = re.compile(r"(\w+)=([0-9]{1,5})", re.ASCII)


class SettingsProblem(Exception):
    """One or more settings are missing or unsafe; the message names all of them."""


@dataclass(frozen=True)
class Settings:
    """Everything that differs from one installation to the next."""

    secret_key: str
    data_dir: Path
    database_url: str
    base_url: str
    mail_url: str
    mail_from: str
    files_url: str
    queue_url: str
    trusted_hosts: tuple[str, ...] = ()
    proxies: int = 0
    demo: bool = False
    second_factor_roles: tuple[str, ...] = ()
    reply_domain: str = ""
    keep: Mapping[str, int] = field(default_factory=dict)
    testing: bool = False
    explicit: frozenset[str] = field(default_factory=frozenset)
    unreadable: tuple[str, ...] = ()  # problems found while reading

    @property
    def secure(self) -> bool:
        """Whether people reach us over https."""
        return urlsplit(self.base_url).scheme == "https"


def read_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Return the settings of this process; what cannot be read is kept for :func:`problems_of`."""
    given = os.environ if environ is None else environ
    folder = Path(given.get("LMS_DATA_DIR") or "var").absolute()
    values = {**_env_file(folder / "lms.env"), **{k: v for k, v in given.items() if v}}
    data_dir = Path(values.get("LMS_DATA_DIR") or folder).absolute()
    get = values.get
    proxies = get("LMS_PROXIES", "0")
    keep, unreadable = _days(get("LMS_KEEP", ""))
    if not proxies.isdecimal():
        unreadable.append(f"LMS_PROXIES: must be a whole number, not {proxies!r}")
    return Settings(
        secret_key=get("LMS_SECRET_KEY", ""),
        data_dir=data_dir,
        database_url=get("LMS_DATABASE_URL") or f"sqlite:///{data_dir / 'kringwijs.sqlite'}",
        base_url=get("LMS_BASE_URL", "http://127.0.0.1:8000").rstrip("/"),
        mail_url=get("LMS_MAIL_URL", ""),
        mail_from=get("LMS_MAIL_FROM", "Kringwijs <kringwijs@localhost>"),
        files_url=get("LMS_FILES_URL") or str(data_dir / "files"),
        queue_url=get("LMS_QUEUE_URL", ""),
        trusted_hosts=_words(get("LMS_TRUSTED_HOSTS", "")),
        proxies=int(proxies) if proxies.isdecimal() else 0,
        demo=get("LMS_DEMO", "0") == "1",
        second_factor_roles=_words(get("LMS_SECOND_FACTOR_ROLES", "")),
        reply_domain=get("LMS_REPLY_DOMAIN", "").strip().lower(),
        keep=keep,
        explicit=frozenset(name for name in values if name.startswith("LMS_")),
        unreadable=tuple(unreadable),
    )


def problems_of(settings: Settings, least_days: Mapping[str, int] | None = None) -> list[str]:
    """Return, in words, everything that makes these settings unfit for real people.

    ``least_days`` says what LMS_KEEP may name, and the fewest days that each must be kept.
    """
    found = [*settings.unreadable, *_unknown_schemes(settings), *_unknown_roles(settings)]
    found += _unfit_days(settings, least_days or {})
    if "@" not in parseaddr(settings.mail_from)[1]:
        found.append("LMS_MAIL_FROM: needs an address, such as Kringwijs <noreply@example.nl>")
    if settings.reply_domain and not HOST.fullmatch(settings.reply_domain):
        found.append("LMS_REPLY_DOMAIN: needs a domain that receives mail, such as antwoord.example.nl")
    if settings.secret_key in SAMPLE_SECRETS or len(settings.secret_key) < SHORTEST_SECRET:
        found.append(f"LMS_SECRET_KEY: set a random value of at least {SHORTEST_SECRET} characters")
    if settings.demo or settings.testing:
        return found
    return found + _problems_for_real_people(settings)


def checked(settings: Settings, least_days: Mapping[str, int] | None = None) -> Settings:
    """Return the settings, or refuse to start and name all problems at once."""
    if problems := problems_of(settings, least_days):
        raise SettingsProblem("\n".join(["Kringwijs cannot start:", *(f"  {p}" for p in problems)]))
    return settings


_NEEDED = {
    "LMS_BASE_URL": "the https address people use, such as https://leren.example.nl",
    "LMS_MAIL_URL": "where mail is handed in, such as smtp://user:password@mail.example.nl:587",
    "LMS_MAIL_FROM": "the sender of mail, such as Kringwijs <noreply@example.nl>",
    "LMS_TRUSTED_HOSTS": "the host names this site answers to, with commas between",
}


_SCHEMES = {
    "LMS_MAIL_URL": ("smtp", "smtps"),
    "LMS_DATABASE_URL": ("sqlite", "postgresql", "postgresql+psycopg"),
    "LMS_QUEUE_URL": ("redis", "rediss", "postgresql"),
}


def _unknown_schemes(settings: Settings) -> list[str]:
    urls = (settings.mail_url, settings.database_url, settings.queue_url)
    return [
        f"{name}: must start with {' or '.join(f'{scheme}://' for scheme in known)}"
        for (name, known), url in zip(_SCHEMES.items(), urls, strict=True)
        if url and url.partition("://")[0] not in known
    ]


def _unknown_roles(settings: Settings) -> list[str]:
    """Name roles nobody has: a typing error here would leave people without a second factor."""
    unknown = sorted(set(settings.second_factor_roles) - set(ROLES))
    if not unknown:
        return []
    return [f"LMS_SECOND_FACTOR_ROLES: no such role: {', '.join(unknown)}; there are {', '.join(ROLES)}"]


def _unfit_days(settings: Settings, least_days: Mapping[str, int]) -> list[str]:
    """Name what we do not keep, and what would be thrown away too soon."""
    found = [
        f"LMS_KEEP: {key} must be kept for at least {least} days, not {settings.keep[key]}"
        for key, least in least_days.items()
        if settings.keep.get(key, least) < least
    ]
    unknown = sorted(settings.keep.keys() - least_days.keys())
    if unknown:
        found.append(f"LMS_KEEP: we keep no such thing: {', '.join(unknown)}; there are {', '.join(least_days)}")
    return found


def _problems_for_real_people(settings: Settings) -> list[str]:
    found = [f"{name}: {why}" for name, why in _NEEDED.items() if name not in settings.explicit]
    if "LMS_BASE_URL" in settings.explicit and not settings.secure:
        found.append("LMS_BASE_URL: must start with https://")
    host = urlsplit(settings.base_url).hostname or ""
    if settings.trusted_hosts and not host_is_trusted(host, settings.trusted_hosts):
        found.append(f"LMS_TRUSTED_HOSTS: lacks {host!r}, the host of LMS_BASE_URL")
    return found


def _env_file(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    pairs = (line.split("=", 1) for line in path.read_text().splitlines() if "=" in line)
    return {name.strip(): value.strip() for name, value in pairs if not name.startswith("#")}


def _days(text: str) -> tuple[dict[str, int], list[str]]:
    """Return ``log=365 moments=1095`` as days by name, and in words what cannot be read."""
    days, wrong = {}, []
    for word in text.replace(",", " ").split():
        if found := KEPT.fullmatch(word):
            days[found[1]] = int(found[2])
        else:
            wrong.append(f"LMS_KEEP: {word!r} must be a name and a whole number of days, such as log=365")
    return days, wrong


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())
