"""Recordings and photos of moments, served to who may read the moment; opening another person's is logged."""

from io import BytesIO

from flask import abort, request, send_file
from werkzeug import Response

from lms.accounts.models import Actor, Person
from lms.accounts.queries.origin import origin
from lms.kernel import pictures, recordings
from lms.kernel.files import NoSuchFile, files
from lms.kernel.permit import permit
from lms.kernel.work import end_reading
from lms.programme import policy
from lms.programme.commands.reading import log_reading
from lms.programme.models import Moment
from lms.programme.queries.moments import moment_file
from lms.programme.views.blueprint import bp

LOADER = (moment_file, "slug", "uid")


@bp.get("/wijken/<slug>/momenten/<uid>/geluid")
@permit(policy.can_read_moment, moment=LOADER)
def moment_recording(moment: Moment, actor: Person) -> Response:
    """Play what was spoken, in pieces when the browser asks for pieces (iOS always does)."""
    return _served(moment, moment.recording, recordings.content_type(moment.recording or ""), actor, "moment.listen")


@bp.get("/wijken/<slug>/momenten/<uid>/foto")
@permit(policy.can_read_moment, moment=LOADER)
def moment_photo(moment: Moment, actor: Person) -> Response:
    """Show a photo in full."""
    return _served(moment, moment.photo, pictures.CONTENT_TYPE, actor, "moment.look")


@bp.get("/wijken/<slug>/momenten/<uid>/foto/klein")
@permit(policy.can_read_moment, moment=LOADER)
def moment_thumbnail(moment: Moment, actor: Actor) -> Response:
    """Show a photo small, as lists do; that the list was opened says enough."""
    return _served(moment, moment.photo_small, pictures.CONTENT_TYPE, actor)


def stored_file(name: str | None, content_type: str) -> Response:
    """Return a stored file: kept by the browser of this person only, asked after each time, in pieces when asked."""
    end_reading()
    try:
        with files().open(name or "") as stored:
            content = stored.read()
    except NoSuchFile:
        abort(404)
    response = send_file(BytesIO(content), mimetype=content_type, conditional=True, etag=name or False)
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def _served(moment: Moment, name: str | None, content_type: str, actor: Actor, action: str = "") -> Response:
    response = stored_file(name, content_type)
    if action and isinstance(actor, Person) and request.method == "GET":
        log_reading(action, moment, by=actor, origin=origin())
    return response
