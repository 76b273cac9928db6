/** Taking a report for somebody else. */
import { answer, client } from "./client";
import type { FoundReporter, Report, TakeReport, Uploaded } from "./shapes";
import { proof } from "./transport";

export async function lookUpReporters(
  desk: string,
  words: string,
  signal?: AbortSignal,
): Promise<FoundReporter[]> {
  const call = client.POST("/api/admin/v1/desks/{desk_id}/reporter-look-ups", {
    params: { path: { desk_id: desk }, header: proof() },
    body: { q: words },
    signal,
  });
  return (await answer(call)).items;
}

export async function listOfferedPlaces(desk: string, signal?: AbortSignal): Promise<string[]> {
  const path = { desk_id: desk };
  return (await answer(client.GET("/api/admin/v1/desks/{desk_id}/places", { params: { path }, signal }))).items;
}

export async function uploadEvidence(desk: string, file: File): Promise<Uploaded> {
  const call = client.POST("/api/admin/v1/desks/{desk_id}/evidence", {
    params: { path: { desk_id: desk }, header: proof() },
    body: { file: "" },
    bodySerializer: () => {
      const form = new FormData();
      form.append("file", file);
      return form;
    },
  });
  return answer(call);
}

export async function recordReport(desk: string, given: TakeReport): Promise<Report> {
  const call = client.POST("/api/admin/v1/desks/{desk_id}/reports", {
    params: { path: { desk_id: desk }, header: proof() },
    body: given,
  });
  return answer(call);
}
