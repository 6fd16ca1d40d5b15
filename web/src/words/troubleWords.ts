import { Trouble } from "../api/trouble";
import type { Key, Words } from "./words";

export interface TroubleWords {
  title: string;
  says: string;
}

const known: Record<string, [Key, Key]> = {
  offline: ["trouble.offline.title", "trouble.offline.says"],
  closed: ["trouble.offline.title", "trouble.offline.says"],
  timeout: ["trouble.timeout.title", "trouble.timeout.says"],
  unavailable: ["trouble.unavailable.title", "trouble.unavailable.says"],
  not_found: ["trouble.notFound.title", "trouble.notFound.says"],
  forbidden: ["trouble.forbidden.title", "trouble.forbidden.says"],
  unauthenticated: ["trouble.signIn.title", "trouble.signIn.says"],
  unexpected: ["trouble.unexpected.title", "trouble.unexpected.says"],
};

/** What happened and what to do next. The server's own sentence is used where it knows more than the code tells. */
export function troubleWords(reason: unknown, t: Words): TroubleWords {
  const trouble = Trouble.from(reason);
  const keys = known[trouble.code];
  // A proxy only says that the server is away; the server itself says what is, and what to do.
  const told = trouble.code === "unavailable" && trouble.traceId !== null;
  if (keys && !told) return { title: t(keys[0]), says: t(keys[1]) };
  const trace =
    trouble.code === "internal" && trouble.traceId ? t("trouble.trace", { id: trouble.traceId }) : "";
  const title = trouble.code === "too_many" ? "trouble.tooMany.title" : "trouble.refused.title";
  return { title: t(title), says: [trouble.message, trace].filter(Boolean).join(" ") };
}
