import { useState } from "react";
import { AreaField } from "../../ui/AreaField";
import { Button } from "../../ui/Button";
import { Choice } from "../../ui/Choice";
import { groupIn } from "../../ui/json";
import { useWords } from "../../words/words";
import type { Reply } from "./QuestionCard";

type Whether = "" | "yes" | "no";

/** Was it done or not? What follows from either is said before one answers: a wrong word does harm. */
export function Uncertain({ busy, onReply }: { busy: boolean; onReply: (reply: Reply) => void }) {
  const t = useWords();
  const [whether, setWhether] = useState<Whether>("");
  const [json, setJson] = useState("");
  const result = groupIn(json);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (result) onReply({ happened: whether === "yes", answer: whether === "yes" ? result : {} });
      }}
    >
      <Choice<Whether>
        legend={t("uncertain.legend")}
        value={whether}
        onChoose={setWhether}
        options={[
          { value: "yes", label: t("uncertain.yes") },
          { value: "no", label: t("uncertain.no") },
        ]}
      />
      {whether !== "" && (
        <p className="quiet">{whether === "yes" ? t("uncertain.yes.says") : t("uncertain.no.says")}</p>
      )}
      {whether === "yes" && (
        <details>
          <summary>{t("uncertain.result")}</summary>
          <AreaField
            className="code"
            label={t("answer.json")}
            hint={t("uncertain.result.says")}
            error={result ? null : t("json.bad")}
            spellCheck={false}
            value={json}
            onChange={(event) => setJson(event.target.value)}
          />
        </details>
      )}
      <div className="row">
        <Button look="primary" type="submit" disabled={busy || whether === "" || !result}>
          {t("answer.send")}
        </Button>
      </div>
    </form>
  );
}
