"""How a refusal looks: RFC 9457 problem details with a stable code."""

from __future__ import annotations

from marshmallow import Schema, fields


class ProblemSchema(Schema):
    """Problem details (RFC 9457)."""

    type = fields.String(required=True, metadata={"description": "Alamat jenis galat, tetap."})
    title = fields.String(required=True, metadata={"description": "Judul singkat untuk status."})
    status = fields.Integer(required=True)
    detail = fields.String(
        required=True, metadata={"description": "Apa yang salah dan apa yang harus dilakukan."}
    )
    code = fields.String(
        required=True, metadata={"description": "Kode tetap, misalnya version-outdated."}
    )
    facts = fields.Dict(required=True, metadata={"description": "Keterangan untuk program."})
    errors = fields.Dict(
        keys=fields.String(),
        values=fields.List(fields.String()),
        required=True,
        metadata={"description": "Kalimat per isian; nama isian bersarang memakai titik."},
    )


class ProblemKindSchema(Schema):
    """Satu kode galat; kurung kurawal dalam kalimat diisi keterangan."""

    code = fields.String(required=True)
    status = fields.Integer(required=True)
    title = fields.String(required=True)
    detail = fields.String(required=True)


class ProblemKindsSchema(Schema):
    """Semua kode galat."""

    items = fields.List(fields.Nested(ProblemKindSchema), required=True)
