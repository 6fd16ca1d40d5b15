import { Trouble } from "./trouble";
import type { Problem } from "./types";

type Verb = "GET" | "POST" | "PATCH" | "DELETE";
type Envelope<T> = { ok: true; data: T; error: null } | { ok: false; data: null; error: Problem };

declare global {
  interface Window {
    /** What early.js has asked for, by its path. */
    asked?: Record<string, Promise<Response>>;
  }
}

const patienceMs = 30_000;

async function ask<T>(verb: Verb, path: string, body?: unknown): Promise<T> {
  const headers: Record<string, string> = { "Accept-Language": document.documentElement.lang || "ja" };
  const raw = body instanceof Blob;
  if (body !== undefined) headers["Content-Type"] = raw ? "application/octet-stream" : "application/json";
  const answer = await send(path, {
    method: verb,
    headers,
    body: body === undefined || raw ? body : JSON.stringify(body),
    signal: AbortSignal.timeout(patienceMs),
  });
  const envelope = await read<T>(answer);
  if (!envelope.ok) throw Trouble.of(envelope.error);
  return envelope.data;
}

async function send(path: string, request: RequestInit): Promise<Response> {
  try {
    return (await (request.method === "GET" && takeEarly(path))) || (await fetch(path, request));
  } catch (reason) {
    const late = reason instanceof DOMException && reason.name === "TimeoutError";
    throw new Trouble(late ? "timeout" : "offline", String(reason));
  }
}

/** Each answer that early.js has asked for is good for one question. */
function takeEarly(path: string): Promise<Response> | undefined {
  const found = window.asked?.[path];
  if (found) delete window.asked?.[path];
  return found;
}

async function read<T>(answer: Response): Promise<Envelope<T>> {
  try {
    return (await answer.json()) as Envelope<T>;
  } catch {
    // A proxy in between may answer in HTML when the server is away.
    throw new Trouble(answer.status >= 500 ? "unavailable" : "unexpected", `HTTP ${answer.status}`);
  }
}

/** Escapes the parts of a path: path`/api/sessions/${id}`. */
export function path(words: TemplateStringsArray, ...parts: string[]): string {
  return words.reduce((whole, word, i) => whole + encodeURIComponent(parts[i - 1] ?? "") + word);
}

export const get = <T>(url: string) => ask<T>("GET", url);
export const post = <T>(url: string, body: unknown = {}) => ask<T>("POST", url, body);
export const patch = <T>(url: string, body: unknown) => ask<T>("PATCH", url, body);
export const remove = <T>(url: string) => ask<T>("DELETE", url);
