import type { Key } from "../../words/words";
import { useWords } from "../../words/words";

const examples: readonly Key[] = ["example.1", "example.2", "example.3", "example.4"];

/** An empty chat: what can be asked here, ready to be asked with one click. */
export function Examples({ onAsk }: { onAsk: (text: string) => void }) {
  const t = useWords();
  return (
    <section className="examples">
      <h2>{t("examples.title")}</h2>
      <p className="quiet">{t("examples.says")}</p>
      <ul>
        {examples.map((key) => (
          <li key={key}>
            <button type="button" onClick={() => onAsk(t(key))}>
              {t(key)}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
