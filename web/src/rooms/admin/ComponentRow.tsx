import type { ComponentState } from "../../api/types";
import { Tag } from "../../ui/Tag";
import { useWords } from "../../words/words";
import { stateTones, stateWords } from "./components";
import { figureName, figureValue } from "./figures";

export function ComponentRow({ part }: { part: ComponentState }) {
  const t = useWords();
  const figures = Object.entries(part.figures ?? {});
  return (
    <li className={`card part ${stateTones[part.state]}`}>
      <header>
        <h2>{part.name}</h2>
        <Tag tone={stateTones[part.state]}>{t(stateWords[part.state])}</Tag>
      </header>
      <p>{part.detail}</p>
      {part.mend && (
        <p className="mend">
          <b>{t("components.mend")}</b> {part.mend}
        </p>
      )}
      {figures.length > 0 && (
        <dl className="figures">
          {figures.map(([name, value]) => (
            <div key={name}>
              <dt>{figureName(name, t)}</dt>
              <dd>{figureValue(name, value, t)}</dd>
            </div>
          ))}
        </dl>
      )}
    </li>
  );
}
