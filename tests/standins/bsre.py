"""A BSrE e-sign client (version 1) on a loopback port, which really signs, and fails as told.

It is written from the published use of the interface, not from our client: it answers with the
PDF and the header ``id_dokumen``, or with JSON and a download; errors are JSON with ``error`` and
``status_code``. Its certificates come from a demonstration authority.
"""

from __future__ import annotations

import io
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from flask import Flask, Response, jsonify, request
from pyhanko.keys import load_certs_from_pemder_data, load_private_key_from_pemder_data
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import SigFieldSpec
from pyhanko.stamp import QRStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore
from werkzeug.serving import WSGIRequestHandler, make_server

from tanggap.documents.demonstration_authority import Credentials

USER, PASSWORD = "tanggap", "kunci-klien-9f3c"


@dataclass
class Enrolled:
    """Somebody BSrE knows."""

    credentials: Credentials | None
    passphrase: str = ""
    status: str = "ISSUE"


@dataclass
class BsreStandIn:
    """What it knows, how it behaves, what it was asked.

    Attributes:
        enrolled: by NIK.
        manner: ``pdf``, ``json`` (download afterwards), ``rewrite`` (another file, same pages),
            ``alter`` (other pages), ``unsigned``, ``huge``, ``garbage``, ``redirect``, ``silent``
            (no answer until ``released``), ``broken`` (500), ``echo`` (an error that repeats the
            passphrase), ``vague`` (an error without a code), ``json-no`` (200, but it means no).
        forms: the fields of each request to sign, without the passphrase.
    """

    enrolled: dict[str, Enrolled]
    manner: str = "pdf"
    address: str = ""
    forms: list[dict[str, str]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    released: threading.Event = field(default_factory=threading.Event)
    asked: threading.Event = field(default_factory=threading.Event)
    kept: dict[str, bytes] = field(default_factory=dict)

    def url(self, user: str = USER, password: str = PASSWORD) -> str:
        """The address with the credentials of the client."""
        scheme, _, rest = self.address.partition("://")
        return f"{scheme}://{user}:{password}@{rest}"


class _Quiet(WSGIRequestHandler):
    """Logs nothing: what is in the log then comes from the product."""

    def log(self, *args: object) -> None:
        pass


@contextmanager
def bsre_client(
    enrolled: dict[str, Enrolled], *, tls: ssl.SSLContext | None = None
) -> Iterator[BsreStandIn]:
    """Run the stand-in on a free loopback port for as long as the block lasts."""
    stand_in = BsreStandIn(enrolled)
    server = make_server(
        "127.0.0.1",
        0,
        _application(stand_in),
        threaded=True,
        request_handler=_Quiet,
        ssl_context=tls,
    )
    server.daemon_threads = True
    stand_in.address = f"{'https' if tls else 'http'}://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield stand_in
    finally:
        stand_in.released.set()
        server.shutdown()
        thread.join()
        server.server_close()


def _application(stand_in: BsreStandIn) -> Flask:
    app = Flask("bsre")

    @app.before_request
    def _authorise() -> Any:
        stand_in.paths.append(request.path)
        login = request.authorization
        if login is None or (login.username, login.password) != (USER, PASSWORD):
            return jsonify(timestamp=0, status=401, error="Unauthorized", path=request.path), 401
        return None

    @app.post("/api/sign/pdf")
    def _sign() -> Any:
        return _answer(stand_in)

    @app.get("/api/sign/download/<name>")
    def _download(name: str) -> Any:
        if name not in stand_in.kept:
            return jsonify(error="Dokumen tidak ditemukan", status_code=2041), 404
        return Response(stand_in.kept[name], content_type="application/pdf")

    @app.post("/api/sign/verify")
    def _verify() -> Any:
        return _verdict(request.files["signed_file"].read())

    @app.get("/api/user/status/<nik>")
    def _status(nik: str) -> Any:
        person = stand_in.enrolled.get(nik)
        if person is None:
            return jsonify(error="User tidak terdaftar", status_code=2011), 404
        return jsonify(status_code=1111, status=person.status, message="Status pengguna")

    return app


def _answer(stand_in: BsreStandIn) -> Any:
    form = request.form
    stand_in.forms.append({name: form[name] for name in form if name != "passphrase"})
    stand_in.asked.set()
    if stand_in.manner == "silent":
        stand_in.released.wait(30)
        return Response(status=503)
    if stand_in.manner == "broken":
        return Response("<html><h1>Internal Server Error</h1></html>", 500)
    if stand_in.manner == "garbage":
        return Response(b"\x00\xff bukan apa-apa", 200, content_type="application/pdf")
    if stand_in.manner == "redirect":
        return Response(status=307, headers={"Location": "/api/sign/elsewhere"})
    if stand_in.manner == "echo":
        return jsonify(error=f"Proses signing gagal: {form['passphrase']}", status_code=2099), 400
    if stand_in.manner == "vague":
        return jsonify(error="Proses signing gagal", status_code=2099), 400
    return _refused(stand_in) or _signed(stand_in)


def _refused(stand_in: BsreStandIn) -> Any:
    form = request.form
    if "file" not in request.files or form.get("tampilan") not in ("visible", "invisible"):
        return jsonify(error="Parameter tidak lengkap", status_code=2001), 400
    person = stand_in.enrolled.get(form.get("nik", ""))
    if person is None:
        return jsonify(error="User tidak terdaftar", status_code=2011), 400
    if person.credentials is None:
        error = "Pengguna terdaftar dan belum memiliki sertifikat aktif"
        return jsonify(error=error, status_code=2021), 400
    if form.get("passphrase") != person.passphrase:
        status = 200 if stand_in.manner == "json-no" else 400
        return jsonify(error="Passphrase anda salah", status_code=2031), status
    return None


def _signed(stand_in: BsreStandIn) -> Any:
    person = stand_in.enrolled[request.form["nik"]]
    assert person.credentials is not None
    content = _treated(request.files["file"].read(), stand_in.manner)
    if stand_in.manner != "unsigned":
        content = _sign_pdf(content, person.credentials)
    if stand_in.manner == "huge":
        content += b"\x00" * 17 * 1024 * 1024
    name = f"{len(stand_in.forms):032x}"
    if stand_in.manner == "json":
        stand_in.kept[name] = content
        return jsonify(message="Proses signing berhasil", id_dokumen=name)
    return Response(content, headers={"id_dokumen": name}, content_type="application/pdf")


def _treated(content: bytes, manner: str) -> bytes:
    """Write the file anew as some services do, or put another page in it as none should."""
    if manner not in ("rewrite", "alter"):
        return content
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        if manner == "alter":
            page = pdf.pages[0]
            page.Contents = pdf.make_stream(page.Contents.read_bytes() + b"\nq 9 9 99 99 re f Q")
        pdf.save(written, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return written.getvalue()


def _sign_pdf(content: bytes, credentials: Credentials) -> bytes:
    form = request.form
    box = style = None
    if form["tampilan"] == "visible":
        left, bottom = int(form["xAxis"]), int(form["yAxis"])
        box = (left, bottom, left + int(form["width"]), bottom + int(form["height"]))
        style = QRStampStyle(stamp_text="BSrE")
    name = f"sig_{len(content)}"
    signer = signers.PdfSigner(
        signers.PdfSignatureMetadata(
            field_name=name, reason=form.get("reason"), location=form.get("location")
        ),
        _key_of(credentials),
        stamp_style=style,
        new_field_spec=SigFieldSpec(name, on_page=int(form.get("page", 1)) - 1, box=box),
    )
    text = {"url": form["linkQR"]} if style else None
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    return bytes(signer.sign_pdf(writer, appearance_text_params=text).getvalue())


def _key_of(credentials: Credentials) -> signers.SimpleSigner:
    der = credentials.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    pem = [
        one.public_bytes(Encoding.PEM) for one in (credentials.certificate, credentials.authority)
    ]
    certificate, authority = load_certs_from_pemder_data(b"".join(pem))
    return signers.SimpleSigner(
        certificate,
        load_private_key_from_pemder_data(der, passphrase=None),
        SimpleCertificateStore.from_certs([authority]),
    )


def _verdict(content: bytes) -> Any:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        form = pdf.Root.get("/AcroForm", pikepdf.Dictionary())
        names = [str(one.V.get("/Name", "")) for one in form.get("/Fields", ()) if "/V" in one]
    return jsonify(
        nama_dokumen="naskah.pdf",
        jumlah_signature=len(names),
        notes="Dokumen valid, Sertifikat yang digunakan terpercaya" if names else "",
        details=[
            {"info_signer": {"signer_name": name}, "signature_document": {}} for name in names
        ],
        summary="VALID" if names else "NO_SIGNATURE",
    )
