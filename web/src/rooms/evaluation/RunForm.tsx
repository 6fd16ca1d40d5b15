import { type FormEvent, useState } from "react";
import type { QuestionSet } from "../../api/types";
import { Button } from "../../ui/Button";
import { Field } from "../../ui/Field";
import { SelectField } from "../../ui/SelectField";
import { Switch } from "../../ui/Switch";
import { TroubleBanner } from "../../ui/TroubleBanner";
import { useWords } from "../../words/words";
import { useStartRun } from "./acts";

const depths = [1, 3, 5, 10, 20, 50] as const;

/** Starts a run as the last one was; what is measured may be chosen. */
export function RunForm({ set }: { set: QuestionSet }) {
  const t = useWords();
  const start = useStartRun(set.id);
  const last = set.run?.wish;
  const [answers, setAnswers] = useState(last?.answers ?? true);
  const [k, setK] = useState(String(last?.k ?? 10));
  const [collection, setCollection] = useState(last?.collection ?? "");
  const [language, setLanguage] = useState(last?.language ?? "");
  const begin = (event: FormEvent) => {
    event.preventDefault();
    start.mutate({
      answers,
      k: Number(k),
      collection: collection.trim() || null,
      language: language.trim() || null,
    });
  };
  return (
    <form className="eval-start" onSubmit={begin}>
      <Button type="submit" look="primary" disabled={start.isPending}>
        {set.run ? t("eval.run.again") : t("eval.run.first")}
      </Button>
      <Switch label={t("eval.answers")} hint={t("eval.answers.hint")} on={answers} onChange={setAnswers} />
      <details className="more">
        <summary className="btn link">{t("eval.more")}</summary>
        <div className="more-fields">
          <SelectField
            label={t("eval.k")}
            hint={t("eval.k.hint")}
            value={k}
            options={depths.map((each) => ({ value: String(each), label: t("eval.k.first", { n: each }) }))}
            onChange={(event) => setK(event.target.value)}
          />
          <Field
            label={t("eval.collection")}
            hint={t("eval.filter.hint")}
            value={collection}
            maxLength={100}
            autoComplete="off"
            onChange={(event) => setCollection(event.target.value)}
          />
          <Field
            label={t("eval.language")}
            hint={t("eval.language.hint")}
            value={language}
            maxLength={20}
            autoComplete="off"
            autoCapitalize="none"
            onChange={(event) => setLanguage(event.target.value)}
          />
        </div>
      </details>
      {start.isError && <TroubleBanner reason={start.error} />}
    </form>
  );
}
