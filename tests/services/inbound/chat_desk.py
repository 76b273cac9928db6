"""A desk that people write to, with the real product between them and the providers' stand-ins."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tanggap.channel_connections import SMS_REPORTS
from tanggap.channels.sms import Kannel
from tanggap.channels.whatsapp import WhatsAppCloud
from tanggap.services.actions import take_action
from tanggap.services.house import House, now
from tanggap.services.procedure_loading import store_version
from tanggap.storage.channels import DeskChannel, InboundRow
from tanggap.storage.correspondence import Message
from tanggap.storage.database import new_id
from tanggap.storage.organisation import Category, Desk, Membership, Team, Unit
from tanggap.storage.procedure_files import read_procedure_file
from tanggap.storage.reports import Report
from tests.services.nkk_desk import account, officer, open_tasks, run_jobs
from tests.standins.graph import (
    APP_SECRET,
    PHONE_ID,
    TOKEN,
    VERIFY_TOKEN,
    GraphStandIn,
    person,
    signature,
    text_message,
    update,
)
from tests.standins.kannel import KannelStandIn, incoming

SMS_SECRET = "rahasia-kannel-6c1d"
SHORT_NUMBER = "1708"
MAILBOX = "lapor@contoh.example"
BUDI = "ID.13491208655302741918"
BUDI_PHONE = "6281234567890"
PROCEDURE = Path(__file__).with_name("chat.yaml")


def open_chat_desk(session: Session) -> Desk:
    """A desk of the invented city that answers messages; the NKK operator is its admin."""
    nkk = session.scalars(select(Desk).where(Desk.slug == "nkk")).one()
    version = store_version(session, nkk.agency_id, read_procedure_file(PROCEDURE))
    unit = session.scalars(select(Unit).where(Unit.code == "dishub")).one()
    desk = Desk(
        id=new_id(),
        agency_id=nkk.agency_id,
        unit_id=unit.id,
        procedure_version_id=version.id,
        calendar_id=nkk.calendar_id,
        slug="chat",
        name="Aduan Warga",
        summary="Aduan lewat pesan",
        register_prefix="ADU",
        letter_pattern=nkk.letter_pattern,
        channels=["whatsapp", "sms", "email", "telephone"],
    )
    team = Team(
        id=new_id(), agency_id=nkk.agency_id, desk_id=desk.id, actor="operator", name="Admin"
    )
    session.add_all([desk, team])
    session.flush()
    for place, name in enumerate(("Jalan", "Belum dikategorikan")):
        session.add(
            Category(
                id=new_id(),
                agency_id=desk.agency_id,
                desk_id=desk.id,
                name=name,
                position=place,
            )
        )
    session.add(
        Membership(
            team_id=team.id,
            account_id=account(session, "operator").id,
            agency_id=desk.agency_id,
            since=now(),
        )
    )
    for channel, address in (("whatsapp", PHONE_ID), ("sms", SHORT_NUMBER), ("email", MAILBOX)):
        session.add(
            DeskChannel(agency_id=desk.agency_id, desk_id=desk.id, channel=channel, address=address)
        )
    session.commit()
    return desk


def connect(parts: House, graph: GraphStandIn, kannel: KannelStandIn) -> None:
    """Point the product to the stand-ins, as its settings would."""
    parts.settings = parts.settings.model_copy(
        update={
            "whatsapp_token": TOKEN,
            "whatsapp_app_secret": APP_SECRET,
            "whatsapp_verify_token": VERIFY_TOKEN,
            "sms_url": kannel.url,
            "sms_secret": SMS_SECRET,
        }
    )
    whatsapp = WhatsAppCloud(graph.address, TOKEN)
    reports_to = f"{parts.settings.base_url}{SMS_REPORTS}"
    sms = Kannel(kannel.url, reports_to=reports_to, secret=SMS_SECRET)
    parts.ways_out = {"whatsapp": whatsapp, "sms": sms}
    parts.file_sources = {"whatsapp": whatsapp}


@dataclass
class Line:
    """People's telephones on one side, the desk on the other."""

    app: Flask
    session: Session
    desk: Desk
    graph: GraphStandIn
    kannel: KannelStandIn
    _count: Any = field(default_factory=lambda: itertools.count(1))

    def post(self, body: bytes, signed: str | None = None) -> TestResponse:
        """Post a webhook as Meta does."""
        return self.app.test_client().post(
            "/api/channels/whatsapp",
            data=body,
            headers={"X-Hub-Signature-256": signature(body) if signed is None else signed},
            content_type="application/json",
        )

    def chat(
        self,
        words: str,
        *,
        wamid: str | None = None,
        phone: str | None = BUDI_PHONE,
        user_id: str = BUDI,
        name: str = "Budi",
        **more: Any,
    ) -> str:
        """Somebody writes over WhatsApp, and the worker works; returns the wamid."""
        wamid = wamid or f"wamid.IN{next(self._count):04d}"
        at = int(now().timestamp())
        said = text_message(wamid, words, at, user_id=user_id, phone=phone, **more)
        body = update(said, contacts=(person(name, user_id, phone),))
        assert self.post(body).status_code == 200
        self.work()
        return wamid

    def sms(self, words: str, *, sender: str = "+6281298765432", sms_id: str = "") -> None:
        """Somebody writes an SMS, and the worker works."""
        query = incoming(
            SMS_SECRET,
            sender,
            SHORT_NUMBER,
            words,
            sms_id=sms_id or f"sms-{next(self._count)}",
            at=int(now().timestamp()),
        )
        assert self.app.test_client().get(f"/api/channels/sms?{query}").status_code == 200
        self.work()

    def work(self) -> None:
        run_jobs(self.session)

    def act(self, report: Report, action: str, **given: object) -> None:
        """The admin takes an action, and the worker works."""
        task = open_tasks(self.session, report)[0]
        viewer = officer(self.session, "operator")
        take_action(viewer, report.id, task.id, action, given, expected_version=report.version)
        self.work()

    def reports(self) -> list[Report]:
        rows = self.session.scalars(
            select(Report).where(Report.desk_id == self.desk.id).order_by(Report.id)
        )
        return list(rows)

    def report(self) -> Report:
        """The one report at the desk."""
        [found] = self.reports()
        return found

    def messages(self, direction: str) -> list[Message]:
        rows = self.session.scalars(
            select(Message)
            .join(Report, Report.id == Message.report_id)
            .where(
                Report.desk_id == self.desk.id,
                Message.direction == direction,
                Message.audience == "reporter",
            )
            .order_by(Message.id)
        )
        return list(rows)

    def inbound(self) -> list[InboundRow]:
        return list(self.session.scalars(select(InboundRow).order_by(InboundRow.id)))
