import { useWords } from "../words/words";
import { copyText } from "./clipboard";
import { toast } from "./Toast";

interface Props {
  text: string;
  /** What the toast says when it is done. */
  said: string;
  className?: string;
}

export function CopyButton({ text, said, className }: Props) {
  const t = useWords();
  const copy = async () => toast((await copyText(text)) ? said : t("copied.not"));
  return (
    <button type="button" className={className ?? "btn quiet"} onClick={copy}>
      {t("copy")}
    </button>
  );
}
