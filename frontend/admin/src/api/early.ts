/**
 * What the first view will ask for is asked while the app itself is still on its way (main.ts), and handed over to
 * transport.ts when the view asks. An answer nobody wants soon is dropped, as is every one that is no plain success:
 * the view then asks by itself and deals with what it is told.
 */
const FRESH_FOR = 15_000; // milliseconds; what is older is asked anew

interface Early {
  answer: Promise<Response | undefined>;
  at: number;
}

const asked = new Map<string, Early>();

/** Asks for `session`, and as soon as it says that somebody is signed in for `paths`: nobody else would be told. */
export function askEarly(session: string, paths: readonly string[], language: string): void {
  const who = ask(session, language);
  const isSomebody = who.then(isSignedIn);
  for (const path of paths) void ask(path, language, isSomebody);
}

function ask(path: string, language: string, mayAsk: Promise<boolean> = Promise.resolve(true)): Promise<Response | undefined> {
  const url = new URL(path, location.origin).href;
  const request = new Request(url, { cache: "no-store", headers: { "Accept-Language": language } });
  const answer = mayAsk.then((may) => (may ? fetch(request) : undefined)).catch(() => undefined);
  asked.set(url, { answer, at: Date.now() });
  return answer;
}

async function isSignedIn(answer: Response | undefined): Promise<boolean> {
  const told = (await answer?.clone().json().catch(() => undefined)) as { state?: string } | undefined;
  return told?.state === "signed_in";
}

/** The answer asked for in advance, to be had once. */
export async function earlyAnswer({ method, url, signal }: Request): Promise<Response | undefined> {
  if (method !== "GET") return undefined;
  const early = asked.get(url);
  asked.delete(url);
  if (!early || Date.now() - early.at > FRESH_FOR) return undefined;
  const answer = await early.answer;
  signal.throwIfAborted();
  return answer?.status === 200 ? answer : undefined;
}

export function forgetEarlyAnswers(): void {
  asked.clear();
}
