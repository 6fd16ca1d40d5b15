import { useWords } from "../../words/words";

export function Thinking() {
  const t = useWords();
  return (
    <p className="thinking">
      <i aria-hidden="true" />
      {t("answer.making")}
    </p>
  );
}
