import type { GuardLevel } from "../../api/types";
import { SelectField } from "../../ui/SelectField";
import { toast } from "../../ui/Toast";
import { troubleWords } from "../../words/troubleWords";
import { type Key, useWords } from "../../words/words";
import { Loaded } from "./Loaded";
import { Part } from "./Part";
import { useChooseLevel, useLevels } from "./privacy";

const levels = [
  { value: "low", word: "privacy.level.low" },
  { value: "normal", word: "privacy.level.normal" },
  { value: "strict", word: "privacy.level.strict" },
] as const;
const channels: Record<string, Key> = { web: "privacy.channel.web", api: "privacy.channel.api" };

/** How strictly each way in, and each collection, is searched. */
export function Levels() {
  const t = useWords();
  const found = useLevels();
  const choose = useChooseLevel();
  const nameOf = (each: GuardLevel) => {
    if (each.scope === "collection") return t("privacy.levels.collection", { name: each.name });
    const known = channels[each.name];
    return known ? t(known) : each.name;
  };
  return (
    <Part title={t("privacy.levels")} says={t("privacy.levels.says")}>
      <Loaded found={found} none="">
        {(all) => (
          <div className="privacy-levels">
            {all.map((each) => (
              <SelectField
                key={`${each.scope}/${each.name}`}
                label={nameOf(each)}
                disabled={choose.isPending}
                options={levels.map(({ value, word }) => ({ value, label: t(word) }))}
                value={each.level}
                onChange={(event) =>
                  choose.mutate(
                    { ...each, level: event.target.value as GuardLevel["level"] },
                    {
                      onSuccess: () => toast(t("privacy.levels.chosen", { name: nameOf(each) })),
                      onError: (reason) => toast(troubleWords(reason, t).says),
                    },
                  )
                }
              />
            ))}
          </div>
        )}
      </Loaded>
    </Part>
  );
}
