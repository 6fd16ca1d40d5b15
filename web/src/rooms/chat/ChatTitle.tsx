import { useState } from "react";
import { IconButton } from "../../ui/IconButton";
import { toast } from "../../ui/Toast";
import { troubleWords } from "../../words/troubleWords";
import { useWords } from "../../words/words";
import { RenameField } from "./RenameField";
import { useRenameSession } from "./sessions";

export function ChatTitle({ id, title }: { id: string; title: string | null }) {
  const t = useWords();
  const [editing, setEditing] = useState(false);
  const rename = useRenameSession();
  const shown = rename.isPending ? rename.variables.title : (title ?? t("chat.untitled"));
  const save = (next: string) => {
    setEditing(false);
    rename.mutate({ id, title: next }, { onError: (reason) => toast(troubleWords(reason, t).title) });
  };
  if (editing) {
    return (
      <div className="chat-title">
        <h1 className="vh">{shown}</h1>
        <RenameField title={title ?? ""} onSave={save} onClose={() => setEditing(false)} />
      </div>
    );
  }
  return (
    <div className="chat-title">
      <h1 dir="auto">{shown}</h1>
      <IconButton icon="pencil" label={t("rename")} className="soft" onClick={() => setEditing(true)} />
    </div>
  );
}
