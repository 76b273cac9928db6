import { describe, expect, it } from "vitest";
import { RememberedAnswers } from "./remembered";

const json = (body: unknown, etag?: string) =>
  new Response(JSON.stringify(body), {
    headers: { "Content-Type": "application/json", ...(etag && { ETag: etag }) },
  });

describe("remembered answers", () => {
  it("answers a 304 with what was said before", async () => {
    const remembered = new RememberedAnswers();
    const first = await remembered.keep("/tasks", json({ items: [1] }, '"a"'));
    expect(await first.json()).toEqual({ items: [1] });
    expect(remembered.etagOf("/tasks")).toBe('"a"');
    expect(await remembered.recall("/tasks")?.json()).toEqual({ items: [1] });
  });

  it("keeps nothing without an ETag, and no files", async () => {
    const remembered = new RememberedAnswers();
    await remembered.keep("/session", json({}));
    await remembered.keep("/file", new Response("%PDF", { headers: { ETag: '"f"' } }));
    expect(remembered.etagOf("/session")).toBeUndefined();
    expect(remembered.etagOf("/file")).toBeUndefined();
  });

  it("forgets the oldest when there are too many, and all when told", async () => {
    const remembered = new RememberedAnswers(2);
    for (const name of ["one", "two", "three"]) await remembered.keep(name, json(name, `"${name}"`));
    expect(remembered.etagOf("one")).toBeUndefined();
    expect(remembered.etagOf("three")).toBe('"three"');
    remembered.forget();
    expect(remembered.recall("three")).toBeUndefined();
  });
});
