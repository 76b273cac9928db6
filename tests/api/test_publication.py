"""An officer of the desk reviews, publishes and withdraws over the API."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests.api.officers import Browser, code_of
from tests.services.published import (
    NARRATIVE,
    SECRETS,
    answered,
    nkk,
    open_the_desk,
    published,
)


@pytest.fixture
def path(session: Session) -> str:
    open_the_desk(session)
    return f"/reports/{answered(session).id}/publication"


def text_of(answer: dict[str, Any], field: str) -> dict[str, Any]:
    [found] = [one for one in answer["texts"] if one["field"] == field]
    return dict(found)


def test_the_proposal_is_masked_and_says_where_and_why(operator: Browser, path: str) -> None:
    answer = operator.get(path).get_json()
    assert answer["obstacle"] is None
    question = text_of(answer, "question")
    assert question["original"] == NARRATIVE
    assert not any(secret in question["shown"] for secret in SECRETS)
    nik = next(place for place in question["places"] if place["kind"] == "nik")
    assert NARRATIVE[nik["start"] : nik["end"]] == "1971 0152 0390 0001"
    assert (nik["label"], nik["how"]) == ("NIK", "detected")


def test_an_officer_decides_previews_publishes_and_withdraws(operator: Browser, path: str) -> None:
    proposal = operator.get(path).get_json()
    phone = next(one for one in text_of(proposal, "answer")["places"] if one["kind"] == "phone")
    place = {"start": phone["start"], "end": phone["end"]}
    decision = {"answer": {"lifted": [place]}, "words": ["gratis"]}
    assert code_of(operator.post(f"{path}/preview", decision)) == "reason-missing"
    decision["answer"] = {"lifted": [{**place, "reason": "Telepon kantor"}]}
    preview = operator.post(f"{path}/preview", decision).get_json()
    assert "(0717) 432-101" in text_of(preview, "answer")["shown"]
    assert "gratis" not in text_of(preview, "answer")["shown"]
    assert preview["publication"] is None

    stale = operator.post(path, {**decision, "fingerprint": "0"})
    assert code_of(stale) == "publication-source-changed"
    sent = operator.post(path, {**decision, "fingerprint": proposal["fingerprint"]})
    assert sent.status_code == 200
    state = sent.get_json()["publication"]
    assert "/publikasi/" in state["address"]
    assert state["withdrawn_at"] is None

    assert code_of(operator.post(f"{path}/withdrawal", {"reason": " "})) == "reason-missing"
    gone = operator.post(f"{path}/withdrawal", {"reason": "Ada nama saksi"}).get_json()
    assert gone["publication"]["withdrawn_reason"] == "Ada nama saksi"
    again = operator.post(f"{path}/withdrawal", {"reason": "Lagi"})
    assert code_of(again) == "publication-not-in-force"
    history = operator.report(path.split("/")[2])["timeline"]["items"]
    said = [entry["what"] for entry in history]
    assert "Publikasi ditarik" in said
    assert "Jawaban dipublikasikan tanpa data pribadi" in said


@pytest.mark.parametrize(
    "body",
    [
        {"title": {"text": "x" * 301}},
        {"title": {"text": 5}},
        {"question": {"added": [{"start": 1}]}},
        {"question": {"added": [{"start": 0, "end": 99_999}]}},
        {"answer": {"lifted": [{"start": 0, "end": 1, "reason": "x"}]}},
        {"words": ["x"] * 51},
        {"wording": "x"},
    ],
)
def test_what_cannot_be_is_refused(operator: Browser, path: str, body: dict[str, Any]) -> None:
    assert operator.post(f"{path}/preview", body).status_code == 422


def test_words_with_emoji_keep_their_places(operator: Browser, path: str) -> None:
    text = "🙂 Kabar dari 0812-3456-7890 👍 selesai"
    shown = operator.post(f"{path}/preview", {"answer": {"text": text}}).get_json()
    answer = text_of(shown, "answer")
    assert answer["shown"] == "🙂 Kabar dari [disamarkan] 👍 selesai"
    [place] = answer["places"]
    assert text[place["start"] : place["end"]] == "0812-3456-7890"


def test_a_secret_report_shows_why_and_no_text(main_team: Browser, session: Session) -> None:
    open_the_desk(session)
    confidential, open_one = answered(session, confidential=True), answered(session)
    published(session, open_one)
    nkk(session).is_ethics = True
    session.commit()
    for report, obstacle in (
        (confidential, "report-confidential"),
        (open_one, "desk-of-ethics"),
    ):
        answer = main_team.get(f"/reports/{report.id}/publication").get_json()
        assert answer["obstacle"] == obstacle
        assert answer["obstacle_text"].endswith("tidak pernah dipublikasikan.")
        assert answer["texts"] == []
        refused = main_team.post(f"/reports/{report.id}/publication", {"fingerprint": "x"})
        assert code_of(refused) == obstacle
