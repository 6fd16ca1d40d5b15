import { type KeyboardEvent, useRef, useState } from "react";
import type { HiddenItem } from "../../api/types";
import { useWords } from "../../words/words";
import { HiddenRow } from "./HiddenRow";
import { countHidden } from "./hidden";

export interface Hiding {
  asIs: readonly string[];
  /** Whether this reader may let the model read what is hidden. */
  mayChoose: boolean;
  onChoose: (placeholder: string, asIs: boolean) => Promise<boolean>;
}

interface Props extends Hiding {
  items: readonly HiddenItem[];
  busy: boolean;
  /** Has the question answered anew; null while there is no answer yet. */
  onAgain: (() => void) | null;
}

/** One quiet line below a question: what of it the model does not see. It opens to show which. */
export function HiddenLine({ items, asIs, mayChoose, onChoose, busy, onAgain }: Props) {
  const t = useWords();
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState<boolean | null>(null);
  const line = useRef<HTMLElement>(null);
  const count = countHidden(items, asIs);
  const said = [
    count.hidden > 0 && t("hidden.count", { n: count.hidden }),
    count.asIs > 0 && t("hidden.asIsCount", { n: count.asIs }),
  ];
  const choose = async (placeholder: string, wanted: boolean) => {
    if (await onChoose(placeholder, wanted)) setChosen(wanted);
  };
  const pressed = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || !open) return;
    event.preventDefault();
    setOpen(false);
    line.current?.focus();
  };
  return (
    <details
      className="hidden-line"
      open={open}
      onToggle={(event) => setOpen(event.currentTarget.open)}
      onKeyDown={pressed}
    >
      <summary ref={line}>{said.filter(Boolean).join(" ・ ")}</summary>
      <div className="hidden-items">
        <ul>
          {items.map((item) => (
            <HiddenRow
              key={item.placeholder}
              item={item}
              asIs={asIs.includes(item.placeholder)}
              onChoose={mayChoose ? choose : null}
            />
          ))}
        </ul>
        <div className="hidden-next">
          <p role="status">{chosen !== null && t(chosen ? "hidden.next" : "hidden.nextHidden")}</p>
          {chosen && onAgain && (
            <button type="button" className="btn" disabled={busy} onClick={onAgain}>
              {t("hidden.again")}
            </button>
          )}
        </div>
      </div>
    </details>
  );
}
