import { useCallback, useState } from "react";
import { useSearchParams } from "react-router";
import type { EvaluationRun } from "../../api/types";
import { Button } from "../../ui/Button";
import { Chips } from "../../ui/Chips";
import { TroubleBanner } from "../../ui/TroubleBanner";
import { Waiting } from "../../ui/Waiting";
import { useWords } from "../../words/words";
import { PassagePanel } from "../knowledge/PassagePanel";
import { QuestionCard } from "./QuestionCard";
import { useQuestions } from "./sets";
import { isOpen, outcomeLooks, outcomes } from "./states";

const nowhere = () => undefined;

/** The questions of a run, what went wrong first; by outcome where one looks for something. */
export function QuestionList({ run }: { run: EvaluationRun }) {
  const t = useWords();
  const [params, setParams] = useSearchParams();
  const [passage, setPassage] = useState<string | null>(null);
  const show = useCallback((id: string) => setPassage(id), []);
  const named = params.getAll("outcome");
  const chosen = outcomes.filter((outcome) => named.includes(outcome));
  const found = useQuestions(run, chosen);
  const counts = run.figures.outcomes ?? {};
  const questions = found.data?.pages.flatMap(({ items }) => items) ?? [];
  const options = outcomes
    .filter((outcome) => (counts[outcome] ?? 0) > 0 || chosen.includes(outcome))
    .map((value) => ({
      value,
      label: `${t(outcomeLooks[value].word)} ${(counts[value] ?? 0).toLocaleString("en-US")}`,
    }));
  return (
    <section className="source-part" aria-labelledby="questions-title">
      <h2 id="questions-title">{t("eval.list")}</h2>
      {found.isError && <TroubleBanner reason={found.error} onRetry={() => void found.refetch()} />}
      {found.isPending && <Waiting says={t("eval.loading")} lines={5} />}
      {options.length > 0 && (
        <Chips
          legend={t("eval.filter")}
          chosen={chosen}
          options={options}
          onChoose={(wanted) =>
            setParams(new URLSearchParams(wanted.map((outcome) => ["outcome", outcome])), { replace: true })
          }
        />
      )}
      {found.isSuccess && questions.length === 0 && (
        <p className="quiet">{isOpen(run) ? t("eval.list.noneYet") : t("eval.list.none")}</p>
      )}
      <ol className="eval-questions" aria-busy={found.isFetching}>
        {questions.map((question) => (
          <QuestionCard key={question.number} question={question} onPassage={show} />
        ))}
      </ol>
      {found.hasNextPage && (
        <p className="list-end">
          <Button disabled={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
            {t("eval.list.more")}
          </Button>
        </p>
      )}
      {passage && (
        <PassagePanel
          over
          place={{ id: passage, cited: null }}
          citation={null}
          standing={null}
          onClose={() => setPassage(null)}
          orElseFocus={nowhere}
        />
      )}
    </section>
  );
}
