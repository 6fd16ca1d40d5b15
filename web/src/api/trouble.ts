import type { Problem } from "./types";

/** Whatever went wrong between the screen and the server, with a code the screens can act on. */
export class Trouble extends Error {
  readonly code: string;
  readonly details: Record<string, string>;
  readonly traceId: string | null;

  constructor(
    code: string,
    message: string,
    details: Record<string, string> = {},
    traceId: string | null = null,
  ) {
    super(message);
    this.name = "Trouble";
    this.code = code;
    this.details = details;
    this.traceId = traceId;
  }

  static of(problem: Problem): Trouble {
    return new Trouble(problem.code, problem.message, problem.details ?? {}, problem.trace_id ?? null);
  }

  /** Anything thrown becomes a Trouble, so that screens need to know one kind of error only. */
  static from(reason: unknown): Trouble {
    if (reason instanceof Trouble) return reason;
    return new Trouble("unexpected", reason instanceof Error ? reason.message : String(reason));
  }
}

/** Codes that say "the line is the problem, not the question". */
export const lineCodes: ReadonlySet<string> = new Set(["offline", "closed", "timeout"]);

/** Trouble that may be gone a moment later; anything else stays as it is, however often one asks. */
export function mayPass(reason: unknown): boolean {
  const { code } = Trouble.from(reason);
  return lineCodes.has(code) || code === "unavailable";
}
