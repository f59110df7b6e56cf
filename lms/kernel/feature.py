"""A feature's declaration, and the one function that plugs features in."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from blinker import Signal
from click import Command
from flask import Blueprint, Flask

from lms.kernel import slots
from lms.kernel.queue import Job, register
from lms.kernel.slots import Slot, panels


@dataclass(frozen=True)
class Feature:
    """Everything one feature adds to the application, as data."""

    name: str
    blueprints: Sequence[Blueprint] = ()
    fills: Mapping[Slot, Sequence[Any]] = field(default_factory=dict)
    listens: Mapping[Signal, Sequence[Callable]] = field(default_factory=dict)
    commands: Sequence[Command] = ()
    jobs: Sequence[Job] = ()


def plug_in(app: Flask, features: Iterable[Feature]) -> None:
    """Register blueprints, slots, listeners and jobs, in the order given."""
    filled: dict[Slot, list[Any]] = defaultdict(list)
    for feature in features:
        for blueprint in feature.blueprints:
            app.register_blueprint(blueprint)
        for slot, fillers in feature.fills.items():
            filled[slot].extend(fillers)
        for signal, listeners in feature.listens.items():
            for listener in listeners:
                signal.connect(listener, sender=app)
        register(app, feature.jobs)
    app.extensions[slots.EXTENSION] = filled
    app.jinja_env.globals["panels"] = panels
