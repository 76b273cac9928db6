"""A passkey device in software: makes keys and answers challenges as a phone or laptop would."""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

PRESENT, VERIFIED, NEW_KEY = 0x01, 0x04, 0x40


@dataclass
class Authenticator:
    """One device with one passkey.

    Attributes:
        origin: the site as its browser shows it.
        verifies_owner: whether it makes sure of its owner before it signs.
    """

    origin: str
    verifies_owner: bool = True
    credential_id: bytes = b"passkey-of-the-tests"
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    uses: int = 0
    handle: str = ""

    def register(self, options: dict[str, Any]) -> dict[str, Any]:
        """What the browser sends back after ``navigator.credentials.create``."""
        self.handle = options["user"]["id"]
        numbers = self.key.public_key().public_numbers()
        public_key = cbor2.dumps(
            {
                1: 2,
                3: -7,
                -1: 1,
                -2: numbers.x.to_bytes(32, "big"),
                -3: numbers.y.to_bytes(32, "big"),
            }
        )
        attested = bytes(16) + len(self.credential_id).to_bytes(2, "big") + self.credential_id
        data = self._data(options["rp"]["id"], NEW_KEY) + attested + public_key
        made = {"fmt": "none", "attStmt": {}, "authData": data}
        return self._credential(
            clientDataJSON=self._client_data("webauthn.create", options),
            attestationObject=cbor2.dumps(made),
        )

    def answer(self, options: dict[str, Any]) -> dict[str, Any]:
        """What the browser sends back after ``navigator.credentials.get``."""
        self.uses += 1
        data = self._data(options["rpId"])
        client = self._client_data("webauthn.get", options)
        signed = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(SHA256()))
        given = self._credential(clientDataJSON=client, authenticatorData=data, signature=signed)
        given["response"]["userHandle"] = self.handle
        return given

    def _data(self, site: str, more: int = 0) -> bytes:
        flags = PRESENT | more | (VERIFIED if self.verifies_owner else 0)
        return (
            hashlib.sha256(site.encode()).digest() + bytes([flags]) + self.uses.to_bytes(4, "big")
        )

    def _client_data(self, kind: str, options: dict[str, Any]) -> bytes:
        said = {"type": kind, "challenge": options["challenge"], "origin": self.origin}
        return json.dumps(said).encode()

    def _credential(self, **response: bytes) -> dict[str, Any]:
        name = as_text(self.credential_id)
        told = {part: as_text(value) for part, value in response.items()}
        return {"id": name, "rawId": name, "type": "public-key", "response": told}


def as_text(value: bytes) -> str:
    """Base64url without padding, as WebAuthn writes bytes in JSON."""
    return base64.urlsafe_b64encode(value).decode().rstrip("=")
