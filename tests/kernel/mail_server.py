"""A real mail server on this machine that keeps what it gets and misbehaves on request."""

import socket
import ssl
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from aiosmtpd.controller import Controller
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat


class MailServer:
    """Takes mail; ``refuse_sender``, ``refuse_recipient`` and ``at_data`` may answer in its place with a line."""

    def __init__(self) -> None:
        self.received: list[EmailMessage] = []
        self.refuse_sender: Callable[[str], str | None] = lambda address: None
        self.refuse_recipient: Callable[[str], str | None] = lambda address: None
        self.at_data: Callable[[EmailMessage], str | None] = lambda message: None

    async def handle_MAIL(self, server, session, envelope, address, options):  # noqa: N802 -- aiosmtpd's name
        if answer := self.refuse_sender(address):
            return answer
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802 -- aiosmtpd's name
        if answer := self.refuse_recipient(address):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 -- aiosmtpd's name
        message = message_from_bytes(envelope.content, policy=policy.default)
        if answer := self.at_data(message):
            if answer == "hang up":
                server.transport.abort()
            return answer
        self.received.append(message)
        return "250 OK"


class OnThisMachine(Controller):
    """A mail server on a free port."""

    def __init__(self, handler: MailServer, **options) -> None:
        super().__init__(handler, hostname="127.0.0.1", port=free_port(), **options)

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"


def self_signed(folder: Path) -> tuple[Path, ssl.SSLContext]:
    """Return a certificate for localhost that is its own authority, and a server that shows it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    moment = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(moment - timedelta(hours=1))
        .not_valid_after(moment + timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    shown, kept = folder / "certificate.pem", folder / "key.pem"
    shown.write_bytes(certificate.public_bytes(Encoding.PEM))
    kept.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(shown, kept)
    return shown, context


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]
