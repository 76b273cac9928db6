"""Jobs that were given up are counted, listed, and tried again when somebody says so."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import text

from tanggap.services.transaction import transaction
from tanggap.storage import embedded_postgres
from tanggap.storage.job_queue import put_job
from tests.cli.servers import new_server


def test_a_job_that_was_given_up_is_named_and_tried_again(
    server: embedded_postgres.EmbeddedPostgres, tmp_path: Path
) -> None:
    with new_server(server, tmp_path / "files", migrated=True) as place:
        with place.product.app_context(), transaction() as session:
            put_job(session, "deliver-message", message_id="01a2-contoh")
        with place.product.app_context(), transaction() as session:
            session.execute(text("UPDATE procrastinate_jobs SET status = 'failed', attempts = 20"))
        state = place.run("jobs", "state")
        assert state.exit_code == 1
        assert "Menunggu giliran: 0\nGagal: 1\n" in state.output
        listed = place.run("jobs", "failed")
        assert listed.exit_code == 0
        assert "deliver-message  message_id=01a2-contoh  (20×)" in listed.output
        retried = place.run("jobs", "failed", "--retry")
        assert "1 pekerjaan dicoba lagi." in retried.output
        assert place.run("jobs", "failed").output == ""
        with place.product.app_context(), transaction() as session:
            assert session.scalar(text("SELECT status FROM procrastinate_jobs")) == "todo"
