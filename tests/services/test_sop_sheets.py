"""The sheet of a procedure names its office, and the command writes it where it says."""

from __future__ import annotations

import io
from pathlib import Path

from flask import Flask
from pypdf import PdfReader
from sqlalchemy.orm import Session

from tanggap.cli.sop_print import print_command
from tanggap.domain.flow_progress import StepProgress
from tanggap.domain.procedure import StepId
from tanggap.services.sop_sheets import flow_svg, office_of, sheet_pdf
from tests.domain.flow_cases import WHATSAPP
from tests.domain.nkk_case import PROCEDURE as NKK


def test_the_office_of_a_procedure_is_the_one_whose_desk_runs_it(session: Session) -> None:
    office = office_of(session, "nkk")
    assert office is not None
    assert office.government.startswith("Pemerintah")
    assert office.approver is not None
    assert office.approver.name


def test_a_procedure_no_desk_runs_has_no_office(session: Session) -> None:
    assert office_of(session, "tidak-ada") is None


def test_the_sheet_bears_the_names_it_is_given() -> None:
    content = sheet_pdf(WHATSAPP, "Pemerintah Kota Contoh", "Dinas Percobaan")
    first = PdfReader(io.BytesIO(content)).pages[0].extract_text()
    assert "PEMERINTAH KOTA CONTOH" in first
    assert "DINAS PERCOBAAN" in first


def test_the_flow_of_one_report_does_not_show_on_another() -> None:
    here = flow_svg(NKK, {StepId("submit"): StepProgress(is_current=True)})
    assert "flow-now" in here
    assert "flow-now" not in flow_svg(NKK, {})
    assert "flow-times" not in flow_svg(NKK)


def test_the_command_writes_the_sheet_and_says_where(app: Flask, tmp_path: Path) -> None:
    target = tmp_path / "lembar" / "nkk.pdf"
    said = app.test_cli_runner().invoke(print_command, ["nkk", "--output", str(target)])
    assert said.exit_code == 0, said.output
    assert str(target) in said.output
    text = PdfReader(target).pages[0].extract_text()
    assert "Pelayanan Pengaduan NKK" in text


def test_the_command_refuses_a_procedure_that_is_not_there(app: Flask) -> None:
    said = app.test_cli_runner().invoke(print_command, ["tidak-ada"])
    assert said.exit_code == 1
    assert "tidak-ada.yaml" in said.output
