import { useState } from "react";
import { AreaField } from "../../ui/AreaField";
import { Button } from "../../ui/Button";
import { groupIn } from "../../ui/json";
import { useWords } from "../../words/words";
import type { Reply } from "./QuestionCard";

/** An answer in words; or, for those who know what the task wants, as JSON. */
export function AnswerForm({ busy, onReply }: { busy: boolean; onReply: (reply: Reply) => void }) {
  const t = useWords();
  const [inJson, setInJson] = useState(false);
  const [text, setText] = useState("");
  const [json, setJson] = useState("");
  const values = groupIn(json);
  const whole = inJson ? json.trim() !== "" && values !== null : text.trim() !== "";
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (whole) onReply({ answer: inJson ? (values ?? {}) : { text: text.trim() } });
      }}
    >
      {inJson ? (
        <AreaField
          className="code"
          label={t("answer.json")}
          error={values ? null : t("json.bad")}
          spellCheck={false}
          placeholder='{"text": "…"}'
          value={json}
          onChange={(event) => setJson(event.target.value)}
        />
      ) : (
        <AreaField
          label={t("answer.text")}
          rows={2}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      )}
      <div className="row">
        <Button look="primary" type="submit" disabled={busy || !whole}>
          {t("answer.send")}
        </Button>
        <Button look="link" onClick={() => setInJson(!inJson)}>
          {inJson ? t("answer.inWords") : t("answer.inJson")}
        </Button>
      </div>
    </form>
  );
}
