import { type DragEvent, useId, useRef, useState } from "react";
import { Button } from "../../ui/Button";
import { useWords } from "../../words/words";
import { filesIn, isMeant } from "./dropped";
import { bytes } from "./figures";
import { UploadRow } from "./UploadRow";
import type { Upload, Uploads } from "./Uploads";

interface Props {
  uploads: Uploads;
  shown: readonly Upload[];
  mostBytes: number | null;
  /** How many files the source has already. */
  kept: number;
  error: string | null;
}

/** Files and whole folders: dropped, or chosen. */
export function UploadField({ uploads, shown, mostBytes, kept, error }: Props) {
  const t = useWords();
  const id = useId();
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const add = (found: File[]) => uploads.add(found, mostBytes);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void filesIn(event.dataTransfer).then(add);
  };
  const chosen = (input: HTMLInputElement) => {
    add([...(input.files ?? [])].filter(isMeant));
    input.value = "";
  };
  const sent = shown.filter(({ state }) => state === "sent").length;
  return (
    <div className="upload" role="group" aria-labelledby={`${id}-label`} aria-describedby={`${id}-hint`}>
      <b id={`${id}-label`}>{t("learn.upload.label")}</b>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a short cut; the buttons inside do the same */}
      <div
        className={`drop ${over ? "over" : ""} ${error ? "wrong" : ""}`}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <p>{t("learn.upload.drop")}</p>
        <div className="row">
          <Button onClick={() => files.current?.click()} aria-invalid={error ? true : undefined}>
            {t("learn.upload.files")}
          </Button>
          <Button onClick={() => folder.current?.click()}>{t("learn.upload.folder")}</Button>
        </div>
        <p className="hint" id={`${id}-hint`}>
          {t("learn.upload.hint")} {mostBytes !== null && t("learn.upload.most", { size: bytes(mostBytes) })}
        </p>
        <input
          ref={files}
          type="file"
          multiple
          hidden
          aria-label={t("learn.upload.files")}
          onChange={(event) => chosen(event.target)}
        />
        <input
          ref={folder}
          type="file"
          multiple
          hidden
          aria-label={t("learn.upload.folder")}
          {...{ webkitdirectory: "" }}
          onChange={(event) => chosen(event.target)}
        />
      </div>
      {error && <p className="field-error">{error}</p>}
      {kept > 0 && <p className="quiet">{t("learn.upload.kept", { n: kept })}</p>}
      <p className="quiet num" role="status">
        {shown.length > 0 ? t("learn.upload.sent", { done: sent, total: shown.length }) : ""}
      </p>
      {shown.length > 0 && (
        <ul className="uploads">
          {shown.map((each) => (
            <UploadRow key={each.key} upload={each} uploads={uploads} mostBytes={mostBytes} />
          ))}
        </ul>
      )}
    </div>
  );
}
