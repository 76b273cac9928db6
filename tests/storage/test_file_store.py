"""Files are kept by their hash and never handed out damaged."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from tanggap.storage.file_store import FileCorrupted, FileMissing, FileStore

CONTENT = b"bukti" * 700_000
SHA256 = hashlib.sha256(CONTENT).hexdigest()
ABSENT = "0" * 64


@pytest.fixture(params=["folder", "file-url", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> FileStore:
    urls = {
        "folder": str(tmp_path / "b c"),
        "file-url": (tmp_path / "b c").as_uri(),
        "memory": "memory://",
    }
    return FileStore(urls[request.param])


def test_what_was_stored_comes_back(store: FileStore) -> None:
    assert store.put(CONTENT) == SHA256
    assert store.get(SHA256) == CONTENT
    assert b"".join(store.stream(SHA256)) == CONTENT
    assert (store.exists(SHA256), store.size(SHA256)) == (True, len(CONTENT))


def test_storing_twice_and_storing_nothing_are_harmless(store: FileStore) -> None:
    assert store.put(CONTENT) == store.put(CONTENT)
    assert store.get(store.put(b"")) == b""


def test_a_range_serves_seeking(store: FileStore) -> None:
    store.put(CONTENT)
    assert store.read_range(SHA256, 5, 12) == CONTENT[5:12]
    with pytest.raises(ValueError, match="not in the file"):
        store.read_range(SHA256, 0, len(CONTENT) + 1)


@pytest.mark.parametrize("sha256", [ABSENT, "", "../../etc/passwd", "AB" * 32])
def test_an_unknown_or_impossible_hash_is_missing(store: FileStore, sha256: str) -> None:
    reads: list[Callable[[str], object]] = [store.get, store.stream, store.size]
    for read in reads:
        with pytest.raises(FileMissing):
            read(sha256)
    assert not store.exists(sha256)


def test_a_file_lies_under_its_hash_and_no_temporary_is_left(tmp_path: Path) -> None:
    FileStore(str(tmp_path)).put(CONTENT)
    files = [
        path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()
    ]
    assert files == [f"{SHA256[:2]}/{SHA256[2:4]}/{SHA256}"]


def test_damage_is_noticed_before_the_last_chunk_and_repaired_by_storing_again(
    tmp_path: Path,
) -> None:
    store = FileStore(str(tmp_path))
    store.put(CONTENT)
    path = tmp_path / SHA256[:2] / SHA256[2:4] / SHA256
    path.write_bytes(b"X" + CONTENT[1:])
    received: list[bytes] = []
    with pytest.raises(FileCorrupted):
        received.extend(store.stream(SHA256))
    assert sum(map(len, received)) < len(CONTENT)
    with pytest.raises(FileCorrupted):
        store.get(SHA256)
    store.put(CONTENT)
    assert store.get(SHA256) == CONTENT


@pytest.mark.parametrize("url", ["ftp://host/x", "s3://", "s3://bucket/x?colour=blue"])
def test_an_unknown_store_or_option_is_named_at_once(url: str) -> None:
    with pytest.raises(ValueError, match=r"store|option"):
        FileStore(url)


class SmallBucket(BaseHTTPRequestHandler):
    """Just enough of S3 on this machine to hold objects: PUT, HEAD and GET by path."""

    protocol_version = "HTTP/1.1"

    def do_PUT(self) -> None:
        self.objects[self.path] = self.rfile.read(int(self.headers["Content-Length"]))
        self._answer(200, b"")

    def do_GET(self) -> None:
        found = self.objects.get(self.path)
        if found is None:
            self._answer(404, b"<Error><Code>NoSuchKey</Code></Error>")
        elif "Range" in self.headers:
            first, last = map(int, self.headers["Range"].removeprefix("bytes=").split("-"))
            self._answer(206, found[first : last + 1], f"bytes {first}-{last}/{len(found)}")
        else:
            self._answer(200, found)

    def do_HEAD(self) -> None:
        self.do_GET()

    @property
    def objects(self) -> dict[str, bytes]:
        return self.server.objects  # type: ignore[attr-defined,no-any-return]

    def _answer(self, status: int, body: bytes, content_range: str = "") -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Last-Modified", "Mon, 02 Mar 2026 01:00:00 GMT")
        self.send_header("ETag", '"1"')
        if content_range:
            self.send_header("Content-Range", content_range)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[ThreadingHTTPServer]:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "demo")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "demo")
    server = ThreadingHTTPServer(("127.0.0.1", 0), SmallBucket)
    server.objects = {}  # type: ignore[attr-defined]
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def test_an_s3_compatible_store_is_named_by_its_url(bucket: ThreadingHTTPServer) -> None:
    endpoint = f"http://127.0.0.1:{bucket.server_port}"
    store = FileStore(f"s3://kotak/bukti/kota?endpoint={endpoint}&region=id")
    content = CONTENT[:10_000]
    sha256 = store.put(content)
    assert list(bucket.objects) == [f"/kotak/bukti/kota/{sha256[:2]}/{sha256[2:4]}/{sha256}"]  # type: ignore[attr-defined]
    assert (store.get(sha256), store.size(sha256)) == (content, 10_000)
    assert store.read_range(sha256, 3, 8) == content[3:8]
    with pytest.raises(FileMissing):
        store.get(ABSENT)
    assert not store.exists(ABSENT)
