import { useState } from "react";
import type { NewOwnRule, Sighting } from "../../api/types";
import { AreaField } from "../../ui/AreaField";
import { Button } from "../../ui/Button";
import { TroubleBanner } from "../../ui/TroubleBanner";
import { kindWords } from "../../words/kinds";
import { useWords } from "../../words/words";
import { useTryRule } from "./privacy";

interface Props {
  /** The rule as it stands in the form; none while it says nothing. */
  draft: NewOwnRule | null;
  replaces: string | null;
}

/** A text of one's own, and what would be hidden in it. Neither is kept. */
export function RuleTrialBox({ draft, replaces }: Props) {
  const t = useWords();
  const trial = useTryRule();
  const [text, setText] = useState("");
  const tried = trial.data && trial.variables.text === text ? trial.data : null;
  return (
    <fieldset className="privacy-trial">
      <legend>{t("privacy.try")}</legend>
      <AreaField
        label={t("privacy.try.text")}
        hint={t("privacy.try.hint")}
        rows={3}
        maxLength={10_000}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <Button
        disabled={trial.isPending || text.trim() === ""}
        onClick={() => trial.mutate({ text, rule: draft, replaces, strictness: "normal" })}
      >
        {t("privacy.try.act")}
      </Button>
      <div role="status">
        {tried?.found.length === 0 && <p>{t("privacy.try.nothing")}</p>}
        {tried && tried.found.length > 0 && <Found text={text} spans={tried.found} />}
        {tried && tried.allowed.length > 0 && (
          <p className="quiet">{t("privacy.try.allowed", { n: tried.allowed.length })}</p>
        )}
      </div>
      {trial.isError && <TroubleBanner reason={trial.error} />}
    </fieldset>
  );
}

function Found({ text, spans }: { text: string; spans: Sighting[] }) {
  const t = useWords();
  // The server counts characters, the browser halves of them.
  const letters = [...text];
  return (
    <ul className="privacy-found">
      {spans.map((span) => (
        <li key={span.start}>
          <mark>{letters.slice(span.start, span.end).join("")}</mark> {t(kindWords[span.kind])}
          <small>{span.rule ? t("privacy.try.by", { name: span.rule }) : t("privacy.try.shipped")}</small>
        </li>
      ))}
    </ul>
  );
}
