import { lazy, Suspense, useState } from "react";
import type { SessionSummary } from "../../api/types";
import { toast } from "../../ui/Toast";
import { TroubleBanner } from "../../ui/TroubleBanner";
import { Waiting } from "../../ui/Waiting";
import type { DayGroup } from "../../ui/when";
import { troubleWords } from "../../words/troubleWords";
import { type Key, useWords } from "../../words/words";
import { OlderChats } from "./OlderChats";
import { SessionRow } from "./SessionRow";
import { byDay, listedAtATime, useRenameSession, useSessions } from "./sessions";

const DeleteDialog = lazy(() => import("./DeleteDialog"));
const LanguageDialog = lazy(() => import("./LanguageDialog"));

const dayWords: Record<DayGroup, Key> = {
  today: "day.today",
  yesterday: "day.yesterday",
  week: "day.week",
  earlier: "day.earlier",
};

export function SessionList({ search, onOpen }: { search: string; onOpen?: () => void }) {
  const t = useWords();
  const [listed, setListed] = useState(listedAtATime);
  const sessions = useSessions(search, listed);
  const rename = useRenameSession();
  const [pinning, setPinning] = useState<SessionSummary | null>(null);
  const [deleting, setDeleting] = useState<SessionSummary | null>(null);
  const refused = (reason: unknown) => toast(troubleWords(reason, t).title);

  if (sessions.isPending) return <Waiting says={t("sessions.loading")} lines={5} />;
  if (sessions.isError)
    return <TroubleBanner reason={sessions.error} onRetry={() => void sessions.refetch()} />;
  if (sessions.data.length === 0) {
    return <p className="quiet none">{search.trim() ? t("sessions.notFound") : t("sessions.none")}</p>;
  }
  return (
    <>
      {byDay(sessions.data).map(([group, members]) => (
        <section key={group}>
          <h2>{t(dayWords[group])}</h2>
          <ul>
            {members.map((session) => (
              <SessionRow
                key={session.id}
                session={session}
                onRename={(title) => rename.mutate({ id: session.id, title }, { onError: refused })}
                onLanguage={() => setPinning(session)}
                onDelete={() => setDeleting(session)}
                onOpen={onOpen}
              />
            ))}
          </ul>
        </section>
      ))}
      <OlderChats
        shown={sessions.data.length}
        listed={listed}
        onMore={() => setListed(listed + listedAtATime)}
      />
      <Suspense>
        {pinning && (
          <LanguageDialog
            id={pinning.id}
            pinned={pinning.pinned_language ?? null}
            onClose={() => setPinning(null)}
          />
        )}
      </Suspense>
      <Suspense>{deleting && <DeleteDialog session={deleting} onClose={() => setDeleting(null)} />}</Suspense>
    </>
  );
}
