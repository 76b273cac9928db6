"""Rows of accounts: who can log in, as Flask-Security needs them, and officers' posts."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from flask_security import AsaList, RoleMixin, UserMixin
from sqlalchemy import ForeignKey, Index, LargeBinary, func, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.mutable import MutableList
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tanggap.storage.database import AgencyId, Base, RowId


class AccountRole(Base, RoleMixin):
    """A role an account can hold; the names are those of ``domain.policy.Role``."""

    __tablename__ = "account_role"

    id: Mapped[RowId]  # type: ignore[assignment]
    name: Mapped[str] = mapped_column(unique=True)
    description: Mapped[str | None]
    permissions: Mapped[list[Any] | None] = mapped_column(MutableList.as_mutable(AsaList()))


class AccountRoleLink(Base):
    """Which account holds which role."""

    __tablename__ = "account_role_link"

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), primary_key=True)
    role_id: Mapped[UUID] = mapped_column(ForeignKey("account_role.id"), primary_key=True)


class Account(Base, UserMixin):
    """Someone who can log in: a reporter, an officer or both."""

    __tablename__ = "account"
    __table_args__ = (
        Index("uq_account_email_lower", func.lower(text("email")), unique=True),
        Index("ix_account_agency_id_name", "agency_id", "name", "id"),
    )

    id: Mapped[RowId]  # type: ignore[assignment]
    agency_id: Mapped[AgencyId]
    name: Mapped[str]
    email: Mapped[str] = mapped_column(unique=True)
    password: Mapped[str | None]
    active: Mapped[bool] = mapped_column(server_default=text("true"))
    fs_uniquifier: Mapped[str] = mapped_column(unique=True)
    fs_webauthn_user_handle: Mapped[str | None] = mapped_column(unique=True)  # type: ignore[assignment]
    confirmed_at: Mapped[datetime | None]
    create_datetime: Mapped[datetime] = mapped_column(server_default=func.now())
    update_datetime: Mapped[datetime] = mapped_column(
        server_default=func.now(), onupdate=func.now()
    )
    last_login_at: Mapped[datetime | None]  # type: ignore[assignment]
    current_login_at: Mapped[datetime | None]  # type: ignore[assignment]
    last_login_ip: Mapped[str | None]
    current_login_ip: Mapped[str | None]
    login_count: Mapped[int | None]  # type: ignore[assignment]
    tf_primary_method: Mapped[str | None]
    tf_totp_secret: Mapped[str | None]
    tf_phone_number: Mapped[str | None]
    mf_recovery_codes: Mapped[list[Any] | None] = mapped_column(MutableList.as_mutable(AsaList()))
    version: Mapped[int] = mapped_column(server_default=text("1"))
    roles: Mapped[list[AccountRole]] = relationship(secondary="account_role_link", lazy="selectin")  # type: ignore[assignment]
    webauthn: Mapped[list[Passkey]] = relationship(  # type: ignore[assignment]
        back_populates="user", cascade="all, delete-orphan"
    )
    post: Mapped[Post | None] = relationship(
        back_populates="account", foreign_keys="Post.account_id", uselist=False
    )


class Passkey(Base):
    """A WebAuthn credential of an account."""

    __tablename__ = "passkey"

    id: Mapped[RowId]
    user_id: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    credential_id: Mapped[bytes] = mapped_column(LargeBinary(1024), unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary(1024))
    sign_count: Mapped[int] = mapped_column(server_default=text("0"))
    transports: Mapped[list[Any] | None] = mapped_column(MutableList.as_mutable(AsaList()))
    backup_state: Mapped[bool]
    device_type: Mapped[str]
    extensions: Mapped[str | None]
    create_datetime: Mapped[datetime] = mapped_column(server_default=func.now())
    lastuse_datetime: Mapped[datetime]
    name: Mapped[str]
    usage: Mapped[str]
    user: Mapped[Account] = relationship(back_populates="webauthn")

    def get_user_mapping(self) -> dict[str, Any]:
        """How Flask-Security finds the account of this credential."""
        return {"id": self.user_id}


class Post(Base):
    """An officer's place in the house: unit, position, staff number, direct superior.

    ``nik`` is by which BSrE knows a signatory; no list or page shows it.
    """

    __tablename__ = "post"
    __table_args__ = (Index("ix_post_agency_id_nip", "agency_id", "nip"),)

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), primary_key=True)
    agency_id: Mapped[AgencyId]
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"))
    position: Mapped[str]
    rank: Mapped[str | None]
    nip: Mapped[str | None]
    nik: Mapped[str | None]
    superior_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    preferences: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default=text("'{}'"))
    account: Mapped[Account] = relationship(back_populates="post", foreign_keys=[account_id])
