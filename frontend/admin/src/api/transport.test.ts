import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ProblemError } from "./problem";
import { forgetAnswers, onSignedOut, send, TOKEN_HEADER, useToken } from "./transport";

const HERE = "http://localhost:3000";
const asked: Request[] = [];
let answers: (Response | Error)[] = [];

function refusal(status: number, code: string): Response {
  return new Response(JSON.stringify({ status, code }), {
    status,
    headers: { "Content-Type": "application/problem+json" },
  });
}

const get = (path: string) => new Request(`${HERE}${path}`);
const post = (path: string) => new Request(`${HERE}${path}`, { method: "POST", body: "{}" });

beforeEach(() => {
  asked.length = 0;
  answers = [];
  forgetAnswers();
  useToken("first");
  vi.stubGlobal("location", new URL(HERE));
  vi.stubGlobal("fetch", (request: Request) => {
    asked.push(request);
    const next = answers.shift();
    return next instanceof Response ? Promise.resolve(next) : Promise.reject(next ?? new Error("none"));
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

describe("the way to the server", () => {
  it("sends the token with every change and with nothing else", async () => {
    answers = [new Response("{}"), new Response("{}")];
    await send(get("/api/admin/v1/tasks"));
    await send(post("/api/admin/v1/tasks/assignments"));
    expect(asked[0]?.headers.get(TOKEN_HEADER)).toBeNull();
    expect(asked[1]?.headers.get(TOKEN_HEADER)).toBe("first");
  });

  it("asks only for what has changed, and shows the old answer when nothing has", async () => {
    const headers = { "Content-Type": "application/json", ETag: '"1"' };
    answers = [new Response('{"items":[7]}', { headers }), new Response(null, { status: 304 })];
    await send(get("/api/admin/v1/queues"));
    const again = await send(get("/api/admin/v1/queues"));
    expect(asked[1]?.headers.get("If-None-Match")).toBe('"1"');
    expect(again.status).toBe(200);
    expect(await again.json()).toEqual({ items: [7] });
  });

  it("holds a request back until the officer has signed in again, then sends it with the new token", async () => {
    answers = [refusal(401, "session-expired"), new Response("{}")];
    onSignedOut({
      signInAgain: () => {
        useToken("second");
        return Promise.resolve();
      },
      confirmIdentity: () => Promise.resolve(false),
    });
    const response = await send(post("/api/admin/v1/reports/1/notes"));
    expect(response.status).toBe(200);
    expect(asked[1]?.headers.get(TOKEN_HEADER)).toBe("second");
    expect(await asked[1]?.text()).toBe("{}");
  });

  it("asks for the password once more before something grave, and leaves it undone without", async () => {
    answers = [refusal(403, "login-not-fresh"), refusal(403, "login-not-fresh"), new Response("{}")];
    let isGiven = false;
    onSignedOut({ signInAgain: () => Promise.resolve(), confirmIdentity: () => Promise.resolve(isGiven) });
    expect((await send(post("/api/admin/v1/reports/1/notes"))).status).toBe(403);
    isGiven = true;
    expect((await send(post("/api/admin/v1/reports/1/notes"))).status).toBe(200);
    expect(asked).toHaveLength(3);
  });

  it("asks for it too where the account's own guards are changed", async () => {
    answers = [refusal(403, "login-not-fresh"), new Response("{}")];
    onSignedOut({ signInAgain: () => Promise.resolve(), confirmIdentity: () => Promise.resolve(true) });
    expect((await send(post("/api/admin/v1/session/authenticator"))).status).toBe(200);
  });

  it("lets signing in itself answer 401", async () => {
    answers = [refusal(401, "credentials-wrong")];
    expect((await send(post("/api/admin/v1/session"))).status).toBe(401);
    expect(asked).toHaveLength(1);
  });

  it("fetches a new token once when the old one is refused", async () => {
    const session = new Response('{"csrf_token":"third"}', {
      headers: { "Content-Type": "application/json" },
    });
    answers = [refusal(400, "cross-site-token-invalid"), session, new Response("{}")];
    await send(post("/api/admin/v1/reports/1/notes"));
    expect(asked.map((request) => request.headers.get(TOKEN_HEADER))).toEqual(["first", null, "third"]);
  });

  it("says in words that the server was not reached", async () => {
    answers = [new TypeError("Failed to fetch")];
    await expect(send(get("/api/admin/v1/tasks"))).rejects.toThrow(ProblemError);
  });
});
