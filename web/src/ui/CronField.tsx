import "./cron.css";
import { useState } from "react";
import { usePreferences } from "../look/preferences";
import { type Key, useWords, type Words } from "../words/words";
import { Button } from "./Button";
import { type CronFault, cronFault, cronWords } from "./cron";
import { Field } from "./Field";

interface Props {
  cron: string;
  /** What the server had to say about it. */
  refused: string | null;
  onCron: (cron: string) => void;
}

const usual: readonly [Key, string][] = [
  ["cron.usual.hour", "0 * * * *"],
  ["cron.usual.day", "0 9 * * *"],
  ["cron.usual.workdays", "0 9 * * 1-5"],
  ["cron.usual.week", "0 9 * * 1"],
  ["cron.usual.month", "0 9 1 * *"],
];
const fieldWords: Record<Extract<CronFault, { kind: "range" }>["field"], Key> = {
  minute: "cron.field.minute",
  hour: "cron.field.hour",
  day: "cron.field.day",
  month: "cron.field.month",
  weekday: "cron.field.weekday",
};

/** When: five fields as experts write them, said in words as one writes, with the usual ones at hand. */
export function CronField({ cron, refused, onCron }: Props) {
  const t = useWords();
  const { language } = usePreferences();
  const [left, setLeft] = useState(cron !== "");
  const fault = cron.trim() === "" ? null : cronFault(cron);
  // Fields that are still missing are no mistake while one writes them.
  const seen = fault && (fault.kind === "range" || left) ? said(fault, t) : null;
  const words = cronWords(cron, t, language);
  return (
    <div className="cron-field">
      <Field
        label={t("cron.label")}
        hint={t("cron.hint")}
        error={refused ?? seen}
        className="code"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        value={cron}
        onBlur={() => setLeft(true)}
        onChange={(event) => onCron(event.target.value)}
      />
      <p className="cron-words" role="status">
        {words ? t("cron.means", { words }) : ""}
      </p>
      <div className="row" role="group" aria-label={t("cron.usual")}>
        {usual.map(([name, expression]) => (
          <Button key={name} look="quiet" onClick={() => onCron(expression)}>
            {t(name)}
          </Button>
        ))}
      </div>
    </div>
  );
}

function said(fault: CronFault, t: Words): string {
  if (fault.kind === "count") return t("cron.bad.count", { n: fault.count });
  return t("cron.bad.range", { field: t(fieldWords[fault.field]), from: fault.from, to: fault.to });
}
