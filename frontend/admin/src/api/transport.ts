/**
 * The one way to the server: proves that we asked, asks conditionally, marks what nobody asked for,
 * and holds a request back while the officer signs in again, so that nothing typed is lost.
 */
import { chosen } from "@/texts/languages";
import { isAttended } from "./activity";
import { earlyAnswer, forgetEarlyAnswers } from "./early";
import { offline } from "./problem";
import { RememberedAnswers } from "./remembered";

export const TOKEN_HEADER = "X-CSRFToken";
const SESSION = "/api/admin/v1/session";

interface Door {
  /** Asks the officer to sign in again; resolves when somebody has. */
  signInAgain: () => Promise<void>;
  /** Asks for the password once more before something grave; tells whether it was given. */
  confirmIdentity: () => Promise<boolean>;
}

let token = "";
let door: Door | undefined;
const remembered = new RememberedAnswers();

export function useToken(given: string): void {
  token = given;
}

/** The header every change needs. */
export function proof(): { [TOKEN_HEADER]: string } {
  return { [TOKEN_HEADER]: token };
}

/** The header of a change to a text kept while it is typed: over the one that bears `seen`, or where there was none. */
export function textProof(seen: string): { [TOKEN_HEADER]: string; "If-Match"?: string; "If-None-Match"?: "*" } {
  return seen === "" ? { ...proof(), "If-None-Match": "*" } : { ...proof(), "If-Match": `"${seen}"` };
}

export function onSignedOut(given: Door): void {
  door = given;
}

/** Forgets all that was read: for the moment somebody else sits down. */
export function forgetAnswers(): void {
  remembered.forget();
  forgetEarlyAnswers();
}

/**
 * Sends `request`; to be given to openapi-fetch in place of `fetch`.
 *
 * Throws a `ProblemError` with the code `offline` when the server is not reached.
 */
export async function send(request: Request): Promise<Response> {
  const response = await attempt(request);
  if (response.status === 403 && door && (await codeOf(response)) === "login-not-fresh") {
    return (await door.confirmIdentity()) ? attempt(request) : response;
  }
  if (isSessionMatter(request)) return response;
  if (response.status === 401 && door) {
    await door.signInAgain();
    return attempt(request);
  }
  if (response.status === 400 && (await codeOf(response)) === "cross-site-token-invalid") {
    await renewToken();
    return attempt(request);
  }
  return response;
}

async function attempt(request: Request): Promise<Response> {
  const early = await earlyAnswer(request);
  if (early) return remembered.keep(request.url, early);
  const sent = new Request(request.clone(), { cache: "no-store", headers: headersOf(request) });
  let response: Response;
  try {
    response = await fetch(sent);
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw offline();
  }
  if (request.method !== "GET") return response;
  if (response.status === 304) return remembered.recall(request.url) ?? response;
  return response.status === 200 ? remembered.keep(request.url, response) : response;
}

function headersOf(request: Request): Headers {
  const headers = new Headers(request.headers);
  headers.set("Accept-Language", chosen); // sentences come from the server too
  if (request.method === "GET") {
    const etag = remembered.etagOf(request.url);
    if (etag !== undefined) headers.set("If-None-Match", etag);
  } else {
    headers.set(TOKEN_HEADER, token);
  }
  if (!isAttended()) headers.set("X-Background", "1");
  return headers;
}

/** Endpoints of signing in answer 401 themselves; nobody can be asked to sign in for those. */
function isSessionMatter(request: Request): boolean {
  return new URL(request.url).pathname.startsWith(SESSION);
}

async function renewToken(): Promise<void> {
  const response = await attempt(new Request(new URL(SESSION, location.origin)));
  if (response.ok) token = ((await response.json()) as { csrf_token: string }).csrf_token;
}

async function codeOf(response: Response): Promise<string> {
  const body = (await response.clone().json().catch(() => ({}))) as { code?: string };
  return body.code ?? "";
}
