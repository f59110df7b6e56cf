"""Access rules on routes: load the object by the right to know, check the rule, then run the view."""

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import abort, current_app
from flask_login import current_user

Rule = Callable[..., bool]
Loader = Callable[..., Any]


def anyone(actor: Any, *_things: Any) -> bool:
    """Everybody, signed in or not."""
    return True


def signed_in(actor: Any, *_things: Any) -> bool:
    """Everybody with an account."""
    return bool(actor.is_authenticated)


def public(rule: Rule) -> Rule:
    """Mark a rule that also answers for visitors who did not sign in."""
    rule.public = True  # type: ignore[attr-defined]  # read by is_public
    return rule


def is_public(rule: Rule) -> bool:
    """Return whether visitors who did not sign in get as far as the rule."""
    return rule is anyone or getattr(rule, "public", False)


def permit(rule: Rule, **loaders: Loader | tuple) -> Callable[[Callable], Callable]:
    """Guard a view with ``rule``.

    Each loader turns the URL value of its name into a thing; ``loader(value, actor)`` returns nothing when the actor
    may not know of it (404). One that needs more URL values is a tuple: ``part=(part_at, "module", "lesson", "part")``.
    ``rule(actor, *things)`` decides between 403 and go. The view gets the things, and ``actor`` when it asks for it.
    """

    def decorate(view: Callable) -> Callable:
        wants_actor = "actor" in inspect.signature(view).parameters

        @wraps(view)
        def guarded(**values: Any) -> Any:
            actor = current_user._get_current_object()  # noqa: SLF001 -- rules get the person, never a proxy
            if not actor.is_authenticated and not is_public(rule):
                return current_app.login_manager.unauthorized()  # type: ignore[attr-defined]
            things = {name: _load(name, loader, values, actor) for name, loader in loaders.items()}
            if not rule(actor, *things.values()):
                abort(403)
            given = {**values, **things} | ({"actor": actor} if wants_actor else {})
            return view(**given)

        guarded.access_rule = rule  # type: ignore[attr-defined]
        return guarded

    return decorate


def _load(name: str, loader: Loader | tuple, values: dict[str, Any], actor: Any) -> Any:
    load, *names = loader if isinstance(loader, tuple) else (loader, name)
    thing = load(*(values.pop(each) for each in names), actor)
    if thing is None:
        abort(404)
    return thing
