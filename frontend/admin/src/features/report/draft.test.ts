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
    const draft = scope.run(() => useDraft("1", "answer"));
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
    const draft = scope.run(() => useDraft("1", "answer"));
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
    left.run(() => useDraft("1", "answer"))?.later({ answer: "Belum selesai" });
    left.stop();
    await passing(0);
    expect(asked).toHaveLength(1);
    const taken = effectScope();
    const draft = taken.run(() => useDraft("1", "answer"));
    draft?.later({ answer: "Selesai" });
    void draft?.stop();
    taken.stop();
    await passing(5000);
    expect(asked).toHaveLength(1);
  });
});
