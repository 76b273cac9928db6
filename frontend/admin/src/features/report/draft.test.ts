import { effectScope } from "vue";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { useToken } from "@/api/transport";
import { useDraft } from "./draft";

const asked: { method: string; body: string }[] = [];
let answer: () => Response;

beforeEach(() => {
  vi.useFakeTimers();
  asked.length = 0;
  useToken("t");
  answer = () =>
    new Response(JSON.stringify({ task_id: "1", action: "answer", given: {}, saved_at: "2026-07-16T02:00:00Z" }), {
      headers: { "Content-Type": "application/json" },
    });
  vi.stubGlobal("fetch", async (request: Request) => {
    asked.push({ method: request.method, body: await request.text() });
    return answer();
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function passing(milliseconds: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(milliseconds);
}

describe("a draft", () => {
  it("is saved once the officer pauses, with the last text alone", async () => {
    const scope = effectScope();
    const draft = scope.run(() => useDraft("1", "answer", undefined));
    draft?.later({ answer: "Terima" });
    await passing(300);
    draft?.later({ answer: "Terima kasih" });
    await passing(1000);
    expect(asked.map((one) => one.body)).toEqual(['{"given":{"answer":"Terima kasih"}}']);
    expect(draft?.state.value).toBe("saved");
    scope.stop();
  });

  it("is tried again after a failure, and thrown away when all is erased", async () => {
    const scope = effectScope();
    const draft = scope.run(() => useDraft("1", "answer", undefined));
    const works = answer;
    answer = () => new Response("{}", { status: 503 });
    draft?.later({ answer: "Halo" });
    await passing(1000);
    expect(draft?.state.value).toBe("failed");
    answer = works;
    await passing(6000);
    expect(draft?.state.value).toBe("saved");
    draft?.later({ answer: "" });
    await passing(1000);
    expect(asked.at(-1)?.method).toBe("DELETE");
    scope.stop();
  });

  it("is saved at once when its form goes, but not after the action was taken", async () => {
    const left = effectScope();
    left.run(() => useDraft("1", "answer", undefined))?.later({ answer: "Belum selesai" });
    left.stop();
    await passing(0);
    expect(asked).toHaveLength(1);
    const taken = effectScope();
    const draft = taken.run(() => useDraft("1", "answer", undefined));
    draft?.later({ answer: "Selesai" });
    void draft?.stop();
    taken.stop();
    await passing(5000);
    expect(asked).toHaveLength(1);
  });

  it("waits for a choice where another window wrote, but knows its own text again", async () => {
    let kept = { given: { answer: "Dari sana" }, etag: "b" };
    vi.stubGlobal("fetch", async (request: Request) => {
      const body = await request.text();
      asked.push({ method: request.method, body });
      const isSeen = request.headers.get("If-Match") === `"${kept.etag}"`;
      if (request.method === "PUT" && !isSeen) {
        return new Response('{"code":"draft-changed"}', { status: 412, headers: { "Content-Type": "application/problem+json" } });
      }
      if (request.method === "PUT") kept = { ...(JSON.parse(body) as { given: { answer: string } }), etag: "c" };
      return new Response(JSON.stringify({ task_id: "2", action: "answer", saved_at: "2026-07-16T02:00:00Z", ...kept }), {
        headers: { "Content-Type": "application/json" },
      });
    });
    const scope = effectScope();
    const draft = scope.run(() => useDraft("2", "answer", undefined));
    draft?.later({ answer: "Dari sini" });
    await passing(1000);
    expect(draft?.elsewhere.value?.given).toEqual({ answer: "Dari sana" });
    await passing(60_000);
    expect(kept.given.answer).toBe("Dari sana");
    draft?.settle();
    draft?.later({ answer: "Dari sini" });
    await passing(1000);
    expect(kept.given.answer).toBe("Dari sini");
    scope.stop();

    const again = effectScope();
    const reopened = again.run(() => useDraft("2", "answer", { etag: "b" })); // the report was read before that save
    reopened?.later({ answer: "Dari sini juga" });
    await passing(1000);
    expect(kept.given.answer).toBe("Dari sini juga");
    expect(reopened?.elsewhere.value).toBeUndefined();
    again.stop();
  });
});
