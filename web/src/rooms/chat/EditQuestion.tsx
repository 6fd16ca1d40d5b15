import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { Button } from "../../ui/Button";
import { useWords } from "../../words/words";
import { Enter } from "./Enter";
import { fits, useGrowing } from "./field";

interface Props {
  text: string;
  onSend: (text: string) => void;
  onClose: () => void;
}

export default function EditQuestion({ text, onSend, onClose }: Props) {
  const t = useWords();
  const [now, setNow] = useState(text);
  const field = useRef<HTMLTextAreaElement>(null);
  const enter = useRef(new Enter());
  useGrowing(field, now);
  useEffect(() => {
    field.current?.focus();
    field.current?.setSelectionRange(text.length, text.length);
  }, [text]);

  const send = () => fits(now) && onSend(now.trim());
  const pressed = (event: KeyboardEvent) => {
    if (event.key === "Escape") {
      event.stopPropagation();
      onClose();
    } else if (enter.current.sends(event.nativeEvent)) {
      event.preventDefault();
      send();
    }
  };
  return (
    <div className="edit">
      <textarea
        ref={field}
        value={now}
        rows={1}
        aria-label={t("edit.label")}
        onChange={(event) => setNow(event.target.value)}
        onKeyDown={pressed}
        onCompositionStart={() => enter.current.compositionStarted()}
        onCompositionEnd={(event) => enter.current.compositionEnded(event.timeStamp)}
      />
      <div className="row">
        <span className="quiet grow">{t("edit.kept")}</span>
        <Button onClick={onClose}>{t("cancel")}</Button>
        <Button look="primary" disabled={!fits(now)} onClick={send}>
          {t("edit.send")}
        </Button>
      </div>
    </div>
  );
}
