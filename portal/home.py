"""Pages for everybody: the first page, how to report, privacy, accessibility."""

from __future__ import annotations

from flask import render_template
from flask_babel import gettext as _

from portal.pages import Answer, pages, settings, this_desk
from portal.spoken import upload_limits
from tanggap.domain.procedure import ActorKind, Procedure


@pages.get("/")
def home() -> Answer:
    """Explain the desk in plain words: what for, for whom, how, how long."""
    desk = this_desk()
    categories = [
        {"name": one.name, "about": one.hint or ", ".join(sub.name for sub in one.subs)}
        for one in desk.categories
    ]
    return render_template(
        "portal/home.html",
        categories=categories,
        journey=journey_of(desk.procedure),
        overall=overall_of(desk.procedure),
    )


@pages.get("/bantuan")
def help_page() -> Answer:
    """How to report, and the questions people ask."""
    limits, overall = upload_limits(settings()), overall_of(this_desk().procedure)
    return render_template("portal/help.html", limits=limits, overall=overall)


@pages.get("/pelindungan-data")
def privacy() -> Answer:
    """The privacy notice."""
    retention = [
        {
            "what": _("Laporan, bukti, pesan, dan surat jawaban"),
            "period": _("Selama ditangani, lalu menurut jadwal retensi arsip pemerintah daerah"),
        },
        {
            "what": _("Isian laporan yang belum dikirim"),
            "period": _("Sampai Anda mengirim atau menghapusnya"),
        },
        {
            "what": _("Akun dan profil"),
            "period": _("Selama akun dipakai, dan selama masih ada laporan atas nama Anda"),
        },
        {
            "what": _("Catatan siapa membuka dan mengubah apa"),
            "period": _("Selama laporannya disimpan"),
        },
    ]
    return render_template("portal/privacy.html", retention=retention)


@pages.get("/aksesibilitas")
def accessibility() -> Answer:
    """The accessibility statement."""
    return render_template("portal/accessibility.html")


def journey_of(procedure: Procedure) -> list[dict[str, str]]:
    """The printed rows of the SOP as a citizen reads them; side steps are left out."""
    rows = []
    for step in procedure.steps:
        if not step.number.isdecimal():
            continue
        actor = procedure.actor_of(step)
        is_reporters = actor.kind is ActorKind.REPORTER
        rows.append(
            {
                "title": step.activity,
                "about": _("Oleh Anda") if is_reporters else actor.title,
                "time": "" if is_reporters or step.duration is None else str(step.duration),
            }
        )
    return rows


def overall_of(procedure: Procedure) -> str:
    """The promise for the whole report in words, or nothing."""
    return str(procedure.overall.limit) if procedure.overall else ""
