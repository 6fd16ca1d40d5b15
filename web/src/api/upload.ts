import { Trouble } from "./trouble";
import type { Problem, UploadedFile } from "./types";

type Answer = { ok: true; data: UploadedFile } | { ok: false; error: Problem };

/** Sends one file and tells how far it is: what `fetch` cannot do. */
export function upload(
  file: File,
  onSent: (bytes: number) => void,
  signal: AbortSignal,
): Promise<UploadedFile> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", `/api/files?${new URLSearchParams({ name: file.name })}`);
    request.setRequestHeader("Accept-Language", document.documentElement.lang || "ja");
    request.setRequestHeader("Content-Type", file.type || "application/octet-stream");
    request.upload.onprogress = (event) => onSent(event.loaded);
    request.onerror = () => reject(new Trouble("offline", "the upload broke off"));
    request.onabort = () => reject(new Trouble("closed", "the upload was taken back"));
    request.onload = () => {
      const answer = read(request);
      if (answer.ok) resolve(answer.data);
      else reject(Trouble.of(answer.error));
    };
    signal.addEventListener("abort", () => request.abort());
    request.send(file);
  });
}

function read(request: XMLHttpRequest): Answer {
  try {
    return JSON.parse(request.responseText) as Answer;
  } catch {
    const code = request.status >= 500 ? "unavailable" : "unexpected";
    const message = `HTTP ${request.status}`;
    return { ok: false, error: { code, message, status: request.status, trace_id: "", retry_after_s: null } };
  }
}
