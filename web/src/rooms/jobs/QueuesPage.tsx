import "./jobs.css";
import { Ledger } from "../../ui/Ledger";
import { TroubleBanner } from "../../ui/TroubleBanner";
import { useTitle } from "../../ui/useTitle";
import { Waiting } from "../../ui/Waiting";
import { useWords } from "../../words/words";
import { Away } from "./Away";
import { QueueRow } from "./QueueRow";
import { useLiveQueues } from "./queues";
import { stateLooks } from "./states";

/** /admin/queues: where work waits, and the switch that lets a queue rest. */
export function QueuesPage() {
  const t = useWords();
  const queues = useLiveQueues();
  useTitle(t("admin.queues"));
  return (
    <>
      <header className="page-head">
        <div className="grow">
          <h1>{t("admin.queues")}</h1>
          <p className="quiet">{t("queues.says")}</p>
        </div>
      </header>
      <Away />
      {queues.isError && <TroubleBanner reason={queues.error} onRetry={() => void queues.refetch()} />}
      {queues.isPending && <Waiting says={t("queues.loading")} lines={14} />}
      {queues.data && (
        <Ledger
          label={t("admin.queues")}
          look="queues"
          columns={[
            { label: t("jobs.queue") },
            { label: t(stateLooks.queued.word), end: true },
            { label: t(stateLooks.running.word), end: true },
            { label: t(stateLooks.waiting.word), end: true },
            { label: t(stateLooks.failed.word), end: true },
            { label: t("queues.oldest"), end: true },
            { label: t("queues.works") },
          ]}
        >
          {queues.data.map((queue) => (
            <QueueRow key={queue.name} queue={queue} />
          ))}
        </Ledger>
      )}
    </>
  );
}
