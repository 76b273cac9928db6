import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import {
  forgetAnswers,
  listDesks,
  listOverseenDesks,
  listQueues,
  listStepTimes,
  listTasks,
  listViews,
  showOverview,
  showPlaceMap,
  showReport,
  showSession,
} from "@/api";
import { askEarly } from "@/api/early";
import { filterOf as overseen, queryOf as overseenQuery } from "@/features/oversight/filter";
import { filterOf, queryOf } from "@/features/work/filter";
import { firstRequests, SESSION } from "./first-requests";

const REPORT = "01a219d7-06ca-730f-9933-08a2cf9724cd";
const overview = overseenQuery(overseen({}));

/** What each view does first, by the calls it makes. */
const views: [string, (() => Promise<unknown>)[]][] = [
  ["/admin/masuk", [showSession]],
  ["/admin/tugas", [showSession, listQueues, () => listTasks(queryOf(filterOf({}))), listDesks, listViews]],
  [`/admin/laporan/${REPORT}`, [showSession, () => showReport(REPORT)]],
  [
    "/admin/pengawasan",
    [showSession, listOverseenDesks, () => showOverview(overview), () => listStepTimes(overview), () => showPlaceMap(overview)],
  ],
];
const asked: string[] = [];
let state = "signed_in";
let status = 200;

beforeEach(() => {
  asked.length = 0;
  state = "signed_in";
  status = 200;
  vi.stubGlobal("fetch", ({ url }: Request) => {
    asked.push(url);
    const said = url.endsWith(SESSION) ? { state } : { items: [] };
    return Promise.resolve(Response.json(said, { status: url.endsWith(SESSION) ? 200 : status }));
  });
});
afterEach(() => {
  forgetAnswers();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function arriveAt(path: string, search = ""): Promise<void> {
  askEarly(SESSION, firstRequests(path, search), "id");
  await vi.waitFor(() => {
    expect(asked.length).toBeGreaterThan(0);
  });
  await new Promise((resolve) => setTimeout(resolve)); // what follows the session's answer has been asked by then
}

describe("what is asked before the app is there", () => {
  it.each(views)("is what %s asks for, and asked once", async (path, calls) => {
    await arriveAt(path);
    const early = [...asked];
    for (const call of calls) await call();
    expect(asked).toEqual(early);
    expect(early).toHaveLength(calls.length);
  });

  it("is asked again the next time", async () => {
    await arriveAt("/admin/tugas");
    await listQueues();
    const before = asked.length;
    await listQueues();
    expect(asked).toHaveLength(before + 1);
  });

  it("is asked again when the answer was a refusal, or has grown old", async () => {
    status = 401;
    await arriveAt("/admin/tugas");
    const before = asked.length;
    status = 200;
    await listQueues();
    expect(asked).toHaveLength(before + 1);
    vi.useFakeTimers({ now: Date.now() + 60_000 });
    await listDesks();
    expect(asked).toHaveLength(before + 2);
  });

  it("is the session alone while nobody is signed in: a refusal would help nobody", async () => {
    state = "signed_out";
    await arriveAt("/admin/tugas");
    expect(asked).toHaveLength(1);
    await listQueues();
    expect(asked).toHaveLength(2);
  });

  it("is the session alone where the address narrows the list", async () => {
    await arriveAt("/admin/tugas", "?terlambat=ya");
    expect(asked).toHaveLength(1);
  });
});
