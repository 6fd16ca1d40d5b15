import "./chat.css";
import "./sidebar.css";
import { lazy, type MouseEvent, Suspense, useCallback, useMemo, useState } from "react";
import { Outlet, useNavigate } from "react-router";
import { Dialog } from "../../ui/Dialog";
import { toast } from "../../ui/Toast";
import { useWide } from "../../ui/useWide";
import { troubleWords } from "../../words/troubleWords";
import { useWords } from "../../words/words";
import type { ChatFrame as Frame } from "./frame";
import { Sidebar } from "./Sidebar";
import { emptyOrNewSession, useSessionNews } from "./sessions";
import { useKeys } from "./useKeys";

const KeysDialog = lazy(() => import("./KeysDialog"));

const sidebarFitsFrom = 761;

/** The sidebar and, beside it, one chat. */
export function ChatFrame() {
  const t = useWords();
  const navigate = useNavigate();
  const wide = useWide(sidebarFitsFrom);
  const [sheet, setSheet] = useState(false);
  const [keys, setKeys] = useState(false);
  useSessionNews();

  const startNew = useCallback(async () => {
    setSheet(false);
    try {
      const session = await emptyOrNewSession();
      await navigate(`/chat/${session.id}`);
      document.getElementById("question")?.focus();
    } catch (reason) {
      toast(troubleWords(reason, t).title);
    }
  }, [navigate, t]);
  const frame = useMemo<Frame>(
    () => ({
      openSheet: () => setSheet(true),
      startNew: () => void startNew(),
      showKeys: () => setKeys(true),
    }),
    [startNew],
  );
  useKeys({ ...frame, wide });

  return (
    <div className="app">
      {/* biome-ignore lint/a11y/useValidAnchor: it leads to a place on this page, only to a better one when there is one */}
      <a className="skip" href="#main" onClick={toQuestion}>
        {t("skip")}
      </a>
      <aside className="side" aria-label={t("sessions.label")}>
        {wide && <Sidebar onNew={frame.startNew} />}
      </aside>
      <Outlet context={frame} />
      {sheet && !wide && (
        <Dialog title="Madoguchi" look="sheet-start" onClose={() => setSheet(false)}>
          <Sidebar bare onNew={frame.startNew} onOpen={() => setSheet(false)} />
        </Dialog>
      )}
      <Suspense>{keys && <KeysDialog onClose={() => setKeys(false)} />}</Suspense>
    </div>
  );
}

/** The field is where most want to go; a chat that cannot be opened has none, and its words come next. */
function toQuestion(event: MouseEvent): void {
  const field = document.getElementById("question");
  if (field) event.preventDefault();
  field?.focus();
}
