import type { LearningRun } from "../../api/types";
import { Icon, type IconName } from "../../ui/Icon";
import { Progress } from "../../ui/Progress";
import { type Key, useWords } from "../../words/words";
import { stepFigures, unreadIn } from "./figures";
import { type Place, placeOf, type Step, steps, stepWords } from "./states";

const places: Record<Place, { word: Key; icon: IconName | null }> = {
  done: { word: "learn.place.done", icon: "done" },
  now: { word: "learn.place.now", icon: "play" },
  stopped: { word: "learn.place.stopped", icon: "none" },
  ahead: { word: "learn.place.ahead", icon: null },
};

/** The line of steps: what is done, what is being done, what is ahead, each with its counts. */
export function RunTrack({ run }: { run: LearningRun }) {
  const t = useWords();
  return (
    <ol className="track" aria-label={t("learn.track")}>
      {steps.map((step) => (
        <TrackStep key={step} run={run} step={step} />
      ))}
    </ol>
  );
}

function TrackStep({ run, step }: { run: LearningRun; step: Step }) {
  const t = useWords();
  const place = placeOf(run, step);
  const figures = run.steps[step];
  const { word, icon } = places[place];
  const unread = unreadIn(run, step);
  return (
    <li className={place} aria-current={place === "now" ? "step" : undefined}>
      {place === "now" && figures?.total ? (
        <Progress label={t(stepWords[step])} done={figures.done} total={figures.total} />
      ) : (
        <i className="track-line" aria-hidden="true" />
      )}
      <b>
        {icon && <Icon name={icon} />}
        {t(stepWords[step])}
        <span className="vh"> {t(word)}</span>
      </b>
      <span className="num">
        {step === "finish" ? t(word) : stepFigures(figures, place, t) || t(word)}
        {unread > 0 && ` · ${t("learn.unread", { n: unread })}`}
      </span>
    </li>
  );
}
