/** What was typed into forms that are no actions, and not sent yet; only its writer reads it. */
import { answer, client } from "./client";
import type { UnsentText } from "./shapes";
import { proof, textProof } from "./transport";

export type Typed = Record<string, unknown>;

/** `about`: the report of a note or message, the desk of an intake or a new entry, the entry itself. */
export interface UnsentPlace {
  kind: "note" | "message" | "intake" | "new-entry" | "entry";
  about: string;
}

/** Bytes a browser sends on for a page that is gone already (Fetch standard: 64 KiB in all). */
const SENT_AFTERWARDS = 60_000;

function pathOf(place: UnsentPlace): { kind: string; about_id: string } {
  return { kind: place.kind, about_id: place.about };
}

export async function showUnsent(place: UnsentPlace): Promise<UnsentText> {
  return answer(client.GET("/api/admin/v1/unsent-texts/{kind}/{about_id}", { params: { path: pathOf(place) } }));
}

/** `seen`: the `etag` of the text this window has seen; empty where it saw none. */
export async function keepUnsent(place: UnsentPlace, typed: Typed, seen: string): Promise<UnsentText> {
  const call = client.PUT("/api/admin/v1/unsent-texts/{kind}/{about_id}", {
    params: { path: pathOf(place), header: textProof(seen) },
    body: { typed },
    keepalive: new Blob([JSON.stringify(typed)]).size < SENT_AFTERWARDS,
  });
  return answer(call);
}

/** Without `seen` whatever is kept is thrown away. */
export async function dropUnsent(place: UnsentPlace, seen?: string): Promise<void> {
  const call = client.DELETE("/api/admin/v1/unsent-texts/{kind}/{about_id}", {
    params: { path: pathOf(place), header: seen === undefined ? proof() : textProof(seen) },
  });
  await answer(call);
}
