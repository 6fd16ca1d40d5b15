import { useState } from "react";
import { useWords } from "../words/words";
import { Button } from "./Button";
import { Dialog } from "./Dialog";

interface Props {
  title: string;
  says: string;
  act: string;
  /** The safe way out, where plain "cancel" could be taken for the act itself. */
  keep?: string;
  onAct: () => Promise<void>;
  onClose: () => void;
}

/** Asks before something that cannot be undone; the safe button comes first and has the focus. */
export function ConfirmDialog({ title, says, act, keep, onAct, onClose }: Props) {
  const t = useWords();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const run = async () => {
    setBusy(true);
    try {
      await onAct();
      onClose();
    } catch (reason) {
      setProblem(reason instanceof Error ? reason.message : String(reason));
      setBusy(false);
    }
  };
  const actions = (
    <>
      <Button data-first onClick={onClose}>
        {keep ?? t("cancel")}
      </Button>
      <Button look="danger" disabled={busy} onClick={run}>
        {act}
      </Button>
    </>
  );
  return (
    <Dialog title={title} onClose={onClose} actions={actions}>
      <p>{says}</p>
      {problem && (
        <p className="field-error" role="alert">
          {problem}
        </p>
      )}
    </Dialog>
  );
}
