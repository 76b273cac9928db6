/** Figures of oversight, and the same as files. */
import { answer, client } from "./client";
import type { paths } from "./schema";
import type { OverseenDesk, Overview, PlaceMap, StepTimesList } from "./shapes";

export type OversightQuery = NonNullable<
  paths["/api/admin/v1/oversight/overview"]["get"]["parameters"]["query"]
>;

export async function listOverseenDesks(signal?: AbortSignal): Promise<OverseenDesk[]> {
  return (await answer(client.GET("/api/admin/v1/oversight/desks", { signal }))).items;
}

export async function showOverview(query: OversightQuery, signal?: AbortSignal): Promise<Overview> {
  return answer(client.GET("/api/admin/v1/oversight/overview", { params: { query }, signal }));
}

export async function listStepTimes(query: OversightQuery, signal?: AbortSignal): Promise<StepTimesList> {
  return answer(client.GET("/api/admin/v1/oversight/times", { params: { query }, signal }));
}

export async function showPlaceMap(query: OversightQuery, signal?: AbortSignal): Promise<PlaceMap> {
  return answer(client.GET("/api/admin/v1/oversight/places", { params: { query }, signal }));
}

/** Where the browser saves the table from. */
export function stepTimesFileAddress(query: OversightQuery, format: "csv" | "xlsx"): string {
  return fileAddress("times", query, format);
}

/** Where the browser saves the table of places from. */
export function placeMapFileAddress(query: OversightQuery, format: "csv" | "xlsx"): string {
  return fileAddress("places", query, format);
}

function fileAddress(table: "times" | "places", query: OversightQuery, format: "csv" | "xlsx"): string {
  const given = new URLSearchParams({ format });
  for (const [name, value] of Object.entries(query)) {
    if (typeof value === "string" && value !== "") given.set(name, value);
  }
  return `/api/admin/v1/oversight/${table}/file?${given.toString()}`;
}
