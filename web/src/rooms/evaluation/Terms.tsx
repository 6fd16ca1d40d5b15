import type { EvaluationRun } from "../../api/types";
import { usePreferences } from "../../look/preferences";
import { useWords } from "../../words/words";
import { termsOf } from "./terms";

/** What a run was run with. */
export function Terms({ run }: { run: EvaluationRun }) {
  const t = useWords();
  const { language } = usePreferences();
  return (
    <details className="more">
      <summary className="btn link">{t("eval.terms")}</summary>
      <dl className="choices">
        {termsOf(run, language, t).map(({ word, says }) => (
          <div key={word}>
            <dt>{t(word)}</dt>
            <dd>{says}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
