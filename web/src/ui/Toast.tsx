import { useEffect, useSyncExternalStore } from "react";

interface Said {
  id: number;
  words: string;
}

let shown: Said | null = null;
let lastId = 0;
const watchers = new Set<() => void>();

function show(next: Said | null): void {
  shown = next;
  for (const tell of [...watchers]) tell();
}

/** A short word about something that went well; anything that needs an answer is a Banner. */
export function toast(words: string): void {
  lastId += 1;
  show({ id: lastId, words });
}

function watch(tell: () => void): () => void {
  watchers.add(tell);
  return () => watchers.delete(tell);
}

const shownForMs = 4000;

export function Toasts() {
  const said = useSyncExternalStore(watch, () => shown);
  useEffect(() => {
    if (!said) return;
    const timer = setTimeout(() => show(null), shownForMs);
    return () => clearTimeout(timer);
  }, [said]);
  return (
    <div className="toasts" role="status" aria-live="polite">
      {said && (
        <div key={said.id} className="toast">
          {said.words}
        </div>
      )}
    </div>
  );
}
