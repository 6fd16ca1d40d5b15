import { useEffect, useRef } from "react";
import { line } from "./line";
import { Trouble } from "./trouble";

interface Hearing<One> {
  /** Asks the server to tell; asked again on every new connection. */
  watch: () => Promise<unknown>;
  /** Hears what is told; the answer ends that. */
  on: (take: (id: string, one: One) => void) => () => void;
  /** What has changed, gathered for a moment: each thing once, as it was last. */
  news: (all: One[]) => void;
  /** Some news may have been missed: ask for everything that is in view. */
  catchUp: () => void;
}

const momentMs = 150;
const watchAgainMs = 5000;

/** Hears of changes for as long as the page is there, on every connection anew. */
export function useNews<One>(about: string | null, hearing: Hearing<One>): void {
  const now = useRef(hearing);
  now.current = hearing;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is watched is another thing with another name
  useEffect(() => {
    const gathered = new Map<string, One>();
    let telling: ReturnType<typeof setTimeout> | undefined;
    let again: ReturnType<typeof setTimeout> | undefined;
    const tell = () => {
      telling = undefined;
      const all = [...gathered.values()];
      gathered.clear();
      now.current.news(all);
    };
    const watch = () => {
      clearTimeout(again);
      now.current.watch().then(
        () => now.current.catchUp(),
        (reason) => {
          // When the connection is gone, the next one watches; anything else may pass.
          if (Trouble.from(reason).code === "timeout") again = setTimeout(watch, watchAgainMs);
        },
      );
    };
    const stops = [
      now.current.on((id, one) => {
        gathered.set(id, one);
        telling ??= setTimeout(tell, momentMs);
      }),
      line.on("connection.missed", () => now.current.catchUp()),
      line.watch(() => line.state === "open" && watch()),
    ];
    if (line.state === "open") watch();
    return () => {
      clearTimeout(telling);
      clearTimeout(again);
      for (const stop of stops) stop();
    };
  }, [about]);
}
