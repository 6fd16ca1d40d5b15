import { type ReactNode, useState } from "react";
import type { FreshnessReport } from "../../../api/types";
import { usePreferences } from "../../../look/preferences";
import { Breakable } from "../../../ui/Breakable";
import { SelectField } from "../../../ui/SelectField";
import { day } from "../../../ui/when";
import { type Key, useWords } from "../../../words/words";
import { useShownSource } from "../SourceFrame";
import { FoundPart } from "./FoundPart";
import { FromWhere } from "./FromWhere";
import { useFreshness } from "./found";

const ages: readonly { days: number; word: Key }[] = [
  { days: 180, word: "found.old.180" },
  { days: 365, word: "found.old.365" },
  { days: 730, word: "found.old.730" },
  { days: 1095, word: "found.old.1095" },
];
const usualDays = 365;

/** /admin/sources/:id/freshness: what is surely wrong first, then what is only old. */
export function FreshnessPage() {
  const t = useWords();
  const source = useShownSource();
  const [days, setDays] = useState(usualDays);
  const found = useFreshness(source.id, days);
  const report = found.data;
  const fine = report && report.ended_count + report.dead_links.length + report.old_count === 0;
  return (
    <FoundPart
      source={source}
      title={t("found.freshness")}
      says={t("found.freshness.says")}
      module="freshness"
      found={found}
      none={fine ? t("found.freshness.none", { n: report.documents }) : null}
    >
      {report && <Concerns report={report} />}
      {report && (
        <SelectField
          label={t("found.old.from")}
          value={String(days)}
          options={ages.map((age) => ({ value: String(age.days), label: t(age.word) }))}
          onChange={(event) => setDays(Number(event.target.value))}
        />
      )}
      {report && <Old report={report} />}
    </FoundPart>
  );
}

function Concerns({ report }: { report: FreshnessReport }) {
  const t = useWords();
  const { language } = usePreferences();
  return (
    <>
      <Part title={t("found.ended")} n={report.ended_count} shown={report.ended.length}>
        {report.ended.map((each) => (
          <li key={`${each.address} ${each.sentence}`}>
            <b className="num">{t("found.ended.until", { when: day(each.until, language) })}</b>
            <q>{each.sentence}</q>
            <small>
              <FromWhere title={each.title} url={each.url} />
            </small>
          </li>
        ))}
      </Part>
      <Part title={t("found.dead")} n={report.dead_links.length} shown={report.dead_links.length}>
        {report.dead_links.map((each) => (
          <li key={each.address}>
            <span>
              <Breakable name={each.address} />
            </span>
            <small>
              {t("found.dead.on")} <FromWhere title={null} url={each.found_on} />
            </small>
          </li>
        ))}
      </Part>
    </>
  );
}

function Old({ report }: { report: FreshnessReport }) {
  const t = useWords();
  const { language } = usePreferences();
  return (
    <Part title={t("found.old")} n={report.old_count} shown={report.old.length}>
      {report.old.map((each) => (
        <li key={each.address}>
          <b className="num">{day(each.changed_at, language)}</b>
          <span>
            <FromWhere title={each.title} url={each.url} />
          </span>
        </li>
      ))}
    </Part>
  );
}

interface PartProps {
  title: string;
  n: number;
  shown: number;
  children: ReactNode;
}

function Part({ title, n, shown, children }: PartProps) {
  const t = useWords();
  if (n === 0) return null;
  return (
    <div className="concern">
      <h3>
        {title} <span className="num quiet">{n.toLocaleString("en-US")}</span>
      </h3>
      <ul>{children}</ul>
      {shown < n && <p className="quiet">{t("found.andMore", { n: n - shown })}</p>}
    </div>
  );
}
