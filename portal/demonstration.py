"""The mails a demonstration would have sent, for who tries the product out."""

from __future__ import annotations

from flask import Response, abort, render_template, url_for

from portal.pages import Answer, pages, settings, this_desk
from portal.spoken import moment_parts
from tanggap.channels.mail_catcher import CaughtMail, caught_mail, caught_mails

NEWEST = 100


@pages.get("/peragaan/surat")
def caught_mail_list() -> Answer:
    """List the caught mails, newest first."""
    zone = this_desk().timezone
    mails = [{**_shown(mail, zone), "mail": mail} for mail in _mails()]
    return render_template("portal/demonstration/mails.html", mails=mails)


@pages.get("/peragaan/surat/<name>")
def caught_mail_page(name: str) -> Answer:
    """Show one caught mail; its links lead where the reader's would."""
    mail = next((one for one in _mails() if one.name == name), None)
    if mail is None:
        abort(404)
    shown = _shown(mail, this_desk().timezone)
    return render_template("portal/demonstration/mail.html", mail=mail, shown=shown)


@pages.get("/peragaan/surat/<name>/asli")
def caught_mail_file(name: str) -> Answer:
    """Download a caught mail whole, with its attachments."""
    _mails()
    content = caught_mail(settings().mail_catcher_dir, name)
    if content is None:
        abort(404)
    response = Response(content, mimetype="message/rfc822")
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def _mails() -> list[CaughtMail]:
    """The newest mails; outside a demonstration this page does not exist."""
    if settings().mode != "demonstration":
        abort(404)
    return caught_mails(settings().mail_catcher_dir, NEWEST)


def _shown(mail: CaughtMail, zone: str) -> dict[str, str]:
    when = moment_parts(mail.date, zone) if mail.date and mail.date.tzinfo else {"when": ""}
    return {**when, "href": url_for("portal.caught_mail_page", name=mail.name)}
