import type { LearningRun } from "../../api/types";
import { usePreferences } from "../../look/preferences";
import { Progress } from "../../ui/Progress";
import { moment } from "../../ui/when";
import { useWords } from "../../words/words";
import { pace, stepFigures } from "./figures";
import { stepNow, stepWords } from "./states";

/** How a run stands, in the room of a row: the step with its figures, or when it was over and why. */
export function RunBrief({ run }: { run: LearningRun }) {
  const t = useWords();
  const { language } = usePreferences();
  const now = stepNow(run);
  if (!now) {
    const at = run.ended_at ?? run.created_at;
    return <small>{run.error ? run.error.message : moment(at, language)}</small>;
  }
  const { step, figures } = now;
  return (
    <div className="run-brief">
      <span>
        {t(stepWords[step])} <span className="num">{stepFigures(figures ?? undefined, "now", t)}</span>
      </span>
      {figures?.total ? (
        <Progress label={t(stepWords[step])} done={figures.done} total={figures.total} />
      ) : null}
      <small className="num">{pace(figures, t)}</small>
    </div>
  );
}
