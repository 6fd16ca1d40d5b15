import { useEffect, useRef } from "react";
import { Button } from "../../ui/Button";
import { useWords } from "../../words/words";
import { mostListed } from "./sessions";

/** The end of the list: it asks for more, and then brings the reader to the first chat that was added. */
export function OlderChats({ shown, listed, onMore }: { shown: number; listed: number; onMore: () => void }) {
  const t = useWords();
  const end = useRef<HTMLDivElement>(null);
  const before = useRef<number | null>(null);
  useEffect(() => {
    if (before.current === null || shown <= before.current) return;
    end.current?.parentElement?.querySelectorAll<HTMLElement>(".session a")[before.current]?.focus();
    before.current = null;
  }, [shown]);
  const more = () => {
    before.current = shown;
    onMore();
  };
  return (
    <div ref={end} className="older">
      {shown >= listed && listed < mostListed && <Button onClick={more}>{t("sessions.older")}</Button>}
      {shown >= mostListed && <p className="quiet">{t("sessions.searchOlder")}</p>}
    </div>
  );
}
