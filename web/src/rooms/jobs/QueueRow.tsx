import { useState } from "react";
import { Link } from "react-router";
import type { Queue } from "../../api/types";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { Icon } from "../../ui/Icon";
import { Cell, LedgerRow } from "../../ui/Ledger";
import { Switch } from "../../ui/Switch";
import { roughSpan } from "../../ui/span";
import { toast } from "../../ui/Toast";
import { troubleWords } from "../../words/troubleWords";
import { useWords } from "../../words/words";
import { jobsPath } from "./filters";
import { usePauseQueue } from "./queues";
import { stateLooks } from "./states";

const counted = ["queued", "running", "waiting", "failed"] as const;
const secondMs = 1000;

export function QueueRow({ queue }: { queue: Queue }) {
  const t = useWords();
  const pause = usePauseQueue();
  const [asking, setAsking] = useState(false);
  const name = queue.title;
  const turn = async (paused: boolean) => {
    await pause.mutateAsync({ name: queue.name, paused });
    toast(paused ? t("queues.paused", { name }) : t("queues.resumed", { name }));
  };
  const turnNow = (paused: boolean) => turn(paused).catch((reason) => toast(troubleWords(reason, t).says));
  const waits = queue.queued + queue.waiting;
  return (
    <LedgerRow tone={queue.paused ? "amber" : "plain"}>
      <Cell name="what" head>
        <b>{name}</b>
        <small>{queue.name}</small>
      </Cell>
      {counted.map((state) => (
        <Cell key={state} name={`count ${state}`} label={t(stateLooks[state].word)} end>
          <Count queue={queue} state={state} />
        </Cell>
      ))}
      <Cell name="oldest" label={t("queues.oldest")} end nil={queue.oldest_s === null}>
        <span className="num">{queue.oldest_s === null ? "–" : roughSpan(queue.oldest_s * secondMs, t)}</span>
      </Cell>
      <Cell name="works">
        <Switch
          bare
          label={t("queues.switch", { name })}
          on={!queue.paused}
          disabled={pause.isPending}
          onChange={(on) => (on || waits === 0 ? void turnNow(!on) : setAsking(true))}
        />
        <span className={queue.paused ? "rests" : "goes"}>
          {queue.paused && <Icon name="pause" />}
          {queue.paused ? t("queues.rests") : t("queues.open")}
        </span>
        {asking && (
          <ConfirmDialog
            title={t("queues.pause.title", { name })}
            says={t("queues.pause.says", { n: waits })}
            act={t("queues.pause")}
            onAct={() => turn(true)}
            onClose={() => setAsking(false)}
          />
        )}
      </Cell>
    </LedgerRow>
  );
}

/** A figure that leads to the jobs it counts; none is only a quiet zero. */
function Count({ queue, state }: { queue: Queue; state: (typeof counted)[number] }) {
  const t = useWords();
  const count = queue[state];
  if (count === 0) return <span className="num none">0</span>;
  return (
    <Link
      className={`num ${state}`}
      to={jobsPath({ queue: queue.name, state: [state] })}
      aria-label={t("queues.count", { name: queue.title, state: t(stateLooks[state].word), n: count })}
    >
      {count.toLocaleString("en-US")}
    </Link>
  );
}
