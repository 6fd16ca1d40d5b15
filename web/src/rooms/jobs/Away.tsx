import { useLinkState } from "../../api/line";
import { Banner } from "../../ui/Banner";
import { useWords } from "../../words/words";

/** Says that what is on the page may have changed since, while the server cannot be heard. */
export function Away() {
  const t = useWords();
  if (useLinkState() !== "away") return null;
  return (
    <Banner tone="wait" title={t("notice.away.title")}>
      {t("jobs.away")}
    </Banner>
  );
}
