"""Two bare Flask applications that do what any such page must do, and nothing else."""

from collections.abc import Callable
from pathlib import Path

from flask import Flask, redirect, render_template_string, request
from flask_login import LoginManager, UserMixin, current_user, login_required
from flask_sqlalchemy import SQLAlchemy
from flask_wtf.csrf import CSRFProtect, generate_csrf
from sqlalchemy import ForeignKey, event, select
from sqlalchemy.orm import Mapped, mapped_column

PAGE = """<!doctype html><html lang="nl"><head><title>Bare</title></head><body>
<form method="post"><input type="hidden" name="csrf_token" value="{{ token }}"></form><h1>{{ user.name }}</h1>
<ul>{% for link in range(60) %}
<li><a href="{{ url_for('page', n=link) }}">Regel {{ link }} van deze pagina</a></li>{% endfor %}</ul>
{% for row in rows %}<section><h2>{{ row.title }}</h2><p>{{ row.text }}</p></section>{% endfor %}</body></html>"""


def build(folder: Path) -> Flask:
    """Return the bare application on a file database that is as durable as ours."""
    app = Flask("bare")
    app.config.update(SECRET_KEY="bare" * 10, SQLALCHEMY_DATABASE_URI=f"sqlite:///{folder / 'bare.sqlite'}")
    db = SQLAlchemy()

    class User(UserMixin, db.Model):  # type: ignore[name-defined,misc]
        id: Mapped[int] = mapped_column(primary_key=True)
        name: Mapped[str]

    class Row(db.Model):  # type: ignore[name-defined,misc]
        id: Mapped[int] = mapped_column(primary_key=True)
        user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
        kind: Mapped[str] = mapped_column(index=True)
        title: Mapped[str]
        text: Mapped[str]

    db.init_app(app)
    CSRFProtect(app)
    login = LoginManager(app)
    login.user_loader(lambda key: db.session.get(User, int(key)))
    reads = [select(Row).where(Row.user_id == 1, Row.kind == kind) for kind in ("een", "twee", "drie")]

    @app.route("/", methods=["GET", "POST"])
    @login_required
    def page() -> object:
        rows = [row for statement in reads for row in db.session.scalars(statement)]
        if request.method == "POST":
            db.session.add(Row(user_id=1, kind="vier", title="nieuw", text="x"))
            db.session.commit()
            return redirect("/", 303)
        return render_template_string(PAGE, user=current_user, rows=rows, token=generate_csrf())

    with app.app_context():
        _durable(db.engine)
        db.create_all()
        db.session.add(User(id=1, name="Bare"))
        for number in range(22):
            kind = ("een", "twee", "drie")[number % 3]
            db.session.add(Row(user_id=1, kind=kind, title=f"Rij {number}", text="Een zin van zes woorden hier. " * 14))
        db.session.commit()
    return app


def requests(folder: Path) -> tuple[dict[str, Callable[[], object]], object]:
    """Return the reading and the writing of the bare application by the names of the budgets, and its engine."""
    app = build(folder)
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"] = "1"
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        engine = app.extensions["sqlalchemy"].engine
    return {"bare": lambda: client.get("/"), "bare-post": lambda: client.post("/")}, engine


def _durable(engine: object) -> None:
    @event.listens_for(engine, "connect")
    def prepare(connection: object, _record: object) -> None:
        for pragma in ("journal_mode=wal", "synchronous=full"):
            connection.execute(f"PRAGMA {pragma}")  # type: ignore[attr-defined]
