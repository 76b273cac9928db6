/** Publishing the answer to a report without personal data. */
import { answer, client } from "./client";
import type { Publication, PublicationGiven } from "./shapes";
import { proof } from "./transport";

export async function showPublication(id: string, signal?: AbortSignal): Promise<Publication> {
  const call = client.GET("/api/admin/v1/reports/{report_id}/publication", {
    params: { path: { report_id: id } },
    signal,
  });
  return answer(call);
}

export async function previewPublication(
  id: string,
  given: PublicationGiven,
  signal?: AbortSignal,
): Promise<Publication> {
  const call = client.POST("/api/admin/v1/reports/{report_id}/publication/preview", {
    params: { path: { report_id: id }, header: proof() },
    body: given,
    signal,
  });
  return answer(call);
}

/** Publishes the texts whose originals have this fingerprint. */
export async function publishReport(
  id: string,
  given: PublicationGiven,
  fingerprint: string,
): Promise<Publication> {
  const call = client.POST("/api/admin/v1/reports/{report_id}/publication", {
    params: { path: { report_id: id }, header: proof() },
    body: { ...given, fingerprint },
  });
  return answer(call);
}

export async function withdrawPublication(id: string, reason: string): Promise<Publication> {
  const call = client.POST("/api/admin/v1/reports/{report_id}/publication/withdrawal", {
    params: { path: { report_id: id }, header: proof() },
    body: { reason },
  });
  return answer(call);
}
