import { useId, useState } from "react";
import type { LogLine } from "../../api/types";
import { usePreferences } from "../../look/preferences";
import { Button } from "../../ui/Button";
import { CopyButton } from "../../ui/CopyButton";
import { Icon } from "../../ui/Icon";
import { TroubleBanner } from "../../ui/TroubleBanner";
import { Waiting } from "../../ui/Waiting";
import { clockWithSeconds } from "../../ui/when";
import { useWords } from "../../words/words";
import { LogLines } from "./LogLines";
import { useJobLog } from "./useJobLog";

/** What a job wrote down. While it runs the log grows by itself, until the reader wants it to stand still. */
export function JobLog({ id, running }: { id: string; running: boolean }) {
  const t = useWords();
  const { language } = usePreferences();
  const heading = useId();
  const [following, setFollowing] = useState(true);
  const log = useJobLog(id, running, following);
  return (
    <section className="job-part" aria-labelledby={heading}>
      <header>
        <h2 id={heading}>{t("job.log")}</h2>
        {running && log.lines.length > 0 && (
          <Button look="quiet" aria-pressed={!following} onClick={() => setFollowing(!following)}>
            <Icon name={following ? "pause" : "play"} />
            {following ? t("job.log.pause") : t("job.log.follow")}
          </Button>
        )}
        {log.lines.length > 0 && <CopyButton text={asText(log.lines, language)} said={t("copied.log")} />}
      </header>
      {log.trouble && <TroubleBanner reason={log.trouble} onRetry={log.again} />}
      {log.phase === "loading" && <Waiting says={t("job.log.loading")} />}
      {log.phase === "ready" && log.lines.length === 0 && (
        <p className="quiet">{running ? t("job.log.noneYet") : t("job.log.none")}</p>
      )}
      {log.lines.length > 0 && <LogLines lines={log.lines} labelledBy={heading} />}
    </section>
  );
}

function asText(lines: readonly LogLine[], language: "ja" | "en"): string {
  return lines
    .map((line) => `${clockWithSeconds(Date.parse(line.at), language)} ${line.level} ${line.message}`)
    .join("\n");
}
