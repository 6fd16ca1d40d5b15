import { useState } from "react";
import type { HiddenCount } from "../../api/types";
import { usePreferences } from "../../look/preferences";
import { Choice } from "../../ui/Choice";
import { locales } from "../../ui/when";
import { kindWords } from "../../words/kinds";
import { useWords } from "../../words/words";
import { counted, type Per } from "./counted";
import { Loaded } from "./Loaded";
import { Part } from "./Part";
import { useCounts } from "./privacy";

/** How much was newly hidden, by kind; never what. */
export function Counts() {
  const t = useWords();
  const counts = useCounts();
  const [per, setPer] = useState<Per>("day");
  return (
    <Part title={t("privacy.counts")} says={t("privacy.counts.says")}>
      <Loaded found={counts} none={t("privacy.counts.none")}>
        {(all) => (
          <>
            <Choice
              legend={t("privacy.counts.per")}
              value={per}
              options={[
                { value: "day", label: t("privacy.counts.day") },
                { value: "week", label: t("privacy.counts.week") },
              ]}
              onChoose={setPer}
            />
            <Table all={all} per={per} />
          </>
        )}
      </Loaded>
    </Part>
  );
}

function Table({ all, per }: { all: HiddenCount[]; per: Per }) {
  const t = useWords();
  const { language } = usePreferences();
  const { from, rows } = counted(all, per);
  const short = (day: string) =>
    new Date(`${day}T00:00:00Z`).toLocaleDateString(locales[language], {
      timeZone: "UTC",
      month: "numeric",
      day: "numeric",
    });
  if (rows.length === 0) return <p className="privacy-none">{t("privacy.counts.none")}</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reached by the keyboard
    <div role="group" className="privacy-counts" aria-label={t("privacy.counts")} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t("privacy.kind")}</th>
            {from.map((day) => (
              <th key={day} scope="col" className="num">
                <time dateTime={day}>{short(day)}</time>
                {per === "week" && "–"}
              </th>
            ))}
            <th scope="col">{t("privacy.counts.sum")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ kind, counts, sum }) => (
            <tr key={kind}>
              <th scope="row">{t(kindWords[kind])}</th>
              {counts.map((count, place) => (
                <td key={from[place]} className={`num ${count === 0 ? "none" : ""}`}>
                  {count}
                </td>
              ))}
              <td className="num sum">{sum}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
