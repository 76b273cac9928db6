/** Recaps of a desk's days and months. */
import { answer, client } from "./client";
import type { components, paths } from "./schema";
import type { Given } from "./shapes";
import { proof } from "./transport";

export type Recap = components["schemas"]["Recap"];
export type RecapLine = components["schemas"]["RecapLine"];
export type Recaps = components["schemas"]["Recaps"];
export type Figures = components["schemas"]["Figures"];
export type Correction = components["schemas"]["Correction"];
export type RecapQuery = NonNullable<
  paths["/api/admin/v1/desks/{desk_id}/recaps"]["get"]["parameters"]["query"]
>;

export async function listRecaps(desk: string, query: RecapQuery, signal?: AbortSignal): Promise<Recaps> {
  const call = client.GET("/api/admin/v1/desks/{desk_id}/recaps", {
    params: { path: { desk_id: desk }, query },
    signal,
  });
  return answer(call);
}

export async function beginRecap(desk: string, every: "day" | "month", day: string): Promise<Recap> {
  const call = client.POST("/api/admin/v1/desks/{desk_id}/recaps", {
    params: { path: { desk_id: desk }, header: proof() },
    body: { every, day },
  });
  return answer(call);
}

export async function showRecap(id: string, signal?: AbortSignal): Promise<Recap> {
  const call = client.GET("/api/admin/v1/recaps/{recap_id}", { params: { path: { recap_id: id } }, signal });
  return answer(call);
}

export async function correctRecap(id: string, correction: Correction, etag: string): Promise<Recap> {
  const call = client.POST("/api/admin/v1/recaps/{recap_id}/corrections", {
    params: { path: { recap_id: id }, header: { ...proof(), "If-Match": etag } },
    body: correction,
  });
  return answer(call);
}

export async function takeRecapAction(id: string, action: string, given: Given, etag: string): Promise<Recap> {
  const call = client.POST("/api/admin/v1/recaps/{recap_id}/actions/{action}", {
    params: { path: { recap_id: id, action }, header: { ...proof(), "If-Match": etag } },
    body: { given },
  });
  return answer(call);
}

export function recapPaperAddress(recap: Recap): string {
  return `/api/admin/v1/recaps/${recap.id}/${recap.is_archived ? "file" : "preview"}`;
}

export function recapSpreadsheetAddress(recap: Recap): string {
  return `/api/admin/v1/recaps/${recap.id}/spreadsheet`;
}
