import { Button } from "../../ui/Button";
import { Icon } from "../../ui/Icon";
import { IconButton } from "../../ui/IconButton";
import { Progress } from "../../ui/Progress";
import { troubleWords } from "../../words/troubleWords";
import { useWords } from "../../words/words";
import { bytes } from "./figures";
import type { Upload, Uploads } from "./Uploads";

interface Props {
  upload: Upload;
  uploads: Uploads;
  mostBytes: number | null;
}

export function UploadRow({ upload, uploads, mostBytes }: Props) {
  const t = useWords();
  const { key, name, size, sent, state, trouble } = upload;
  const tooLarge = trouble?.code === "too_large" && mostBytes !== null;
  const says = tooLarge ? t("learn.upload.tooLarge", { size: bytes(mostBytes) }) : null;
  return (
    <li className={state}>
      <span className="upload-name">
        {state === "sent" && <Icon name="done" />}
        {state === "failed" && <Icon name="alarm" />}
        {name}
      </span>
      <span className="num quiet">
        {state === "waiting" ? t("learn.upload.waiting") : state === "sent" ? t("learn.upload.done") : ""}{" "}
        {bytes(size)}
      </span>
      {state === "sending" && <Progress label={name} done={sent} total={size} />}
      {trouble && <span className="field-error">{says ?? troubleWords(trouble, t).says}</span>}
      {state === "failed" && uploads.canRetry(key) && (
        <Button look="quiet" onClick={() => uploads.retry(key)}>
          {t("again")}
        </Button>
      )}
      <IconButton
        className="soft"
        icon="close"
        label={t("learn.upload.remove", { name })}
        onClick={() => uploads.remove(key)}
      />
    </li>
  );
}
