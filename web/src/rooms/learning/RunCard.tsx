import { useEffect, useRef, useState } from "react";
import { Link } from "react-router";
import type { LearningRun } from "../../api/types";
import { usePreferences } from "../../look/preferences";
import { Banner } from "../../ui/Banner";
import { Breakable } from "../../ui/Breakable";
import { Button } from "../../ui/Button";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { TroubleBanner } from "../../ui/TroubleBanner";
import { moment } from "../../ui/when";
import { useWords } from "../../words/words";
import { may, useMe } from "../accounts/me";
import { type RunAct, useRunAct } from "./acts";
import { pace } from "./figures";
import { RunTag } from "./RunTag";
import { RunTrack } from "./RunTrack";
import { gathered, isOpen, type Kind, mayPause, runLook, stepNow, stepWords } from "./states";

/** The newest run: its steps, what is read right now, and how to hold or end it. */
export function RunCard({ run, kind }: { run: LearningRun; kind: Kind }) {
  const t = useWords();
  const { language } = usePreferences();
  const now = stepNow(run);
  const speed = pace(now?.figures ?? null, t);
  const counts = gathered(run.steps.gather?.counts ?? {});
  const at = run.ended_at ?? run.started_at ?? run.created_at;
  return (
    <section className="run card" aria-labelledby="run-title">
      <header>
        <h2 id="run-title">{isOpen(run) ? t("learn.run.live") : t("learn.run.last")}</h2>
        <RunTag run={run} />
        <time className="quiet num" dateTime={at}>
          {moment(at, language)}
        </time>
        <span className="grow" />
        <RunActs run={run} kind={kind} />
      </header>
      <Spoken run={run} />
      {run.state === "failed" && run.error && (
        <Banner tone="trouble" title={t("learn.run.failed")}>
          {run.error.message}
        </Banner>
      )}
      <RunTrack run={run} />
      {counts.length > 0 && (
        <dl className="figures">
          {counts.map(({ word, n }) => (
            <div key={word}>
              <dt>{t(word)}</dt>
              <dd>{n.toLocaleString("en-US")}</dd>
            </div>
          ))}
        </dl>
      )}
      {run.hidden.length > 0 && (
        <p className="quiet">
          {t("learn.hidden")}{" "}
          {run.hidden.map(({ name, count }) => `${name} ${count.toLocaleString("en-US")}`).join(" · ")}
        </p>
      )}
      {now && run.state === "running" && (
        <p className="reading">
          {speed && <b className="num">{speed}</b>}
          {now.figures?.current && (
            <span>
              {t("learn.reading")} <Breakable name={now.figures.current} />
            </span>
          )}
        </p>
      )}
      {run.job_id && <JobLink id={run.job_id} />}
    </section>
  );
}

function JobLink({ id }: { id: string }) {
  const t = useWords();
  const me = useMe().data;
  if (!may(me, "upkeep.read") || !may(me, "jobs.read")) return null;
  return (
    <Link className="quiet" to={`/admin/jobs/${id}`}>
      {t("learn.run.job")}
    </Link>
  );
}

function RunActs({ run, kind }: { run: LearningRun; kind: Kind }) {
  const t = useWords();
  const me = useMe().data;
  const act = useRunAct(run.id);
  const [asking, setAsking] = useState(false);
  if (!isOpen(run) || !may(me, "learning.manage")) return null;
  const button = (name: RunAct, word: string) => (
    <Button disabled={act.isPending} onClick={() => act.mutate(name)}>
      {word}
    </Button>
  );
  return (
    <>
      {mayPause(run, kind) && button("pause", t("learn.run.pause"))}
      {(run.state === "paused" || run.pausing) && button("resume", t("learn.run.resume"))}
      <Button disabled={act.isPending} onClick={() => setAsking(true)}>
        {t("learn.run.cancel")}
      </Button>
      {act.isError && !asking && <TroubleBanner reason={act.error} />}
      {asking && (
        <ConfirmDialog
          title={t("learn.run.cancel.title")}
          says={t("learn.run.cancel.says")}
          act={t("learn.run.cancel")}
          keep={t("job.cancel.keep")}
          onAct={async () => void (await act.mutateAsync("cancel"))}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}

/** Says aloud what has become of the run while somebody looks at it: each step and each state once. */
function Spoken({ run }: { run: LearningRun }) {
  const t = useWords();
  const now = stepNow(run);
  const word = run.state === "running" && !run.pausing && now ? stepWords[now.step] : runLook(run).word;
  const last = useRef(word);
  const [said, setSaid] = useState("");
  useEffect(() => {
    if (last.current === word) return;
    last.current = word;
    setSaid(t("job.isNow", { state: t(word) }));
  }, [word, t]);
  return (
    <div className="vh" role="status">
      {said}
    </div>
  );
}
