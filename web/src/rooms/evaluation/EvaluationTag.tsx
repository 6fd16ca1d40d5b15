import type { IconName } from "../../ui/Icon";
import { Tag, type Tone } from "../../ui/Tag";
import { type Key, useWords } from "../../words/words";

/** How a run, a question or a change is to be seen: in a word, a colour and a shape. */
export function EvaluationTag({ look }: { look: { word: Key; tone: Tone; icon: IconName } }) {
  const t = useWords();
  return (
    <Tag tone={look.tone} icon={look.icon}>
      {t(look.word)}
    </Tag>
  );
}
