/** The filters an officer gave a name. */
import { answer, client } from "./client";
import type { ChangeView, SavedView, SaveView } from "./shapes";
import { proof } from "./transport";

export async function listViews(signal?: AbortSignal): Promise<SavedView[]> {
  return (await answer(client.GET("/api/admin/v1/views", { signal }))).items;
}

export async function saveView(given: Pick<SaveView, "place" | "name" | "address" | "is_start">): Promise<SavedView> {
  const call = client.POST("/api/admin/v1/views", {
    params: { header: proof() },
    body: { ...given, desk_id: null },
  });
  return answer(call);
}

export async function changeView(id: string, given: ChangeView): Promise<SavedView> {
  const call = client.PATCH("/api/admin/v1/views/{view_id}", {
    params: { path: { view_id: id }, header: proof() },
    body: given,
  });
  return answer(call);
}

export async function removeView(id: string): Promise<void> {
  const call = client.DELETE("/api/admin/v1/views/{view_id}", {
    params: { path: { view_id: id }, header: proof() },
  });
  await answer(call);
}
