/** One report and all that can be done with it; finding reports. */
import { answer, client } from "./client";
import type { paths } from "./schema";
import type { Draft, FoundReports, Given, Report, ReportFlow, Timeline } from "./shapes";
import { proof, textProof } from "./transport";

export type SearchQuery = NonNullable<paths["/api/admin/v1/reports"]["get"]["parameters"]["query"]>;

/** Where an action stands: the report, its task, and the action's id. */
export interface ActionPlace {
  report: string;
  task: string;
  action: string;
}

export async function listReports(query: SearchQuery, signal?: AbortSignal): Promise<FoundReports> {
  return answer(client.GET("/api/admin/v1/reports", { params: { query }, signal }));
}

export async function showReport(id: string, signal?: AbortSignal): Promise<Report> {
  const call = client.GET("/api/admin/v1/reports/{report_id}", {
    params: { path: { report_id: id } },
    signal,
  });
  return answer(call);
}

export async function showFlow(id: string, signal?: AbortSignal): Promise<ReportFlow> {
  const call = client.GET("/api/admin/v1/reports/{report_id}/flow", {
    params: { path: { report_id: id } },
    signal,
  });
  return answer(call);
}

export async function listTimeline(id: string, cursor: string): Promise<Timeline> {
  const call = client.GET("/api/admin/v1/reports/{report_id}/timeline", {
    params: { path: { report_id: id }, query: { cursor } },
  });
  return answer(call);
}

/** Takes an action on the version of the report that the officer saw. */
export async function takeAction(place: ActionPlace, given: Given, etag: string): Promise<Report> {
  const call = client.POST("/api/admin/v1/reports/{report_id}/tasks/{task_id}/actions/{action}", {
    params: { path: pathOf(place), header: { ...proof(), "If-Match": etag } },
    body: { given },
  });
  return answer(call);
}

/** A letter the action would issue, one of its `issues`, as a PDF marked as a draft. */
export async function previewAction(place: ActionPlace, given: Given, kind: string): Promise<ArrayBuffer> {
  const call = client.POST(
    "/api/admin/v1/reports/{report_id}/tasks/{task_id}/actions/{action}/preview",
    {
      params: { path: pathOf(place), header: proof() },
      body: { given, kind },
      parseAs: "arrayBuffer",
    },
  );
  return await answer(call);
}

function pathOf(place: ActionPlace): { report_id: string; task_id: string; action: string } {
  return { report_id: place.report, task_id: place.task, action: place.action };
}

export async function showDraft(task: string, action: string): Promise<Draft> {
  return answer(client.GET("/api/admin/v1/tasks/{task_id}/drafts/{action}", { params: { path: { task_id: task, action } } }));
}

/** `seen`: the `etag` of the draft this window has seen; empty where it saw none. */
export async function keepDraft(task: string, action: string, given: Given, seen: string): Promise<Draft> {
  const call = client.PUT("/api/admin/v1/tasks/{task_id}/drafts/{action}", {
    params: { path: { task_id: task, action }, header: textProof(seen) },
    body: { given },
  });
  return answer(call);
}

export async function dropDraft(task: string, action: string, seen: string): Promise<void> {
  const call = client.DELETE("/api/admin/v1/tasks/{task_id}/drafts/{action}", {
    params: { path: { task_id: task, action }, header: textProof(seen) },
  });
  await answer(call);
}

export async function writeNote(id: string, body: string): Promise<Report> {
  const call = client.POST("/api/admin/v1/reports/{report_id}/notes", {
    params: { path: { report_id: id }, header: proof() },
    body: { body },
  });
  return answer(call);
}

export async function writeMessage(id: string, body: string): Promise<Report> {
  const call = client.POST("/api/admin/v1/reports/{report_id}/messages", {
    params: { path: { report_id: id }, header: proof() },
    body: { body },
  });
  return answer(call);
}

export async function unmaskReporter(id: string, reason: string): Promise<Report> {
  const call = client.POST("/api/admin/v1/reports/{report_id}/unmasking", {
    params: { path: { report_id: id }, header: proof() },
    body: { reason },
  });
  return answer(call);
}

export async function excludeOfficer(id: string, officer: string, note: string): Promise<Report> {
  const call = client.POST("/api/admin/v1/reports/{report_id}/exclusions", {
    params: { path: { report_id: id }, header: proof() },
    body: { officer_id: officer, note },
  });
  return answer(call);
}

export async function recuse(id: string, note: string): Promise<void> {
  const call = client.POST("/api/admin/v1/reports/{report_id}/recusal", {
    params: { path: { report_id: id }, header: proof() },
    body: { note },
  });
  await answer(call);
}
