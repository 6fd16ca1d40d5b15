import { useLinkState } from "../../api/line";
import type { Key } from "../../words/words";
import { useWords } from "../../words/words";

const words: Record<ReturnType<typeof useLinkState>, [Key, string]> = {
  idle: ["line.connecting", "wait"],
  connecting: ["line.connecting", "wait"],
  open: ["line.open", "ok"],
  away: ["line.away", "trouble"],
};

/** Whether the server can be heard: a dot, and always the word for it. */
export function ConnectionState() {
  const t = useWords();
  const [key, tone] = words[useLinkState()];
  return (
    <span className={`line-state ${tone}`}>
      <i className={`dot ${tone}`} aria-hidden="true" />
      <span>{t(key)}</span>
    </span>
  );
}
