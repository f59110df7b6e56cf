"""A phone in software: makes passkeys and signs with them the way the standard says (ES256, no attestation)."""

import hashlib
import json
import secrets
import struct

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from webauthn.helpers import bytes_to_base64url as text

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


class Phone:
    """Holds one key for one site; ``verified`` is whether it checked a finger."""

    def __init__(self, origin="http://localhost", verified=True):
        self.origin, self.host, self.verified = origin, origin.split("//")[1].split(":")[0], verified
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.credential_id, self.user, self.count = secrets.token_bytes(32), "", 0

    def make(self, options):
        """Answer navigator.credentials.create()."""
        asked = json.loads(options)
        self.user = asked["user"]["id"]
        numbers = self.key.public_key().public_numbers()
        public = {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")}
        attested = bytes(16) + struct.pack(">H", 32) + self.credential_id + cbor2.dumps(public)
        data = self._data(ATTESTED) + attested
        attestation = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        response = {"attestationObject": text(attestation), "transports": ["internal"]}
        return self._credential("webauthn.create", asked["challenge"], response)

    def show(self, options):
        """Answer navigator.credentials.get()."""
        asked = json.loads(options)
        self.count += 1
        data, client = self._data(), self._client("webauthn.get", asked["challenge"])
        signature = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        response = {"authenticatorData": text(data), "signature": text(signature), "userHandle": self.user}
        return self._credential("webauthn.get", asked["challenge"], response)

    def _data(self, more=0):
        flags = PRESENT | (VERIFIED if self.verified else 0) | more
        return hashlib.sha256(self.host.encode()).digest() + struct.pack(">BI", flags, self.count)

    def _client(self, kind, challenge):
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _credential(self, kind, challenge, response):
        return json.dumps(
            {
                "id": text(self.credential_id),
                "rawId": text(self.credential_id),
                "type": "public-key",
                "clientExtensionResults": {},
                "response": {"clientDataJSON": text(self._client(kind, challenge)), **response},
            }
        )
