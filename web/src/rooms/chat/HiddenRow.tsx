import { useId, useState } from "react";
import type { HiddenItem } from "../../api/types";
import { kindKey } from "../../words/kinds";
import { useWords } from "../../words/words";

interface Props {
  item: HiddenItem;
  asIs: boolean;
  onChoose: ((placeholder: string, asIs: boolean) => Promise<void>) | null;
}

/** One value: what it is, what it says, what the model reads instead, and the reader's choice. */
export function HiddenRow({ item, asIs, onChoose }: Props) {
  const t = useWords();
  const [waiting, setWaiting] = useState(false);
  const about = useId();
  const choose = async () => {
    if (waiting) return;
    setWaiting(true);
    await onChoose?.(item.placeholder, !asIs);
    setWaiting(false);
  };
  return (
    <li>
      <p id={about}>
        <span className="chip">{t(kindKey(item.kind))}</span> <b>{item.text}</b>
      </p>
      <p className="quiet">
        {asIs ? t("hidden.asIs") : t("hidden.as")} {!asIs && <code translate="no">{item.placeholder}</code>}
      </p>
      {onChoose && (
        // It stays pressable while it waits: a disabled button would lose the focus.
        <button
          type="button"
          className="act"
          aria-describedby={about}
          aria-disabled={waiting}
          onClick={() => void choose()}
        >
          {t(asIs ? "hidden.hide" : "hidden.reveal")}
        </button>
      )}
    </li>
  );
}
