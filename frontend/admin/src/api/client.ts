/** Calls typed by the server's own document (schema.ts is generated from openapi.json). */
import createClient from "openapi-fetch";
import { problemOf } from "./problem";
import type { paths } from "./schema";
import { send } from "./transport";

export const client = createClient<paths>({ baseUrl: location.origin, fetch: send });

/** Unwraps an answer of the client; a refusal is thrown as `ProblemError`. */
export async function answer<Data>(
  call: Promise<{ data?: Data; error?: unknown; response: Response }>,
): Promise<Data> {
  const { data, error, response } = await call;
  if (!response.ok) throw problemOf(response.status, error);
  return data as Data;
}
