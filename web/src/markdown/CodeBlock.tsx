import { CopyButton } from "../ui/CopyButton";
import { useWords } from "../words/words";

export function CodeBlock({ text, language, marked }: { text: string; language: string; marked: boolean }) {
  const t = useWords();
  const name = language || t("markdown.code");
  return (
    <figure className={marked ? "code in-passage" : "code"}>
      <figcaption>
        <span>{name}</span>
        <CopyButton text={text} said={t("copied.code")} />
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: long lines must be scrollable by keyboard */}
      <pre tabIndex={0} role="group" aria-label={name}>
        <code>{text}</code>
      </pre>
    </figure>
  );
}
