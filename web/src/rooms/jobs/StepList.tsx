import { useId, useState } from "react";
import { Link } from "react-router";
import type { JobTree } from "../../api/types";
import { Breakable } from "../../ui/Breakable";
import { Button } from "../../ui/Button";
import { IconButton } from "../../ui/IconButton";
import { useWords } from "../../words/words";
import { Doing } from "./Doing";
import { digest } from "./readable";
import { StateTag } from "./StateTag";
import { Took } from "./Took";
import { countWords, stepCounts } from "./tree";

const shownAtFirst = 30;

export function StepList({ steps, depth, id }: { steps: readonly JobTree[]; depth: number; id?: string }) {
  const t = useWords();
  const [all, setAll] = useState(false);
  const shown = all ? steps : steps.slice(0, shownAtFirst);
  return (
    <>
      <ul className={depth === 0 ? "step-tree" : "step-branch"} id={id}>
        {shown.map((step) => (
          <Step key={step.id} step={step} depth={depth} />
        ))}
      </ul>
      {shown.length < steps.length && (
        <Button look="link" onClick={() => setAll(true)}>
          {t("job.steps.all", { n: steps.length })}
        </Button>
      )}
    </>
  );
}

function Step({ step, depth }: { step: JobTree; depth: number }) {
  const t = useWords();
  const id = useId();
  const counts = stepCounts(step);
  const branches = step.steps.length > 0;
  // What has gone well is of no interest at first; it is never closed under the reader's eyes, though.
  const [open, setOpen] = useState(
    () => step.state !== "done" || Object.keys(counts).some((state) => state !== "done"),
  );
  const told = digest(step.params);
  return (
    <li>
      <div className="step">
        {branches && (
          <IconButton
            icon={open ? "unfold" : "forward"}
            className="step-turn"
            label={t(open ? "job.steps.close" : "job.steps.open", { name: step.title, n: step.steps.length })}
            aria-expanded={open}
            aria-controls={open ? id : undefined}
            onClick={() => setOpen(!open)}
          />
        )}
        <div className="step-what">
          <Link to={`/admin/jobs/${step.id}`}>
            <Breakable name={step.title} />
          </Link>
          {told && <small>{told}</small>}
        </div>
        <StateTag job={step} />
        <span className="step-took">
          <Took job={step} />
        </span>
        <div className="step-far">
          <Doing job={step} />
          {branches && !open && <small>{countWords(counts, t)}</small>}
        </div>
      </div>
      {branches && open && <StepList steps={step.steps} depth={depth + 1} id={id} />}
    </li>
  );
}
