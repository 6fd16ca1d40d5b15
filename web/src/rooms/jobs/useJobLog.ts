import { useEffect, useState, useSyncExternalStore } from "react";
import { get, path } from "../../api/rest";
import type { JobLog } from "../../api/types";
import { LogReader } from "./LogReader";

const everyMs = 1000;

/** The log of a job; while it runs, and as long as the reader follows it, new lines come by themselves. */
export function useJobLog(id: string, running: boolean, following: boolean) {
  const [reader] = useState(
    () =>
      new LogReader((after, limit) =>
        get<JobLog>(`${path`/api/jobs/${id}/log`}?after=${after}&limit=${limit}`),
      ),
  );
  const shown = useSyncExternalStore(reader.watch, () => reader.shown);
  useEffect(() => {
    if (!following) return;
    void reader.read();
    if (!running) return;
    const timer = setInterval(() => void reader.read(), everyMs);
    return () => clearInterval(timer);
  }, [reader, running, following]);
  return { ...shown, again: () => void reader.read() };
}
