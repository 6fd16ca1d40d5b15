import { useQueryClient } from "@tanstack/react-query";
import type { Source } from "../../../api/types";
import { toast } from "../../../ui/Toast";
import { troubleWords } from "../../../words/troubleWords";
import { useWords } from "../../../words/words";
import { useChangeSource } from "../acts";

/** Has a module look at the documents of a source from the next run on, or no more. */
export function useModuleSwitch(source: Source) {
  const t = useWords();
  const cache = useQueryClient();
  const change = useChangeSource(source.id);
  const { options } = source;
  const turn = (name: string, on: boolean) =>
    change.mutate(
      { options: { ...options, modules: { ...options.modules, [name]: on } } },
      {
        onSuccess: () => {
          toast(t("learn.changed"));
          void cache.invalidateQueries({ queryKey: ["found", source.id, "modules"] });
        },
        onError: (reason) => toast(troubleWords(reason, t).says),
      },
    );
  return { turn, busy: change.isPending };
}
