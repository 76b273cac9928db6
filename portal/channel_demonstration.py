"""A telephone for who tries the product out: write to a desk, and read what it answers."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import abort, render_template, request, url_for
from flask_babel import gettext, lazy_gettext
from werkzeug.datastructures import FileStorage
from wtforms import FileField, SelectField, StringField, TextAreaField

from portal.form_base import PortalForm
from portal.form_rules import NotTooLong, Present
from portal.pages import INPUT_WRONG, Answer, pages, see_other, settings, this_desk
from portal.spoken import moment_parts
from tanggap.domain.refusal import Refused
from tanggap.services.demonstration.conversations import (
    Door,
    Said,
    conversation,
    doors,
    write_as_reporter,
)
from tanggap.services.evidence import accepted_endings
from tanggap.services.refusal_texts import sentence

_ = lazy_gettext
LONGEST = 4_000
CHANNELS = {"whatsapp": _("WhatsApp"), "sms": _("SMS"), "email": _("Surel")}
STATES = {
    "queued": _("menunggu dikirim"),
    "sent": _("terkirim"),
    "delivered": _("sampai"),
    "read": _("dibaca"),
    "failed": _("gagal"),
}


class WritingForm(PortalForm):
    """One message to a desk, as a reporter would send it."""

    door = SelectField(_("Kirim ke"), validators=[Present(_("Pilih layanan"))])
    sender = StringField(
        _("Nomor atau surel Anda"),
        validators=[Present(_("Tulis nomor ponsel atau alamat surel")), NotTooLong(120)],
    )
    to = StringField(_("Alamat tujuan (hanya surel)"), validators=[NotTooLong(200)])
    subject = StringField(_("Perihal (hanya surel)"), validators=[NotTooLong(200)])
    text = TextAreaField(_("Pesan"), validators=[NotTooLong(LONGEST, multiline=True)])
    file = FileField(_("Foto atau berkas (boleh kosong)"))


@pages.route("/peragaan/kanal", methods=["GET", "POST"])
def channel_demonstration() -> Answer:
    """Write to a desk over WhatsApp, SMS or e-mail, and see the conversation."""
    if settings().mode != "demonstration":
        abort(404)
    known = doors()
    form = WritingForm(request.form if request.method == "POST" else request.args)
    form.door.choices = [(str(one.id), _name(one)) for one in known]
    if request.method == "GET":
        return _page(form, known)
    if not form.validate():
        return _page(form, known), INPUT_WRONG
    try:
        _send(form)
    except Refused as refusal:
        field = form.text if refusal.code == "text-missing" else form.sender
        field.errors = [*field.errors, sentence(refusal)]
        return _page(form, known), INPUT_WRONG
    kept = {"door": form.door.data, "sender": form.sender.data, "_anchor": "percakapan"}
    return see_other(url_for("portal.channel_demonstration", **kept))


def _send(form: WritingForm) -> None:
    given = request.files.get("file")
    file = (given.filename or "", given.read()) if _is_there(given) and given else None
    write_as_reporter(
        UUID(str(form.door.data)),
        str(form.sender.data),
        str(form.text.data or ""),
        subject=str(form.subject.data or ""),
        to=str(form.to.data or "").strip(),
        file=file,
    )


def _is_there(file: FileStorage | None) -> bool:
    return file is not None and bool(file.filename)


def _page(form: WritingForm, known: Any) -> str:
    said: list[Said] = []
    if form.door.data in {str(one.id) for one in known} and form.sender.data and not form.errors:
        try:
            said = list(conversation(UUID(str(form.door.data)), str(form.sender.data)))
        except Refused as refusal:
            form.sender.errors = [*form.sender.errors, sentence(refusal)]
    zone = this_desk().timezone
    return render_template(
        "portal/demonstration/channels.html",
        form=form,
        doors=known,
        messages=[_shown(one, zone) for one in said],
        accept=",".join(accepted_endings()),
        longest=LONGEST,
    )


def _shown(said: Said, zone: str) -> dict[str, Any]:
    return {
        "sender": gettext("Layanan"),
        "mine": not said.is_ours,
        "text": said.text,
        "channel": said.number,
        "state": STATES.get(said.state) if said.is_ours else "",
        **moment_parts(said.at, zone),
    }


def _name(door: Door) -> str:
    channel = CHANNELS.get(door.channel, door.channel)
    address = f" ({door.address})" if door.channel == "email" else ""
    return f"{channel}: {door.desk}{address}"
