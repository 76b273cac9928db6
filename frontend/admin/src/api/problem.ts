/** What the server refused, or why it could not be asked: always a sentence for the officer. */
import { texts } from "@/texts";

/** Problem details (RFC 9457) as our API sends them. */
interface ProblemBody {
  status: number;
  code: string;
  detail: string;
  facts: Record<string, unknown>;
  errors: Record<string, string[]>;
}

export class ProblemError extends Error {
  readonly status: number;
  /** Stable code such as `version-outdated`; `offline` when the server was not reached. */
  readonly code: string;
  readonly facts: Record<string, unknown>;
  /** Sentences per field; nested fields have dots: `persons.0.nip`. */
  readonly errors: Record<string, string[]>;

  constructor(body: ProblemBody) {
    super(body.detail);
    this.name = "ProblemError";
    this.status = body.status;
    this.code = body.code;
    this.facts = body.facts;
    this.errors = body.errors;
  }
}

export function offline(): ProblemError {
  return new ProblemError({
    status: 0,
    code: "offline",
    detail: texts.problems.offline,
    facts: {},
    errors: {},
  });
}

/** Reads the body of a refusal, whatever shape a proxy or a crash has left it in. */
export function problemOf(status: number, body: unknown): ProblemError {
  const given = isRecord(body) ? body : {};
  return new ProblemError({
    status,
    code: typeof given.code === "string" ? given.code : `status-${status}`,
    detail: typeof given.detail === "string" ? given.detail : texts.problems.unreadable(status),
    facts: isRecord(given.facts) ? given.facts : {},
    errors: isRecord(given.errors) ? sentences(given.errors) : {},
  });
}

/** Anything thrown, as something that can be shown. */
export function asProblem(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  return new ProblemError({
    status: 0,
    code: "unexpected",
    detail: texts.problems.unexpected,
    facts: {},
    errors: {},
  });
}

function sentences(errors: Record<string, unknown>): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(errors).map(([field, said]) => [
      field,
      Array.isArray(said) ? said.map(String) : [String(said)],
    ]),
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
