"""Officers: invited, placed, given roles and teams, let go."""

from __future__ import annotations

from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tanggap.domain.policy import Role
from tanggap.services.accounts import check_password, set_password_by_link
from tanggap.services.administration.acting import Acting
from tanggap.services.administration.user_access import (
    end_sessions,
    invite_again,
    reset_second_factor,
    set_nik,
)
from tanggap.services.administration.user_list import User, UserFilter, get_user, list_users
from tanggap.services.administration.users import (
    change_user,
    invite_user,
    set_active,
    set_roles,
    set_teams,
)
from tanggap.services.assignment import assign_task, team_of_task
from tanggap.services.credentials import LinkKind
from tanggap.services.officer_access import needs_second_factor
from tanggap.services.queues import QueueFilter, queue_page
from tanggap.services.transaction import transaction
from tanggap.storage.accounts import Account, Post
from tanggap.storage.correspondence import Message
from tanggap.storage.organisation import Unit
from tests.services.account_links import token_in
from tests.services.administration.office import (
    as_administrator,
    last_entry,
    refused,
    team,
)
from tests.services.nkk_desk import account, act, file, officer, open_tasks, unit
from tests.statements import statements_sent

PASSWORD = "Melati-Kuning-Berbaris-77"


def newcomer(session: Session, **other: object) -> dict[str, object]:
    return {
        "name": "Intan Permatasari",
        "email": "Intan@contoh.example",
        "roles": ["officer"],
        "unit_id": unit(session, "dinkes").id,
        "position": "Analis Kepegawaian",
        **other,
    }


def user(admin: Acting, session: Session, login: str) -> User:
    return get_user(admin, account(session, login).id)


def invitations(session: Session) -> list[Message]:
    wanted = select(Message).where(Message.template == "officer_invitation").order_by(Message.id)
    return list(session.scalars(wanted))


@pytest.fixture
def second_admin(admin: Acting, session: Session) -> Acting:
    """Another administrator, so that the first is not the last."""
    kepala = user(admin, session, "kepala")
    set_roles(admin, kepala.id, kepala.version, ["officer", "administrator"])
    return as_administrator(session, "kepala")


def test_only_an_administrator_arranges_officers(session: Session) -> None:
    for login in ("operator", "auditor"):
        stranger = as_administrator(session, login)
        with refused("not-allowed"):
            list_users(stranger, UserFilter())
        with refused("not-allowed"):
            set_roles(stranger, stranger.viewer.account, 1, ["administrator"])


def test_an_invited_officer_sets_a_password_and_works(admin: Acting, session: Session) -> None:
    made = invite_user(admin, newcomer(session, nip="19900412 201503 2 009"))
    assert (made.state, made.email, made.nip) == (
        "invited",
        "intan@contoh.example",
        "199004122015032009",
    )
    entry = last_entry(session)
    assert (entry.action, entry.address) == ("officer_placed", "192.0.2.7")
    [letter] = invitations(session)
    set_password_by_link(LinkKind.INVITATION, token_in(letter), PASSWORD)
    assert check_password("intan@contoh.example", PASSWORD).id == made.id
    assert get_user(admin, made.id).state == "active"


def test_an_invitation_names_a_free_address_a_unit_and_a_role(
    admin: Acting, session: Session
) -> None:
    for other, code in (
        ({"email": "operator@contoh.example"}, "email-taken"),
        ({"email": "WARGA@contoh.example"}, "email-taken"),
        ({"email": "bukan surel"}, "email-malformed"),
        ({"roles": []}, "roles-missing"),
        ({"roles": ["reporter"]}, "role-unknown"),
        ({"name": " "}, "text-missing"),
        ({"nip": "1234"}, "nip-not-18-digits"),
        ({"nip": "199004122015032001"}, "nip-taken"),
        ({"superior_id": account(session, "warga").id}, "superior-unknown"),
    ):
        with refused(code):
            invite_user(admin, newcomer(session, **other))
    assert invitations(session) == []


def test_an_invitation_is_sent_again_and_the_old_link_stops(
    admin: Acting, session: Session
) -> None:
    made = invite_user(admin, newcomer(session))
    invite_again(admin, made.id, made.version)
    first, second = invitations(session)
    with refused("link-spent"):
        set_password_by_link(LinkKind.INVITATION, token_in(first), PASSWORD)
    set_password_by_link(LinkKind.INVITATION, token_in(second), PASSWORD)
    came = get_user(admin, made.id)
    with refused("invitation-accepted"):
        invite_again(admin, came.id, came.version)


def test_an_invitation_follows_a_corrected_address(admin: Acting, session: Session) -> None:
    made = invite_user(admin, newcomer(session))
    moved = change_user(admin, made.id, made.version, {"email": "intan.p@contoh.example"})
    assert moved.email == "intan.p@contoh.example"
    assert [letter.address for letter in invitations(session)] == [
        "intan@contoh.example",
        "intan.p@contoh.example",
    ]
    with refused("link-spent"):
        set_password_by_link(LinkKind.INVITATION, token_in(invitations(session)[0]), PASSWORD)


def test_officers_are_found_by_any_parts_of_name_address_and_nip(admin: Acting) -> None:
    def found(words: str) -> list[str]:
        return [one.name for one in list_users(admin, UserFilter(words=words)).users]

    assert found("mela") == ["Sari Melati"]
    assert found("prakoso operator2") == ["Bagus Prakoso"]
    assert found("199004122015032001") == ["Sari Melati"]
    assert found("%") == []
    assert found("warga") == []


def test_officers_are_filtered_by_role_state_and_unit(admin: Acting, session: Session) -> None:
    def found(**wanted: object) -> list[str]:
        page = list_users(admin, UserFilter(**wanted))  # type: ignore[arg-type]
        return [one.name for one in page.users]

    assert found(role="auditor") == ["Surya Atmaja"]
    assert found(unit_id=unit(session, "dishub").id) == ["Dimas Saputra"]
    assert found(state="inactive") == []
    assert found(state="invited") == []


def test_the_list_goes_on_where_the_page_ended(admin: Acting) -> None:
    names: list[str] = []
    after: UUID | None = None
    while True:
        page = list_users(admin, UserFilter(), after=after, limit=3)
        names += [one.name for one in page.users]
        after = page.next_id
        if after is None:
            break
    assert len(names) == len(set(names)) == 10
    assert names == sorted(names)


def test_listing_officers_costs_the_same_however_many(admin: Acting) -> None:
    with statements_sent() as few:
        list_users(admin, UserFilter(), limit=2)
    with statements_sent() as many:
        list_users(admin, UserFilter(), limit=100)
    assert len(few) == len(many) == 3


def test_a_post_changes_and_the_log_tells_exactly_what(admin: Acting, session: Session) -> None:
    before = user(admin, session, "dinkes")
    given = {"position": "Ketua Tim", "rank": "", "superior_id": account(session, "kepala").id}
    changed = change_user(admin, before.id, before.version, given)
    assert (changed.position, changed.rank, changed.superior_name) == (
        "Ketua Tim",
        None,
        "Ratih Anindya Kusuma",
    )
    entry = last_entry(session)
    assert entry.before == {
        "position": "Tim NKK Pembantu",
        "rank": "Penata Tingkat I",
        "superior_id": None,
    }
    with refused("version-outdated"):
        change_user(admin, before.id, before.version, {"position": "Anggota"})


def test_nobody_is_above_themselves(admin: Acting, session: Session) -> None:
    kepala = user(admin, session, "kepala")
    for login in ("timutama2", "kepala"):
        with refused("superior-in-circle"):
            change_user(
                admin, kepala.id, kepala.version, {"superior_id": account(session, login).id}
            )


def test_a_new_address_ends_every_login(admin: Acting, session: Session) -> None:
    operator = user(admin, session, "operator")
    key = account(session, "operator").fs_uniquifier
    change_user(admin, operator.id, operator.version, {"email": "sari@contoh.example"})
    assert session.get_one(Account, operator.id).fs_uniquifier != key
    again = user(admin, session, "operator2")
    with refused("email-taken"):
        change_user(admin, again.id, again.version, {"email": "SARI@contoh.example"})


def test_a_reporter_is_no_officer_to_be_arranged(admin: Acting, session: Session) -> None:
    warga = account(session, "warga")
    with refused("officer-not-found"):
        get_user(admin, warga.id)
    with refused("officer-not-found"):
        change_user(admin, warga.id, warga.version, {"name": "Orang Lain"})
    with refused("officer-not-found"):
        end_sessions(admin, warga.id, warga.version)


def test_roles_change_but_never_ones_own(admin: Acting, session: Session) -> None:
    operator = user(admin, session, "operator")
    changed = set_roles(admin, operator.id, operator.version, ["officer", "auditor"])
    assert changed.roles == ["officer", "auditor"]
    entry = last_entry(session)
    assert (entry.before, entry.after) == (
        {"roles": ["officer"]},
        {"roles": ["auditor", "officer"]},
    )
    own = user(admin, session, "admin")
    with refused("own-roles"):
        set_roles(admin, own.id, own.version, ["officer"])


def test_the_last_administrator_stays(
    admin: Acting, second_admin: Acting, session: Session
) -> None:
    first, second = user(admin, session, "admin"), user(admin, session, "kepala")
    set_roles(second_admin, first.id, first.version, ["officer"])
    lonely = as_administrator(session, "kepala")
    with refused("own-roles"):
        set_roles(lonely, second.id, second.version, ["officer"])
    with refused("own-account"):
        set_active(lonely, second.id, second.version, is_active=False)


def test_an_administrator_who_never_came_does_not_count(
    admin: Acting, second_admin: Acting, session: Session
) -> None:
    """Between an invitation and its first password nobody can log in with the account."""
    with transaction() as writing:
        account(writing, "kepala").password = None
    first = user(admin, session, "admin")
    with refused("last-administrator"):
        set_roles(second_admin, first.id, first.version, ["officer"])
    with refused("last-administrator"):
        set_active(second_admin, first.id, first.version, is_active=False)


def test_an_officer_who_sits_in_a_team_keeps_the_role_for_it(
    admin: Acting, session: Session
) -> None:
    operator = user(admin, session, "operator")
    with refused("officer-in-teams"):
        set_roles(admin, operator.id, operator.version, ["auditor"])


def test_a_reporter_who_is_an_officer_too_stays_a_reporter(admin: Acting, session: Session) -> None:
    with transaction() as writing:
        both_sides = account(writing, "operator2")
        both_sides.roles.append(account(writing, "warga").roles[0])
    both = user(admin, session, "operator2")
    changed = set_roles(admin, both.id, both.version, ["officer", "auditor"])
    assert changed.roles == ["officer", "auditor"]
    assert Role.REPORTER in officer(session, "operator2").roles


def test_teams_are_set_all_at_once(admin: Acting, session: Session) -> None:
    operators, main = team(session, "operator"), team(session, "main_team")
    mover = user(admin, session, "operator2")
    changed = set_teams(admin, mover.id, mover.version, [main.id])
    assert [seat.name for seat in changed.teams] == ["Tim NKK Utama"]
    entry = last_entry(session)
    assert entry.before == {"teams": {str(operators.id): "Operator NKK"}}
    assert entry.after == {"teams": {str(main.id): "Tim NKK Utama"}}
    file()
    last = user(admin, session, "operator")
    with refused("team-left-empty"):
        set_teams(admin, last.id, last.version, [])


def test_who_is_let_go_disappears_at_once(admin: Acting, session: Session) -> None:
    report = file()
    [task] = open_tasks(session, report)
    leaver = user(admin, session, "operator2")
    assign_task(officer(session, "operator"), task.id, leaver.id)
    key = account(session, "operator2").fs_uniquifier
    gone = set_active(admin, leaver.id, leaver.version, is_active=False)
    assert (gone.state, list(gone.teams)) == ("inactive", [])
    session.refresh(task)
    assert task.assigned_to_id is None
    candidates = team_of_task(session, officer(session, "operator"), task.id)
    assert [one.name for one in candidates] == ["Sari Melati"]
    viewer = officer(session, "operator2")
    assert list(queue_page(session, viewer, QueueFilter()).tasks) == []
    assert account(session, "operator2").fs_uniquifier != key
    with refused("credentials-wrong"):
        check_password("operator2@contoh.example", "Peragaan-Tanggap-2026")
    entry = last_entry(session)
    assert entry.before == {"active": True, "teams": ["Operator NKK"]}


def test_who_comes_back_sits_in_no_team_until_seated(admin: Acting, session: Session) -> None:
    leaver = user(admin, session, "operator2")
    gone = set_active(admin, leaver.id, leaver.version, is_active=False)
    back = set_active(admin, gone.id, gone.version, is_active=True)
    assert (back.state, list(back.teams)) == ("active", [])
    check_password("operator2@contoh.example", "Peragaan-Tanggap-2026")
    act(session, file(), "operator", "hand_over")


def test_nobody_is_let_go_whom_open_work_or_letters_need(admin: Acting, session: Session) -> None:
    report = file()
    act(session, report, "operator", "hand_over")
    dinkes: Unit = unit(session, "dinkes")
    act(session, report, "timutama", "complaint", units=[dinkes.id], note="")
    helper = user(admin, session, "dinkes")
    with refused("team-left-empty"):
        set_active(admin, helper.id, helper.version, is_active=False)
    head = user(admin, session, "kepala")
    with refused("officer-heads-unit") as caught:
        set_active(admin, head.id, head.version, is_active=False)
    assert caught.value.facts["units"] == ["BKPSDMD"]
    assert user(admin, session, "dinkes").state == "active"


def test_logins_are_ended_everywhere(admin: Acting, session: Session) -> None:
    operator = user(admin, session, "operator")
    key = account(session, "operator").fs_uniquifier
    end_sessions(admin, operator.id, operator.version)
    assert account(session, "operator").fs_uniquifier != key
    assert last_entry(session).action == "logins_ended"


def test_a_lost_authenticator_is_taken_off_by_another(admin: Acting, session: Session) -> None:
    operator = user(admin, session, "operator")
    with refused("second-factor-missing"):
        reset_second_factor(admin, operator.id, operator.version)
    with transaction() as writing:
        for login in ("operator", "admin"):
            found = account(writing, login)
            found.tf_primary_method, found.tf_totp_secret = "authenticator", '{"secret": "x"}'
    key = account(session, "operator").fs_uniquifier
    shown = reset_second_factor(admin, operator.id, operator.version)
    assert shown.has_second_factor is False
    assert not needs_second_factor(account(session, "operator"))
    assert account(session, "operator").fs_uniquifier != key
    assert last_entry(session).action == "second_factor_removed"
    own = user(admin, session, "admin")
    with refused("own-second-factor"):
        reset_second_factor(admin, own.id, own.version)


def test_a_signatorys_nik_is_kept_and_read_only_at_its_end(admin: Acting, session: Session) -> None:
    found = user(admin, session, "kepala")
    kept = set_nik(admin, found.id, found.version, "1971 0101 0170 0001")
    assert kept.nik_end == "0001"
    session.expire_all()
    assert session.get_one(Post, found.id).nik == "1971010101700001"
    entry = last_entry(session)
    assert entry.action == "signatory_nik_set"
    assert "1971010101700001" not in f"{entry.before}{entry.after}"
    gone = set_nik(admin, found.id, kept.version, None)
    assert gone.nik_end is None
    assert last_entry(session).action == "signatory_nik_removed"


@pytest.mark.parametrize(
    ("typed", "code"), [("1971", "nik-not-16-digits"), ("1971019901700001", "nik-date-impossible")]
)
def test_a_wrong_nik_is_refused_at_its_field(
    admin: Acting, session: Session, typed: str, code: str
) -> None:
    found = user(admin, session, "kepala")
    with refused(code) as caught:
        set_nik(admin, found.id, found.version, typed)
    assert caught.value.facts["field"] == "nik"
