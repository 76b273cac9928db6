"""Fill a database with reports: copies of the specimens with words, people and times of their own.

The open backlog is the same at every size, a desk's week of work; what grows is the closed history,
at a constant number of reports a day. Copies are made inside PostgreSQL, without foreign-key checks
(every id of a copy follows from the specimen's), and end up vacuumed and analysed.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import UUID

import psycopg
from psycopg import sql
from sqlalchemy import Column, Computed, DateTime, Identity, Table, Uuid

from bench.moment import NOW
from bench.servers import FOLDER
from bench.specimens import Specimen, make_city, make_specimens
from bench.words import Language
from tanggap.services.demonstration.city import DEMONSTRATION_DOMAIN, REPORTERS
from tanggap.settings import load_settings
from tanggap.storage import embedded_postgres
from tanggap.storage.database import Base
from tanggap.storage.migrating import prepare
from tanggap.storage.postgres_cluster import Cluster

OPEN = 300
A_DAY = 55
YOUNGEST_CLOSED = timedelta(days=30)
REPORTS_PER_REPORTER = 2.5
BATCH = 5_000
COPIED_TOGETHER = (
    ("report", "task", "document", "response", "person_reported"),
    ("event", "message", "attachment", "note", "exclusion"),
)
COPIED = frozenset(name for names in COPIED_TOGETHER for name in names)
REPORTER_LOGIN = "pelapor"

SESSION = """
SET session_replication_role = replica;
SET work_mem = '128MB';
SET maintenance_work_mem = '256MB';
SET synchronous_commit = off;
"""
PREPARE = """
CREATE SCHEMA bench;
CREATE TABLE bench.copy (
    i int PRIMARY KEY, specimen uuid, filed_at timestamptz, number text, subject text,
    narrative text, place text, reporter int, category int, shift interval, old_number text
);
CREATE TABLE bench.reporter (i int PRIMARY KEY, name text, id uuid, account uuid);
CREATE TABLE bench.category AS
    SELECT row_number() OVER (ORDER BY id) - 1 AS i, id FROM category WHERE parent_id IS NOT NULL;
CREATE SEQUENCE bench.letter START 1000;
CREATE FUNCTION bench.id_of(old uuid, i int, at timestamptz) RETURNS uuid IMMUTABLE LANGUAGE sql
AS $$
    SELECT (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || '7'
            || substr(md5(old::text || i), 14))::uuid
$$;
"""
REPORTER_ROWS = """
UPDATE bench.reporter SET id = bench.id_of(gen_random_uuid(), i, {start}),
    account = bench.id_of(gen_random_uuid(), i, {start});
INSERT INTO account (id, agency_id, name, email, password, fs_uniquifier, confirmed_at)
    SELECT b.account, a.agency_id, b.name, {login} || b.i || '@' || {domain}, a.password,
        md5(b.account::text), a.confirmed_at
    FROM bench.reporter b, account a WHERE a.email = {model};
INSERT INTO account_role_link SELECT b.account, l.role_id FROM bench.reporter b, account a
    JOIN account_role_link l ON l.account_id = a.id WHERE a.email = {model};
INSERT INTO reporter (id, agency_id, account_id, kind, name, nik, address)
    SELECT b.id, a.agency_id, b.account, 'citizen', b.name, '1971' || lpad(b.i::text, 12, '0'),
        'Jalan Contoh Nomor ' || b.i
    FROM bench.reporter b, account a WHERE a.email = {model};
INSERT INTO reporter_contact (id, agency_id, reporter_id, kind, value)
    SELECT bench.id_of(gen_random_uuid(), b.i, {start}), a.agency_id, b.id, k.kind,
        CASE k.kind WHEN 'email' THEN {login} || b.i || '@' || {domain}
                    ELSE '+6281' || lpad(b.i::text, 9, '0') END
    FROM bench.reporter b, account a, (VALUES ('email'), ('phone')) k(kind) WHERE a.email = {model};
"""
FINISH = """
UPDATE bench.copy c SET old_number = r.number, shift = c.filed_at - r.filed_at
FROM report r WHERE r.id = c.specimen;
ANALYZE;
"""
FIRST_NUMBER = 100
"""Smaller ones belong to the specimens."""
SETTLE = f"""
UPDATE task t SET assigned_to_id = m.account_id FROM team JOIN membership m ON m.team_id = team.id
WHERE t.closed_at IS NULL AND team.desk_id = t.desk_id AND team.actor = t.actor
    AND team.unit_id IS NOT DISTINCT FROM t.unit_id AND hashtext(t.id::text) % 5 = 0;
UPDATE number_series SET last = {FIRST_NUMBER} + (SELECT count(*) FROM bench.copy)
    WHERE kind = 'register';
UPDATE number_series SET last = nextval('bench.letter') WHERE kind <> 'register';
TRUNCATE procrastinate_events, procrastinate_jobs CASCADE;
"""
DROPPABLE = """
SELECT c.relname, pg_get_indexdef(c.oid) FROM pg_index x JOIN pg_class c ON c.oid = x.indexrelid
WHERE x.indrelid::regclass::text = ANY (%s) AND NOT x.indisunique ORDER BY 1
"""
SEARCH_WORDS = """
CREATE TABLE bench.search_word AS
SELECT word, ndoc FROM ts_stat('SELECT words FROM report')
WHERE word ~ '^[a-z]{4,}$' AND plainto_tsquery('indonesian', word)::text = quote_literal(word);
"""


def seed(
    cluster: Cluster, database: str, specimens: list[Specimen], reports: int, language: Language
) -> float:
    """Fill ``database`` with ``reports`` copies of ``specimens``; returns the seconds it took."""
    began = time.monotonic()
    with cluster.connect(database) as connection:
        connection.execute(PREPARE)
        _write_reporters(connection, reporters_of(reports), language)
        _write_plan(connection, specimens, reports, language)
        connection.execute(FINISH)
    with ThreadPoolExecutor(len(COPIED_TOGETHER)) as pool:
        halves = [
            pool.submit(_copy_tables, cluster, database, names, reports)
            for names in COPIED_TOGETHER
        ]
        for half in halves:
            half.result()
    with cluster.connect(database) as connection:
        for statement in (SETTLE, SEARCH_WORDS, "VACUUM (ANALYZE)", "CHECKPOINT"):
            connection.execute(statement)
    return time.monotonic() - began


def main() -> None:
    """Migrate and fill the database named on the command line, with so many reports."""
    database, reports = sys.argv[1], int(sys.argv[2])
    settings = load_settings(os.environ)
    prepare(settings.database_owner_url, settings.database_url)
    app, clock = make_city(settings)
    language = Language()
    specimens = make_specimens(app, clock, language)
    with embedded_postgres.start(FOLDER / "postgres") as server:
        took = seed(server.cluster, database, specimens, reports, language)
    sys.stderr.write(f"  … in {took:.0f} s\n")


def reporters_of(reports: int) -> int:
    """How many reporters filed so many reports."""
    return max(50, int(reports / REPORTS_PER_REPORTER))


def _copy_tables(cluster: Cluster, database: str, names: Sequence[str], reports: int) -> None:
    """Copy the specimens' rows of some tables; their indexes are made anew afterwards."""
    tables = [Base.metadata.tables[name] for name in names]
    with cluster.connect(database) as connection:
        connection.execute(SESSION)
        for table in tables:
            connection.execute(set_aside_statement(table))
        indexes = connection.execute(DROPPABLE, [list(names)]).fetchall()
        for name, _ in indexes:
            connection.execute(sql.SQL("DROP INDEX {}").format(sql.Identifier(str(name))))
        statements = [copy_statement(table) for table in tables]
        for first in range(0, reports, BATCH):
            for statement in statements:
                connection.execute(statement, {"first": first, "last": first + BATCH})
        for _, definition in indexes:
            connection.execute(str(definition).encode())


def _write_reporters(connection: psycopg.Connection[Any], count: int, language: Language) -> None:
    with connection.cursor().copy("COPY bench.reporter (i, name) FROM STDIN") as copy:
        for number in range(count):
            copy.write_row((number, language.person()))
    given = {
        "start": NOW - timedelta(days=2000),
        "login": REPORTER_LOGIN,
        "domain": DEMONSTRATION_DOMAIN,
        "model": REPORTERS[0].email,
    }
    literals = {name: sql.Literal(value) for name, value in given.items()}
    connection.execute(sql.SQL(REPORTER_ROWS).format(**literals))


def _write_plan(
    connection: psycopg.Connection[Any], specimens: list[Specimen], reports: int, language: Language
) -> None:
    columns = "i, specimen, filed_at, number, subject, narrative, place, reporter, category"
    reporters = reporters_of(reports)
    numbers: dict[int, int] = {}
    with connection.cursor().copy(f"COPY bench.copy ({columns}) FROM STDIN") as copy:
        for i, (specimen, at) in enumerate(_plan(specimens, reports, language)):
            numbers[at.year] = numbers.get(at.year, FIRST_NUMBER) + 1
            number = f"NKK-{at.year}-{numbers[at.year]:05d}"
            reporter = int(reporters * language.random.random() ** 1.5)
            category = language.random.randrange(8)
            subject, story = language.sentence(4, 9), language.paragraphs()
            place = language.sentence(2, 4)
            copy.write_row((i, specimen, at, number, subject, story, place, reporter, category))


def _plan(
    specimens: list[Specimen], reports: int, language: Language
) -> Iterator[tuple[UUID, Any]]:
    """Which specimen is copied to which moment of filing, oldest first."""
    closed = [one for one in specimens if not one.is_open]
    still_open = [one for one in specimens if one.is_open]
    days = (reports - OPEN) / A_DAY
    start = NOW - YOUNGEST_CLOSED - timedelta(days=days)
    weights = [one.weight for one in closed]
    for place in range(reports - OPEN):
        chosen = language.random.choices(closed, weights)[0]
        yield chosen.report, start + timedelta(days=days * place / (reports - OPEN))
    weights = [one.weight for one in still_open]
    for place in range(OPEN):
        chosen = language.random.choices(still_open, weights)[0]
        yield chosen.report, NOW - timedelta(minutes=2 + 1440 * (1 - place / OPEN) ** 3)


def set_aside_statement(table: Table) -> sql.Composed:
    """The statement that puts the specimens' rows of ``table`` where they are copied from."""
    return sql.SQL("CREATE TABLE bench.{aside} AS SELECT * FROM {table}").format(
        aside=sql.Identifier(f"its_{table.name}"), table=sql.Identifier(table.name)
    )


def copy_statement(table: Table) -> sql.Composed:
    """The statement that copies one batch of a specimen's rows in ``table``."""
    columns = [column for column in table.columns if not _is_made_by_postgres(column)]
    key = "id" if table.name == "report" else "report_id"
    return sql.SQL(
        "INSERT INTO {table} ({columns}) SELECT {values} FROM bench.copy c "
        "JOIN bench.{aside} t ON t.{key} = c.specimen "
        "JOIN bench.reporter p ON p.i = c.reporter "
        "JOIN bench.category k ON k.i = c.category "
        "WHERE c.i >= %(first)s AND c.i < %(last)s ORDER BY c.i, {order}"
    ).format(
        table=sql.Identifier(table.name),
        aside=sql.Identifier(f"its_{table.name}"),
        columns=sql.SQL(", ").join(sql.Identifier(column.name) for column in columns),
        values=sql.SQL(", ").join(sql.SQL(_value(table, column)) for column in columns),
        key=sql.Identifier(key),
        order=sql.SQL("t.id" if "id" in table.columns else f"t.{key}"),
    )


def _is_made_by_postgres(column: Column[Any]) -> bool:
    return isinstance(column.computed, Computed) or isinstance(column.identity, Identity)


OWN_VALUES = {
    "report.number": "c.number",
    "report.subject": "c.subject",
    "report.narrative": "c.narrative",
    "report.place": "c.place",
    "report.reporter_id": "p.id",
    "report.category_id": "k.id",
    "report.submission_key": "bench.id_of(t.submission_key, c.i, c.filed_at)",
    "document.number": "replace(t.number, '/0', '/' || nextval('bench.letter') || '-')",
    "document.verification_code": "upper(substr(md5(t.verification_code || c.i), 1, 12))",
    "document.title": "replace(t.title, c.old_number, c.number)",
    "message.subject": "replace(t.subject, c.old_number, c.number)",
    "message.body": "replace(t.body, c.old_number, c.number)",
    "message.address": f"'{REPORTER_LOGIN}' || p.i || '@{DEMONSTRATION_DOMAIN}'",
}


def _value(table: Table, column: Column[Any]) -> str:
    """What a column of a copy is made from: the specimen's row ``t`` and the plan's row ``c``."""
    own = OWN_VALUES.get(f"{table.name}.{column.name}")
    if own is not None:
        return own
    refers_to = {key.column.table.name for key in column.foreign_keys}
    is_own_key = column.primary_key and isinstance(column.type, Uuid) and not refers_to
    if is_own_key or refers_to & COPIED:
        return f"bench.id_of(t.{column.name}, c.i, c.filed_at)"
    if isinstance(column.type, DateTime):
        moved = f"t.{column.name} + c.shift"
        return f"CASE WHEN t.{column.name} > '9000-01-01' THEN t.{column.name} ELSE {moved} END"
    return f"t.{column.name}"


if __name__ == "__main__":
    main()
