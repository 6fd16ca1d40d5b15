import { Link } from "react-router";
import type { Source } from "../../api/types";
import { usePreferences } from "../../look/preferences";
import { Breakable } from "../../ui/Breakable";
import { Button } from "../../ui/Button";
import { Cell, LedgerRow } from "../../ui/Ledger";
import { toast } from "../../ui/Toast";
import { moment } from "../../ui/when";
import { troubleWords } from "../../words/troubleWords";
import { useWords } from "../../words/words";
import { useStartRun } from "./acts";
import { RunBrief } from "./RunBrief";
import { RunTag } from "./RunTag";
import { isOpen, kindWords, runLook } from "./states";

export function SourceRow({ source, mayStart }: { source: Source; mayStart: boolean }) {
  const t = useWords();
  const { language } = usePreferences();
  const start = useStartRun(source.id);
  const { run, name, kind, next_at } = source;
  const first = kind === "upload" ? t("learn.files", { n: source.starts.length }) : source.starts[0];
  const begin = () =>
    start.mutate(false, {
      onSuccess: () => toast(t("learn.run.begun", { name })),
      onError: (reason) => toast(troubleWords(reason, t).says),
    });
  return (
    <LedgerRow tone={run ? runLook(run).tone : "plain"}>
      <Cell name="what" head>
        <Link className="whole" to={`/admin/sources/${source.id}`}>
          <Breakable name={name} />
        </Link>
        <small>
          {t(kindWords[kind])} · <Breakable name={first ?? ""} />
        </small>
      </Cell>
      <Cell name="docs" label={t("learn.col.docs")} end>
        <span className="num">{source.documents.toLocaleString("en-US")}</span>
      </Cell>
      <Cell name="passages" label={t("learn.col.passages")} end>
        <span className="num">{source.passages.toLocaleString("en-US")}</span>
      </Cell>
      <Cell name="state">
        {run ? <RunTag run={run} /> : <span className="quiet">{t("learn.run.never")}</span>}
      </Cell>
      <Cell name="far" nil={!run}>
        {run && <RunBrief run={run} />}
      </Cell>
      <Cell name="next" label={t("learn.col.next")} nil={!next_at}>
        {next_at ? (
          <time className="num" dateTime={next_at}>
            {moment(next_at, language)}
          </time>
        ) : (
          <span className="quiet">{t("learn.next.never")}</span>
        )}
      </Cell>
      <Cell name="acts">
        {mayStart && !(run && isOpen(run)) && (
          <Button disabled={start.isPending} aria-label={t("learn.run.now.which", { name })} onClick={begin}>
            {t("learn.run.now")}
          </Button>
        )}
      </Cell>
    </LedgerRow>
  );
}
