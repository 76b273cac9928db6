/** Files of reports: their addresses for the browser's own elements, and their bytes for our viewer. */
import { answer, client } from "./client";

export function evidenceAddress(id: string): string {
  return `/api/admin/v1/evidence/${encodeURIComponent(id)}/file`;
}

export function documentAddress(id: string): string {
  return `/api/admin/v1/documents/${encodeURIComponent(id)}/file`;
}

export async function evidenceBytes(id: string): Promise<ArrayBuffer> {
  const call = client.GET("/api/admin/v1/evidence/{evidence_id}/file", {
    params: { path: { evidence_id: id } },
    parseAs: "arrayBuffer",
  });
  return await answer(call);
}

export async function documentBytes(id: string): Promise<ArrayBuffer> {
  const call = client.GET("/api/admin/v1/documents/{document_id}/file", {
    params: { path: { document_id: id } },
    parseAs: "arrayBuffer",
  });
  return await answer(call);
}
