import { AreaField } from "../../ui/AreaField";
import { Switch } from "../../ui/Switch";
import { useWords } from "../../words/words";

interface Props {
  headers: string;
  /** What is kept; the values are never shown again. */
  names: readonly string[];
  dropped: boolean;
  error: string | undefined;
  onHeaders: (headers: string) => void;
  onDrop: (dropped: boolean) => void;
}

export function HeadersField({ headers, names, dropped, error, onHeaders, onDrop }: Props) {
  const t = useWords();
  const kept = names.length > 0 ? t("learn.headers.kept", { names: names.join(", ") }) : "";
  return (
    <>
      {!dropped && (
        <AreaField
          label={t("learn.headers")}
          hint={`${t("learn.headers.hint")} ${kept}`}
          error={error}
          className="code"
          autoComplete="off"
          spellCheck={false}
          placeholder="Authorization: Bearer …"
          value={headers}
          onChange={(event) => onHeaders(event.target.value)}
        />
      )}
      {names.length > 0 && <Switch label={t("learn.headers.drop")} on={dropped} onChange={onDrop} />}
    </>
  );
}
