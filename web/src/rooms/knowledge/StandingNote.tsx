import type { Citation, CitationStanding } from "../../api/types";
import { usePreferences } from "../../look/preferences";
import { Banner } from "../../ui/Banner";
import { moment } from "../../ui/when";
import { useWords } from "../../words/words";

interface Props {
  citation: Citation;
  standing: CitationStanding;
}

/** What has become of a quotation that no longer stands, and what it said. */
export function StandingNote({ citation, standing }: Props) {
  const t = useWords();
  const { language } = usePreferences();
  if (standing.state === "stands") return null;
  const when = standing.since && moment(standing.since, language);
  const says =
    standing.state === "changed"
      ? t("standing.changed.says", { when: when ?? "" })
      : when
        ? t("standing.gone.says", { when })
        : t("standing.gone.hidden");
  return (
    <div className="standing-note">
      <Banner tone="wait" title={t(standing.state === "changed" ? "standing.changed" : "standing.gone")}>
        {says}
      </Banner>
      <h3>{t("standing.quoted")}</h3>
      <blockquote lang={citation.language || undefined}>{citation.quote}</blockquote>
      {standing.passage_id && <h3>{t("standing.today")}</h3>}
    </div>
  );
}
