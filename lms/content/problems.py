"""Where something stands in a package, and what is wrong with it."""

from dataclasses import dataclass

ERROR = "error"
WARNING = "warning"


@dataclass(frozen=True, order=True)
class Origin:
    """A place in a file: its path below the root that was read, and a line counted from 1."""

    file: str = ""
    line: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to mend: ``code`` is for programs, ``message`` says in a sentence how to mend it."""

    origin: Origin
    code: str
    message: str
    level: str = ERROR

    def __str__(self) -> str:
        return f"{self.origin}: {self.message}"

    def to_json(self) -> dict[str, object]:
        """Return the problem as the command line prints it with ``--json``."""
        return {
            "file": self.origin.file,
            "line": self.origin.line,
            "code": self.code,
            "level": self.level,
            "message": self.message,
        }
