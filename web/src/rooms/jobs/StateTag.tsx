import type { Job } from "../../api/types";
import { Tag } from "../../ui/Tag";
import { useWords } from "../../words/words";
import { lookOf } from "./states";

export function StateTag({ job }: { job: Job }) {
  const t = useWords();
  const { word, tone, icon } = lookOf(job);
  return (
    <Tag tone={tone} icon={icon}>
      {t(word)}
    </Tag>
  );
}
