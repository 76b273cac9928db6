/** What the officer set up for themselves; the names are the app's own. */
import { answer, client } from "./client";
import { proof } from "./transport";

export type Preferences = Record<string, unknown>;

export async function showPreferences(): Promise<Preferences> {
  return (await answer(client.GET("/api/admin/v1/preferences"))).preferences;
}

/** Keeps one preference beside the others. */
export async function keepPreference(name: string, value: unknown): Promise<void> {
  const preferences = { ...(await showPreferences()), [name]: value };
  await answer(
    client.PUT("/api/admin/v1/preferences", { params: { header: proof() }, body: { preferences } }),
  );
}
