import { useId } from "react";
import type { JobAnswer, JobQuestion } from "../../api/types";
import { toast } from "../../ui/Toast";
import { TroubleBanner } from "../../ui/TroubleBanner";
import { useWords } from "../../words/words";
import { AnswerForm } from "./AnswerForm";
import { useJobAct } from "./jobs";
import { Uncertain } from "./Uncertain";

export type Reply = Omit<JobAnswer, "step">;

/** What a job asks of a person, with a place for the answer. */
export function QuestionCard({ id, question }: { id: string; question: JobQuestion }) {
  const t = useWords();
  const heading = useId();
  const act = useJobAct(id);
  const reply = (said: Reply) =>
    act.mutate(
      { kind: "answer", answer: { step: question.step, ...said } },
      { onSuccess: () => toast(t("answer.sent")) },
    );
  return (
    <section className="question" aria-labelledby={heading}>
      <h2 id={heading}>{question.uncertain ? t("uncertain.title") : t("answer.title")}</h2>
      <p>{question.text}</p>
      {act.isError && <TroubleBanner reason={act.error} />}
      {question.uncertain ? (
        <Uncertain busy={act.isPending} onReply={reply} />
      ) : (
        <AnswerForm busy={act.isPending} onReply={reply} />
      )}
    </section>
  );
}
