import { useState } from "react";
import { NavLink } from "react-router";
import type { SessionSummary } from "../../api/types";
import { Menu } from "../../ui/Menu";
import { useWords } from "../../words/words";
import { RenameField } from "./RenameField";

interface Props {
  session: SessionSummary;
  onRename: (title: string) => void;
  onLanguage: () => void;
  onDelete: () => void;
  onOpen?: () => void;
}

export function SessionRow({ session, onRename, onLanguage, onDelete, onOpen }: Props) {
  const t = useWords();
  const [editing, setEditing] = useState(false);
  const title = session.title ?? t("chat.untitled");
  if (editing) {
    const save = (next: string) => {
      setEditing(false);
      onRename(next);
    };
    return (
      <li className="session">
        <RenameField title={session.title ?? ""} onSave={save} onClose={() => setEditing(false)} />
      </li>
    );
  }
  return (
    <li className="session">
      <NavLink to={`/chat/${session.id}`} title={title} dir="auto" onClick={onOpen}>
        {title}
      </NavLink>
      <Menu
        label={t("session.menu", { title })}
        items={[
          { label: t("rename"), act: () => setEditing(true) },
          { label: t("answerLanguage"), act: onLanguage },
          { label: t("delete"), act: onDelete, danger: true },
        ]}
      />
    </li>
  );
}
