/** The answer file, templates of answers, and reports about the same thing. */
import { answer, client } from "./client";
import type { components, paths } from "./schema";
import type { FoundReport } from "./shapes";
import { proof } from "./transport";

type Schemas = components["schemas"];

export type KnowledgeDesk = Schemas["KnowledgeDesk"];
export type KnowledgeEntry = Schemas["KnowledgeEntry"];
export type KnowledgeEntryWhole = Schemas["KnowledgeEntryWhole"];
export type KnowledgeList = Schemas["KnowledgeList"];
export type KnowledgeGiven = Schemas["KnowledgeCreate"];
export type KnowledgeChange = Schemas["KnowledgeChange"];
export type ReportKnowledgeEntry = Schemas["ReportKnowledgeEntry"];
export type FilledTemplate = Schemas["FilledTemplate"];
export type AnswerTemplate = Schemas["Template"];
export type AnswerTemplates = Schemas["Templates"];
export type AnswerTemplateGiven = Schemas["TemplateCreate"];
export type AnswerTemplateChange = Schemas["TemplateChange"];
export type KnowledgeQuery = NonNullable<
  paths["/api/admin/v1/desks/{desk_id}/knowledge"]["get"]["parameters"]["query"]
>;

const tag = (version: number): string => `"${version}"`;

export async function listKnowledgeDesks(signal?: AbortSignal): Promise<KnowledgeDesk[]> {
  return (await answer(client.GET("/api/admin/v1/knowledge-desks", { signal }))).items;
}

export async function listKnowledge(desk: string, query: KnowledgeQuery, signal?: AbortSignal): Promise<KnowledgeList> {
  const call = client.GET("/api/admin/v1/desks/{desk_id}/knowledge", {
    params: { path: { desk_id: desk }, query },
    signal,
  });
  return answer(call);
}

export async function showKnowledge(id: string, signal?: AbortSignal): Promise<KnowledgeEntryWhole> {
  const call = client.GET("/api/admin/v1/knowledge/{entry_id}", { params: { path: { entry_id: id } }, signal });
  return answer(call);
}

export async function createKnowledge(desk: string, given: KnowledgeGiven): Promise<KnowledgeEntryWhole> {
  const call = client.POST("/api/admin/v1/desks/{desk_id}/knowledge", {
    params: { path: { desk_id: desk }, header: proof() },
    body: given,
  });
  return answer(call);
}

/** Changes an entry as it was in this version. */
export async function changeKnowledge(id: string, version: number, given: KnowledgeChange): Promise<KnowledgeEntryWhole> {
  const call = client.PATCH("/api/admin/v1/knowledge/{entry_id}", {
    params: { path: { entry_id: id }, header: { ...proof(), "If-Match": tag(version) } },
    body: given,
  });
  return answer(call);
}

/** Entries for a report: for the words, or without any for what the report says. */
export async function listReportKnowledge(report: string, words: string, signal?: AbortSignal): Promise<ReportKnowledgeEntry[]> {
  const call = client.GET("/api/admin/v1/reports/{report_id}/knowledge", {
    params: { path: { report_id: report }, query: words ? { q: words } : {} },
    signal,
  });
  return (await answer(call)).items;
}

export async function useKnowledge(entry: string, report: string): Promise<KnowledgeEntry> {
  const call = client.POST("/api/admin/v1/knowledge/{entry_id}/uses", {
    params: { path: { entry_id: entry }, header: proof() },
    body: { report_id: report },
  });
  return answer(call);
}

export async function listAnswerTemplates(task: string, action: string, signal?: AbortSignal): Promise<FilledTemplate[]> {
  const call = client.GET("/api/admin/v1/tasks/{task_id}/answer-templates", {
    params: { path: { task_id: task }, query: { action } },
    signal,
  });
  return (await answer(call)).items;
}

export async function listSimilarReports(report: string, signal?: AbortSignal): Promise<FoundReport[]> {
  const call = client.GET("/api/admin/v1/reports/{report_id}/similar-reports", {
    params: { path: { report_id: report } },
    signal,
  });
  return (await answer(call)).items;
}

export interface Told {
  subject: string;
  narrative: string;
  reporter: string | undefined;
}

/** Recent reports that the one being taken may repeat. */
export async function findPossibleDuplicates(desk: string, told: Told, signal?: AbortSignal): Promise<FoundReport[]> {
  const call = client.POST("/api/admin/v1/desks/{desk_id}/possible-duplicates", {
    params: { path: { desk_id: desk }, header: proof() },
    body: { subject: told.subject, narrative: told.narrative, reporter_id: told.reporter ?? null },
    signal,
  });
  return (await answer(call)).items;
}

export async function listTemplatesOfDesk(desk: string, signal?: AbortSignal): Promise<AnswerTemplates> {
  const call = client.GET("/api/admin/v1/administration/desks/{desk_id}/answer-templates", {
    params: { path: { desk_id: desk } },
    signal,
  });
  return answer(call);
}

export async function createTemplate(desk: string, given: AnswerTemplateGiven): Promise<AnswerTemplate> {
  const call = client.POST("/api/admin/v1/administration/desks/{desk_id}/answer-templates", {
    params: { path: { desk_id: desk }, header: proof() },
    body: given,
  });
  return answer(call);
}

export async function changeTemplate(id: string, version: number, given: AnswerTemplateChange): Promise<AnswerTemplate> {
  const call = client.PATCH("/api/admin/v1/administration/answer-templates/{template_id}", {
    params: { path: { template_id: id }, header: { ...proof(), "If-Match": tag(version) } },
    body: given,
  });
  return answer(call);
}

export async function removeTemplate(id: string, version: number): Promise<void> {
  const call = client.DELETE("/api/admin/v1/administration/answer-templates/{template_id}", {
    params: { path: { template_id: id }, header: { ...proof(), "If-Match": tag(version) } },
  });
  await answer(call);
}

export async function previewTemplate(desk: string, body: string): Promise<string> {
  const call = client.POST("/api/admin/v1/administration/desks/{desk_id}/answer-templates/previews", {
    params: { path: { desk_id: desk }, header: proof() },
    body: { body },
  });
  return (await answer(call)).text;
}
