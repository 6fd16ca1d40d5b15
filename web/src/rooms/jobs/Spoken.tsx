import { useEffect, useRef, useState } from "react";
import type { Job } from "../../api/types";
import { useWords } from "../../words/words";
import { lookOf } from "./states";

/** Says aloud what has become of a job while somebody looks at it: each new state once. */
export function Spoken({ job }: { job: Job }) {
  const t = useWords();
  const word = lookOf(job).word;
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
