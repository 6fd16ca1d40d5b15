import { Link } from "react-router";
import type { QuestionSet } from "../../api/types";
import { usePreferences } from "../../look/preferences";
import { Breakable } from "../../ui/Breakable";
import { Button } from "../../ui/Button";
import { Cell, LedgerRow } from "../../ui/Ledger";
import { Progress } from "../../ui/Progress";
import { toast } from "../../ui/Toast";
import { moment } from "../../ui/when";
import { troubleWords } from "../../words/troubleWords";
import { useWords } from "../../words/words";
import { useStartRun } from "./acts";
import { EvaluationTag } from "./EvaluationTag";
import { By } from "./FigureCards";
import { figures, sameTerms, shown } from "./figures";
import { isOpen, runLooks } from "./states";

const inRow = figures.filter(({ name }) => name === "recall_at_5" || name === "contained");

export function SetRow({ set, mayStart }: { set: QuestionSet; mayStart: boolean }) {
  const t = useWords();
  const { language } = usePreferences();
  const start = useStartRun(set.id);
  const { run, before, name, counts } = set;
  const done = run?.state === "done" ? run : before;
  const begin = () => start.mutate({}, { onError: (reason) => toast(troubleWords(reason, t).says) });
  return (
    <LedgerRow tone={run ? runLooks[run.state].tone : "plain"}>
      <Cell name="what" head>
        <Link className="whole" to={`/admin/evaluation/sets/${set.id}`}>
          <Breakable name={name} />
        </Link>
        <small>{t("eval.questions", { n: counts.questions })}</small>
      </Cell>
      {inRow.map((figure) => (
        <Cell key={figure.name} name="figure" label={t(figure.word)} end nil={!done}>
          <span className="num">{shown(done?.figures[figure.name])}</span>
          {done && done === run && before && sameTerms(run, before) && (
            <small>
              <By figure={figure} now={done.figures} before={before.figures} />
            </small>
          )}
        </Cell>
      ))}
      <Cell name="run">
        {run ? (
          <>
            <EvaluationTag look={runLooks[run.state]} />
            {isOpen(run) ? (
              <Progress label={t("eval.progress")} done={run.figures.asked} total={run.total} />
            ) : (
              <small>
                <time dateTime={run.created_at}>{moment(run.created_at, language)}</time>
              </small>
            )}
          </>
        ) : (
          <span className="quiet">{t("eval.never")}</span>
        )}
      </Cell>
      <Cell name="acts">
        {mayStart && !(run && isOpen(run)) && (
          <Button disabled={start.isPending} aria-label={t("eval.run.which", { name })} onClick={begin}>
            {t("eval.run.now")}
          </Button>
        )}
      </Cell>
    </LedgerRow>
  );
}
