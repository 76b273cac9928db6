import { effectScope, nextTick, ref, type EffectScope } from "vue";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { useToken } from "@/api/transport";
import { useUnsent } from "./unsent";

/** A server with room for one text of each form. */
class Desk {
  texts = new Map<string, unknown>();
  asked: string[] = [];
  broken: number | undefined;
  /** The next save arrives, and its answer does not. */
  losesAnswer = false;

  tagOf(place: string): string {
    const text = this.texts.get(place);
    return text === undefined ? "" : JSON.stringify(text).length.toString(16).padStart(16, "0");
  }

  /** Whether the window that writes has seen what lies here, or does not mind. */
  hasSeen(request: Request, place: string): boolean {
    const seen = request.headers.get("If-Match");
    if (seen === null) return request.headers.get("If-None-Match") !== "*" || !this.texts.has(place);
    return !this.texts.has(place) || seen === `"${this.tagOf(place)}"`;
  }

  async answer(request: Request): Promise<Response> {
    const place = new URL(request.url).pathname.split("/unsent-texts/")[1] ?? "";
    this.asked.push(`${request.method} ${place}`);
    if (this.broken !== undefined) {
      const body = JSON.stringify({ code: "draft-too-large", detail: "Terlalu panjang." });
      return new Response(body, { status: this.broken, headers: { "Content-Type": "application/problem+json" } });
    }
    if (request.method !== "GET" && !this.hasSeen(request, place)) {
      const body = JSON.stringify({ code: "draft-changed", detail: "Sudah diubah." });
      return new Response(body, { status: 412, headers: { "Content-Type": "application/problem+json" } });
    }
    if (request.method === "DELETE") {
      this.texts.delete(place);
      return new Response(null, { status: 204 });
    }
    if (request.method === "PUT") this.texts.set(place, ((await request.json()) as { typed: unknown }).typed);
    const typed = this.texts.get(place) ?? null;
    if (this.losesAnswer && request.method === "PUT") {
      this.losesAnswer = false;
      throw new TypeError("lost");
    }
    const body = { typed, saved_at: typed === null ? null : "2026-07-16T02:12:00Z", etag: this.tagOf(place) };
    return new Response(JSON.stringify(body), { headers: { "Content-Type": "application/json" } });
  }
}

let desk: Desk;
let scopes: EffectScope[] = [];
const writes = () => desk.asked.filter((one) => !one.startsWith("GET"));

beforeEach(() => {
  vi.useFakeTimers();
  useToken("t");
  desk = new Desk();
  vi.stubGlobal("fetch", (request: Request) => desk.answer(request));
});
afterEach(() => {
  for (const scope of scopes) scope.stop();
  scopes = [];
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function passing(milliseconds: number): Promise<void> {
  await nextTick();
  await vi.advanceTimersByTimeAsync(milliseconds);
}

function opened(about = ref("1")) {
  const scope = effectScope();
  scopes.push(scope);
  const form = ref("");
  const unsent = scope.run(() =>
    useUnsent<string>({
      kind: "note",
      about,
      form,
      blank: () => "",
      isBlank: (typed) => typed.trim() === "",
      toKeep: (typed) => ({ body: typed }),
      restored: (typed) => String(typed.body),
    }),
  );
  if (!unsent) throw new Error("the scope is over");
  return { form, unsent, scope };
}

describe("an unsent text", () => {
  it("is kept after a pause, and opened again elsewhere without being written anew", async () => {
    const { form, unsent } = opened();
    await passing(0);
    form.value = "Sudah saya telepon";
    await passing(2_000);
    expect(desk.texts.get("note/1")).toEqual({ body: "Sudah saya telepon" });
    expect(unsent.state.value).toBe("saved");
    desk.asked = [];
    const other = opened();
    await passing(2_000);
    expect(other.form.value).toBe("Sudah saya telepon");
    expect(other.unsent.restoredAt.value).toBe("2026-07-16T02:12:00Z");
    expect(writes()).toEqual([]);
  });

  it("is not kept again by a save that comes late while it is sent", async () => {
    const { form, unsent } = opened();
    await passing(0);
    form.value = "Sudah";
    await passing(2_000);
    form.value = "Sudah saya telepon";
    await nextTick();
    await unsent.sending(async () => {
      desk.texts.clear(); // as the server does in the transaction that takes the text
      await passing(3_000);
      form.value = "";
    });
    await passing(5_000);
    expect(desk.texts.size).toBe(0);
    expect(unsent.savedAt.value).toBe("");
  });

  it("is kept after all when it could not be sent", async () => {
    const { form, unsent } = opened();
    await passing(0);
    form.value = "Sudah";
    await nextTick();
    await expect(unsent.sending(() => Promise.reject(new Error("refused")))).rejects.toThrow("refused");
    await passing(2_000);
    expect(desk.texts.get("note/1")).toEqual({ body: "Sudah" });
  });

  it("stays in the form when it cannot be kept, and says so until it can", async () => {
    const { form, unsent } = opened();
    await passing(0);
    desk.broken = 422;
    form.value = "Panjang sekali";
    await passing(20_000);
    expect(unsent.state.value).toBe("failed");
    expect(unsent.problem.value?.message).toBe("Terlalu panjang.");
    expect(unsent.isAtRisk()).toBe(true);
    expect(writes()).toHaveLength(1); // the same text would only be refused again
    desk.broken = 503;
    form.value = "Pendek";
    await passing(2_000);
    desk.broken = undefined;
    await passing(6_000);
    expect(unsent.state.value).toBe("saved");
    expect(form.value).toBe("Pendek");
    expect(unsent.isAtRisk()).toBe(false);
  });

  it("is not lost unseen when the server cannot be asked for it", async () => {
    desk.texts.set("note/1", { body: "Dari kemarin" });
    desk.broken = 503;
    const { form, unsent } = opened();
    await passing(0);
    expect(unsent.isUnopened.value).toBe(true);
    desk.broken = undefined;
    await unsent.reopen();
    expect(form.value).toBe("Dari kemarin");
    expect(unsent.isUnopened.value).toBe(false);
  });

  it("is thrown away on both sides", async () => {
    desk.texts.set("note/1", { body: "Dari kemarin" });
    const { form, unsent } = opened();
    await passing(0);
    expect(await unsent.discard()).toBe(true);
    await passing(5_000);
    expect(form.value).toBe("");
    expect(desk.texts.size).toBe(0);
    expect(writes()).toEqual(["DELETE note/1"]);
  });

  it("goes along when the form is about something else, and leaves nothing behind", async () => {
    const about = ref("1");
    const { form } = opened(about);
    await passing(0);
    form.value = "Loket tutup";
    await passing(2_000);
    about.value = "2";
    await passing(3_000);
    expect([...desk.texts]).toEqual([["note/2", { body: "Loket tutup" }]]);
  });
});

describe("a text that is open in two windows", () => {
  async function both() {
    const here = opened();
    const there = opened();
    await passing(0);
    there.form.value = "Dari sana";
    await passing(2_000);
    here.form.value = "Dari jendela ini";
    await passing(2_000);
    return { here, there };
  }

  it("is not written over by the one that has not seen it", async () => {
    const { here } = await both();
    expect(desk.texts.get("note/1")).toEqual({ body: "Dari sana" });
    expect(here.unsent.elsewhere.value).toBe("Dari sana");
    expect(here.form.value).toBe("Dari jendela ini");
    expect(here.unsent.isAtRisk()).toBe(true);
  });

  it("is saved over the other once its writer says so", async () => {
    const { here, there } = await both();
    await here.unsent.keepHere();
    expect(desk.texts.get("note/1")).toEqual({ body: "Dari jendela ini" });
    expect(here.unsent.elsewhere.value).toBeUndefined();
    there.form.value = "";
    await passing(2_000);
    expect(desk.texts.get("note/1")).toEqual({ body: "Dari jendela ini" });
    expect(there.unsent.elsewhere.value).toBe("Dari jendela ini");
  });

  it("gives way to the other, and goes on from it", async () => {
    const { here } = await both();
    here.unsent.takeElsewhere();
    expect(here.form.value).toBe("Dari sana");
    await passing(2_000);
    here.form.value = "Dari sana, dan dari sini";
    await passing(2_000);
    expect(desk.texts.get("note/1")).toEqual({ body: "Dari sana, dan dari sini" });
    expect(here.unsent.elsewhere.value).toBeUndefined();
  });

  it("is not taken for another's where only the answer was lost", async () => {
    const { form, unsent } = opened();
    await passing(0);
    form.value = "Satu";
    desk.losesAnswer = true;
    await passing(2_000);
    form.value = "Satu dua";
    await passing(8_000);
    expect(desk.texts.get("note/1")).toEqual({ body: "Satu dua" });
    expect(unsent.elsewhere.value).toBeUndefined();
  });
});
