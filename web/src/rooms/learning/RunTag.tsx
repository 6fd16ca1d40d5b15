import type { LearningRun } from "../../api/types";
import { Tag } from "../../ui/Tag";
import { useWords } from "../../words/words";
import { runLook } from "./states";

export function RunTag({ run }: { run: LearningRun }) {
  const t = useWords();
  const { word, tone, icon } = runLook(run);
  return (
    <Tag tone={tone} icon={icon}>
      {t(word)}
    </Tag>
  );
}
