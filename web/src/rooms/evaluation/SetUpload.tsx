import { type DragEvent, useRef, useState } from "react";
import { useNavigate } from "react-router";
import { Trouble } from "../../api/trouble";
import { Banner } from "../../ui/Banner";
import { Button } from "../../ui/Button";
import { TroubleBanner } from "../../ui/TroubleBanner";
import { useWords } from "../../words/words";
import { useAddSet } from "./acts";

/** A file of questions, dropped or chosen; lines that are none are named with their reasons. */
export function SetUpload() {
  const t = useWords();
  const navigate = useNavigate();
  const add = useAddSet();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const send = (file: File | undefined) => {
    if (file) add.mutate(file, { onSuccess: (set) => void navigate(`/admin/evaluation/sets/${set.id}`) });
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    send(event.dataTransfer.files[0]);
  };
  return (
    <section className="upload" aria-label={t("eval.upload")}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a short cut; the button inside does the same */}
      <div
        className={`drop ${over ? "over" : ""}`}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <p>{t("eval.upload.drop")}</p>
        <Button disabled={add.isPending} onClick={() => input.current?.click()}>
          {add.isPending ? t("eval.upload.busy") : t("eval.upload.choose")}
        </Button>
        <p className="quiet">{t("eval.upload.hint")}</p>
        <input
          ref={input}
          type="file"
          hidden
          accept=".csv,.tsv,.txt,.jsonl,.ndjson,.json,.xlsx,.xls,.ods"
          aria-label={t("eval.upload.choose")}
          onChange={(event) => {
            send(event.target.files?.[0]);
            event.target.value = "";
          }}
        />
      </div>
      {add.isError && <Refused reason={add.error} />}
    </section>
  );
}

function Refused({ reason }: { reason: unknown }) {
  const t = useWords();
  const lines = Object.values(Trouble.from(reason).details);
  if (lines.length === 0) return <TroubleBanner reason={reason} />;
  return (
    <Banner tone="trouble" title={t("eval.upload.refused")}>
      <ul className="eval-faults">
        {lines.map((each) => (
          <li key={each}>{each}</li>
        ))}
      </ul>
    </Banner>
  );
}
