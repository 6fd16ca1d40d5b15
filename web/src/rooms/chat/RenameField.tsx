import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useWords } from "../../words/words";
import { Enter } from "./Enter";

interface Props {
  title: string;
  onSave: (title: string) => void;
  onClose: () => void;
}

const longestTitle = 200;

/** Enter or leaving the field keeps the new name; Esc keeps the old one. */
export function RenameField({ title, onSave, onClose }: Props) {
  const t = useWords();
  const [now, setNow] = useState(title);
  const field = useRef<HTMLInputElement>(null);
  const enter = useRef(new Enter());
  const left = useRef(false);
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);

  const finish = (keep: boolean) => {
    if (left.current) return;
    left.current = true;
    const next = now.trim();
    if (keep && next !== "" && next !== title) onSave(next);
    else onClose();
  };
  const pressed = (event: KeyboardEvent) => {
    if (event.key === "Escape") {
      event.stopPropagation();
      event.preventDefault();
      finish(false);
    } else if (enter.current.sends(event.nativeEvent)) {
      event.preventDefault();
      finish(true);
    }
  };
  return (
    <input
      ref={field}
      className="rename"
      value={now}
      maxLength={longestTitle}
      aria-label={t("rename.label")}
      onChange={(event) => setNow(event.target.value)}
      onKeyDown={pressed}
      onBlur={() => finish(true)}
      onCompositionStart={() => enter.current.compositionStarted()}
      onCompositionEnd={(event) => enter.current.compositionEnded(event.timeStamp)}
    />
  );
}
