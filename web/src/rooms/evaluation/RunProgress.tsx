import { useEffect, useRef, useState } from "react";
import type { EvaluationRun } from "../../api/types";
import { Banner } from "../../ui/Banner";
import { Button } from "../../ui/Button";
import { Progress } from "../../ui/Progress";
import { TroubleBanner } from "../../ui/TroubleBanner";
import { useWords } from "../../words/words";
import { may, useMe } from "../accounts/me";
import { useCancelRun } from "./acts";
import { EvaluationTag } from "./EvaluationTag";
import { isOpen, runLooks } from "./states";

/** How far a run is, and the way to end it; why it stopped, where it did. */
export function RunProgress({ run }: { run: EvaluationRun }) {
  const t = useWords();
  const me = useMe().data;
  const cancel = useCancelRun(run.id);
  const { asked } = run.figures;
  if (run.state === "failed") {
    return (
      <Banner tone="trouble" title={t("learn.run.failed")}>
        {run.error?.message}
      </Banner>
    );
  }
  if (run.state === "cancelled") {
    return <Banner tone="info">{t("eval.cancelled", { done: asked, total: run.total })}</Banner>;
  }
  if (!isOpen(run)) return <Spoken run={run} />;
  return (
    <section className="card run" aria-label={t("eval.progress")}>
      <header>
        <EvaluationTag look={runLooks[run.state]} />
        <span className="num grow">{t("job.of", { done: asked, total: run.total })}</span>
        {may(me, "evaluation.manage") && (
          <Button disabled={cancel.isPending} onClick={() => cancel.mutate()}>
            {t("eval.cancel")}
          </Button>
        )}
      </header>
      <Progress label={t("eval.progress")} done={asked} total={run.total} />
      <Spoken run={run} />
      {cancel.isError && <TroubleBanner reason={cancel.error} />}
    </section>
  );
}

/** Says aloud what has become of the run while somebody looks at it. */
function Spoken({ run }: { run: EvaluationRun }) {
  const t = useWords();
  const last = useRef(run.state);
  const [said, setSaid] = useState("");
  useEffect(() => {
    if (last.current === run.state) return;
    last.current = run.state;
    setSaid(t("job.isNow", { state: t(runLooks[run.state].word) }));
  }, [run.state, t]);
  return (
    <div className="vh" role="status">
      {said}
    </div>
  );
}
