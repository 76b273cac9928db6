"""Says inside the file that it is both PDF/A-3a (archive) and PDF/UA-1 (screen readers).

WeasyPrint writes the identification of one standard at a time. The second one is added to its
XMP metadata together with the extension schema that PDF/A (ISO 19005-3, 6.6.2.3) asks for when a
property is not among its predefined ones.
"""

from __future__ import annotations

from typing import Any

VARIANT = "pdf/a-3a"

_UNIVERSAL_ACCESS = b"""
<rdf:Description rdf:about=""
  xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
  xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
  xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
 <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
  <pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
  <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
  <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
  <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
   <pdfaProperty:name>part</pdfaProperty:name>
   <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
   <pdfaProperty:category>internal</pdfaProperty:category>
   <pdfaProperty:description>Part of ISO 14289 the file conforms to</pdfaProperty:description>
  </rdf:li></rdf:Seq></pdfaSchema:property>
 </rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
 <pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
</rdf:RDF>"""


def claim_universal_access(metadata: Any) -> None:
    """Add the PDF/UA-1 identification to the metadata of a laid-out WeasyPrint document.

    Overriding ``generate_rdf_metadata`` is the way WeasyPrint documents for extra RDF.
    """
    written = metadata.generate_rdf_metadata

    def with_universal_access(variant: str, version: int, conformance: str) -> bytes:
        rdf: bytes = written(variant, version, conformance)
        return rdf.replace(b"</rdf:RDF>", _UNIVERSAL_ACCESS)

    metadata.generate_rdf_metadata = with_universal_access
