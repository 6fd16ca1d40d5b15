import { type ReactNode, useEffect, useId, useRef } from "react";
import { useWords } from "../words/words";
import { IconButton } from "./IconButton";

interface Props {
  title: string;
  look?: "card" | "sheet-start" | "sheet-full";
  /** What was written in it is not lost by a slip of the pointer beside it. */
  keeps?: boolean;
  onClose: () => void;
  children: ReactNode;
  actions?: ReactNode;
}

/** The browser's own dialog: it keeps the focus inside, gives it back, and closes with Esc. */
export function Dialog({ title, look = "card", keeps = false, onClose, children, actions }: Props) {
  const t = useWords();
  const id = useId();
  const box = useRef<HTMLDialogElement>(null);
  const opener = useRef<Element | null>(null);

  useEffect(() => {
    const dialog = box.current;
    opener.current = document.activeElement;
    dialog?.showModal();
    dialog?.querySelector<HTMLElement>("[data-first]")?.focus();
    return () => {
      dialog?.close();
      // React has taken the dialog out before the browser could give the focus back.
      if (opener.current instanceof HTMLElement && opener.current.isConnected) opener.current.focus();
    };
  }, []);

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard's way out is Esc, which the element gives us
    <dialog
      ref={box}
      className={`dialog ${look}`}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => !keeps && event.target === box.current && onClose()}
    >
      <div className="dialog-inner">
        <header>
          <h2 id={id}>{title}</h2>
          <IconButton icon="close" label={t("close")} onClick={onClose} />
        </header>
        <div className="dialog-body">{children}</div>
        {actions && <footer>{actions}</footer>}
      </div>
    </dialog>
  );
}
