"""Pages of accounts: register, confirm, log in and out, recover a password, change the profile."""

from __future__ import annotations

from datetime import timedelta
from typing import cast
from uuid import UUID

from flask import (
    Blueprint,
    Flask,
    Response,
    flash,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from portal.account_forms import (
    PASSWORD_HINT,
    CodeForm,
    ConfirmForm,
    EmailForm,
    LoginForm,
    NewPasswordForm,
    PasswordChangeForm,
    ProfileForm,
    RegistrationForm,
    explain,
    typed,
)
from portal.pages import pages, signed_in
from portal.parking import internal_path, login_required, make_form, set_up_parking
from tanggap.domain.refusal import Refused
from tanggap.login_sessions import CODE_AWAITED, current_account, end_session, start_session
from tanggap.rate_limits import limit_attempts
from tanggap.services.account_addresses import PATHS
from tanggap.services.accounts import (
    LinkState,
    change_password,
    change_profile,
    check_password,
    profile_of,
    request_recovery,
    set_password_by_link,
    state_of_link,
    unchanged_account,
)
from tanggap.services.credentials import LINK_LIFETIMES, LinkKind
from tanggap.services.house import now
from tanggap.services.officer_access import (
    check_totp,
    must_enrol,
    needs_second_factor,
    use_recovery_code,
)
from tanggap.services.phone_numbers import format_phone
from tanggap.services.registration import (
    Confirmation,
    Registration,
    confirm_address,
    read_number,
    register_reporter,
    send_confirmation_again,
)
from tanggap.storage.accounts import Account

account_pages = Blueprint("security", __name__)
account_pages.record_once(lambda state: set_up_parking(cast(Flask, state.app)))

Page = str | AnyResponse | tuple[str, int]

OFFICERS_APP = "/admin/"
MAILED_TO = "mailed_to"
SECONDS_FOR_CODE = 300
_DIGITS_OF_TOTP = 6
_WRONG = 422


def failed(response: Response) -> bool:
    """Whether the attempt went wrong: only failures use up attempts to log in."""
    return response.status_code == _WRONG


def sent(response: Response) -> bool:
    """Whether the form was accepted: only then a mail goes out."""
    return response.status_code == 303


# Registration and confirmation


@account_pages.route("/daftar", methods=["GET", "POST"])
@limit_attempts("registration", counts=sent)
def register() -> Page:
    """Register a citizen or an ASN; whoever is known already learns it by mail alone."""
    if current_account() is not None:
        return redirect(url_for("portal.my_reports"))
    form = make_form(RegistrationForm)
    if form.validate_on_submit():
        try:
            register_reporter(
                Registration(
                    kind=typed(form.kind),
                    name=typed(form.name),
                    number=form.number,
                    email=typed(form.email),
                    password=typed(form.password),
                    phone=typed(form.phone),
                )
            )
        except Refused as refusal:
            form.password.errors = [explain(refusal)]
        else:
            number = read_number(typed(form.kind), form.number, now())
            return _mail_is_on_its_way(
                LinkKind.CONFIRMATION, typed(form.email), warnings=number.warnings
            )
    return _shown("register", form, active="login")


@account_pages.get("/periksa-surel")
def mail_sent() -> Page:
    """Say that a mail is on its way, the same whether the address was known or not."""
    mailed = session.get(MAILED_TO) or {}
    return render_template("portal/account/mail_sent.html", mailed=mailed, active="login")


@account_pages.route(f"{PATHS[LinkKind.CONFIRMATION]}<token>", methods=["GET", "POST"])
def confirm_email(token: str) -> Page:
    """Confirm an address by a button, so that a mail scanner's visit confirms nothing."""
    form = ConfirmForm()
    if form.validate_on_submit():
        outcome = confirm_address(token)
        if outcome in (Confirmation.DONE, Confirmation.DONE_BEFORE):
            flash(_("Alamat surel Anda sudah dikonfirmasi. Silakan masuk."), "success")
            return redirect(url_for(".login"), 303)
    state = state_of_link(LinkKind.CONFIRMATION, token)
    if state is not LinkState.GOOD:
        return _link_is_over("confirmation", state)
    return _shown("confirm", form, active="login")


@account_pages.route("/konfirmasi", methods=["GET", "POST"])
@limit_attempts("registration", scope="confirmation", counts=sent)
def send_confirmation() -> Page:
    """Send the confirmation link once more."""
    form = make_form(EmailForm)
    if form.validate_on_submit():
        send_confirmation_again(typed(form.email))
        return _mail_is_on_its_way(LinkKind.CONFIRMATION, typed(form.email))
    return _shown("send_confirmation", form, active="login")


# Logging in and out


@account_pages.route("/masuk", methods=["GET", "POST"])
@limit_attempts("login", counts=failed)
def login() -> Page:
    """Log in by e-mail address and password, and by a code where there is an authenticator."""
    target = internal_path(request.values.get("next"))
    if current_account() is not None:
        return redirect(target or url_for("portal.my_reports"))
    form = make_form(LoginForm)
    unconfirmed = False
    if form.validate_on_submit():
        try:
            account = check_password(typed(form.email), typed(form.password))
        except Refused as refusal:
            unconfirmed = refusal.code == "account-unconfirmed"
            form.email.errors = [_login_problem(refusal.code)]
        else:
            if profile_of(account.id) is None or must_enrol(account):
                form.email.errors = [_("Akun ini akun petugas. Masuk lewat aplikasi petugas.")]
                return _shown("login", form, target=target, officers_app=OFFICERS_APP)
            if needs_second_factor(account):
                session[CODE_AWAITED] = [str(account.id), account.fs_uniquifier, _seconds()]
                return redirect(url_for(".login_code", next=target), 303)
            return _let_in(account, target)
    return _shown("login", form, target=target, unconfirmed=unconfirmed, active="login")


@account_pages.route("/masuk/kode", methods=["GET", "POST"])
@limit_attempts("login", scope="code", counts=failed)
def login_code() -> Page:
    """Ask for the code of the authenticator, within five minutes of the password."""
    target = internal_path(request.values.get("next"))
    account = _whose_code_is_awaited()
    if account is None:
        flash(_("Masukkan surel dan kata sandi sekali lagi."))
        return redirect(url_for(".login", next=target), 303)
    form = CodeForm()
    if form.validate_on_submit():
        code = typed(form.code)
        try:
            if sum(character.isalnum() for character in code) > _DIGITS_OF_TOTP:
                use_recovery_code(account.id, code)
            else:
                check_totp(account.id, code)
        except Refused as refusal:
            form.code.errors = [explain(refusal)]
        else:
            return _let_in(account, target)
    return _shown("login_code", form, target=target, active="login")


@account_pages.post("/keluar")
def logout() -> Page:
    """Log out, here and on every other device."""
    end_session()
    flash(_("Anda sudah keluar, di perangkat ini dan di perangkat lain."), "success")
    return redirect(url_for("portal.home"), 303)


# Recovery


@account_pages.route("/lupa-sandi", methods=["GET", "POST"])
@limit_attempts("registration", scope="recovery", counts=sent)
def forgot_password() -> Page:
    """Send a link for a new password, saying the same whether the address is known or not."""
    form = make_form(EmailForm)
    if form.validate_on_submit():
        request_recovery(typed(form.email))
        return _mail_is_on_its_way(LinkKind.RECOVERY, typed(form.email))
    return _shown("forgot_password", form, active="login")


@account_pages.route(f"{PATHS[LinkKind.RECOVERY]}<token>", methods=["GET", "POST"])
@limit_attempts("login", scope="recovery link", counts=failed)
def reset_password(token: str) -> Page:
    """Set a new password by a recovery link."""
    return _set_password(LinkKind.RECOVERY, token)


@account_pages.route(f"{PATHS[LinkKind.INVITATION]}<token>", methods=["GET", "POST"])
@limit_attempts("login", scope="invitation link", counts=failed)
def accept_invitation(token: str) -> Page:
    """Set an invited officer's first password."""
    return _set_password(LinkKind.INVITATION, token)


def _set_password(kind: LinkKind, token: str) -> Page:
    state = state_of_link(kind, token)
    if state is not LinkState.GOOD:
        return _link_is_over(kind.name.lower(), state)
    form = NewPasswordForm()
    if form.validate_on_submit():
        try:
            account = set_password_by_link(kind, token, typed(form.password))
        except Refused as refusal:
            form.password.errors = [explain(refusal)]
        else:
            if profile_of(account.id) is None:
                return render_template("portal/account/officer_ready.html", app=OFFICERS_APP)
            flash(_("Kata sandi baru sudah tersimpan. Silakan masuk."), "success")
            return redirect(url_for(".login"), 303)
    return _shown("new_password", form, is_first=kind is LinkKind.INVITATION, active="login")


# Profile


@pages.get("/profil")
@login_required
def profile() -> Page:
    """Show what is known of the visitor, and what can be changed."""
    account = signed_in()
    found = profile_of(account.id)
    identity = found[1] if found else None
    return render_template(
        "portal/account/profile.html",
        account=account,
        identity=identity,
        phone=format_phone(identity.phone) if identity and identity.phone else "",
        active="profile",
    )


@pages.route("/profil/ubah", methods=["GET", "POST"])
@login_required
def edit_profile() -> Page:
    """Change name, telephone and address."""
    found = profile_of(signed_in().id)
    if found is None:
        return redirect(url_for("portal.profile"), 303)
    identity = found[1]
    form = make_form(
        ProfileForm,
        data={
            "name": identity.name,
            "phone": format_phone(identity.phone) if identity.phone else "",
            "address": identity.address,
        },
    )
    if form.validate_on_submit():
        change_profile(
            signed_in().id,
            name=typed(form.name),
            phone=typed(form.phone),
            address=typed(form.address),
        )
        flash(_("Profil Anda sudah diperbarui."), "success")
        return redirect(url_for("portal.profile"), 303)
    return _shown("edit_profile", form, active="profile")


@pages.route("/profil/kata-sandi", methods=["GET", "POST"])
@limit_attempts("login", scope="password change", counts=failed)
@login_required
def edit_password() -> Page:
    """Change the password; every other device is logged out."""
    form = make_form(PasswordChangeForm)
    if form.validate_on_submit():
        given = (typed(form.current_password), typed(form.new_password))
        try:
            account = change_password(signed_in().id, *given)
        except Refused as refusal:
            is_old = refusal.code == "password-wrong"
            (form.current_password if is_old else form.new_password).errors = [explain(refusal)]
        else:
            start_session(account)
            flash(_("Kata sandi sudah diganti. Perangkat lain sudah dikeluarkan."), "success")
            return redirect(url_for("portal.profile"), 303)
    return _shown("edit_password", form, active="profile")


def _shown(template: str, form: object, **facts: object) -> tuple[str, int]:
    """Render a form's page: 422 when it came back with errors."""
    status = _WRONG if getattr(form, "errors", None) else 200
    facts = {"password_hint": PASSWORD_HINT, **facts}
    return render_template(f"portal/account/{template}.html", form=form, **facts), status


def _mail_is_on_its_way(kind: LinkKind, email: str, warnings: tuple[str, ...] = ()) -> AnyResponse:
    session[MAILED_TO] = {
        "email": email,
        "kind": kind.name.lower(),
        "lifetime": _said_lifetime(kind),
        "warnings": list(warnings),
    }
    return redirect(url_for(".mail_sent"), 303)


def _said_lifetime(kind: LinkKind) -> str:
    life = LINK_LIFETIMES[kind]
    if life.days:
        return _("%(days)s hari", days=life.days)
    return _("%(hours)s jam", hours=life // timedelta(hours=1))


def _link_is_over(kind: str, state: LinkState) -> Page:
    form = EmailForm(formdata=None)
    return _shown("link_over", form, kind=kind, state=state, active="login")


def _login_problem(code: str) -> str:
    if code == "account-unconfirmed":
        return _("Alamat surel ini belum dikonfirmasi. Buka tautan di surel dari kami.")
    return _("Surel atau kata sandi tidak cocok. Periksa keduanya, lalu coba lagi.")


def _let_in(account: Account, target: str | None) -> AnyResponse:
    start_session(account)
    return redirect(target or url_for("portal.my_reports"), 303)


def _whose_code_is_awaited() -> Account | None:
    pending = session.get(CODE_AWAITED)
    if not pending or _seconds() - pending[2] > SECONDS_FOR_CODE:
        return None
    return unchanged_account(UUID(pending[0]), pending[1])


def _seconds() -> int:
    return int(now().timestamp())
