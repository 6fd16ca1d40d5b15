import type { Source, SourceModule } from "../../../api/types";
import { usePreferences } from "../../../look/preferences";
import { Switch } from "../../../ui/Switch";
import { Tag } from "../../../ui/Tag";
import { TroubleBanner } from "../../../ui/TroubleBanner";
import { moment } from "../../../ui/when";
import { type Key, useWords, type Words } from "../../../words/words";
import { may, useMe } from "../../accounts/me";
import { useModules } from "./found";
import { useModuleSwitch } from "./useModuleSwitch";

const known: Record<string, { name: Key; says: Key }> = {
  faq: { name: "found.questions", says: "found.questions.says" },
  glossary: { name: "found.terms", says: "found.terms.says" },
  freshness: { name: "found.freshness", says: "found.freshness.says" },
};

function wordsFor(module: string, t: Words): { label: string; hint?: string } {
  const words = known[module];
  return words ? { label: t(words.name), hint: t(words.says) } : { label: module };
}

/** What is looked for in the documents once they are learned; one from elsewhere goes by its own name. */
export function ModuleSwitches({ source }: { source: Source }) {
  const t = useWords();
  const me = useMe().data;
  const found = useModules(source.id);
  const { turn, busy } = useModuleSwitch(source);
  if (found.isError) return <TroubleBanner reason={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data || found.data.length === 0) return null;
  return (
    <section className="source-part" aria-labelledby="modules-title">
      <h2 id="modules-title">{t("found.modules")}</h2>
      <ul className="modules card">
        {found.data.map((module) => (
          <li key={module.name}>
            <Switch
              {...wordsFor(module.name, t)}
              on={source.options.modules?.[module.name] ?? module.on_by_default}
              disabled={busy || !may(me, "learning.manage")}
              onChange={(on) => turn(module.name, on)}
            />
            <Outcome module={module} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Outcome({ module }: { module: SourceModule }) {
  const t = useWords();
  const { language } = usePreferences();
  if (module.state === null || module.state === undefined) return null;
  const failed = module.state === "failed";
  return (
    <div className="outcome">
      <Tag tone={failed ? "red" : "moss"} icon={failed ? "alarm" : "done"}>
        {t(failed ? "found.modules.failed" : "found.modules.done")}
      </Tag>
      {module.looked_at && (
        <time className="quiet num" dateTime={module.looked_at}>
          {moment(module.looked_at, language)}
        </time>
      )}
      {module.message && <p>{module.message}</p>}
    </div>
  );
}
