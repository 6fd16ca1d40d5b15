import { useDeferredValue, useState } from "react";
import { Brand } from "../../ui/Brand";
import { Button } from "../../ui/Button";
import { useWords } from "../../words/words";
import { PersonFoot } from "./PersonFoot";
import { SessionList } from "./SessionList";

interface Props {
  onNew: () => void;
  onOpen?: () => void;
  /** The sheet on phones carries its own heading. */
  bare?: boolean;
}

export function Sidebar({ onNew, onOpen, bare = false }: Props) {
  const t = useWords();
  const [search, setSearch] = useState("");
  const settled = useDeferredValue(search);
  return (
    <div className="side-inner">
      {!bare && <Brand />}
      <Button look="primary" wide onClick={onNew}>
        {t("chat.new")}
      </Button>
      <label className="search">
        <span className="vh">{t("sessions.search")}</span>
        <input
          type="search"
          data-search
          value={search}
          placeholder={t("sessions.search")}
          onChange={(event) => setSearch(event.target.value)}
        />
      </label>
      <nav className="sessions" aria-label={t("sessions.label")}>
        <SessionList search={settled} onOpen={onOpen} />
      </nav>
      <PersonFoot />
    </div>
  );
}
