import { Link } from "react-router";
import type { Schedule } from "../../api/types";
import { usePreferences } from "../../look/preferences";
import { Breakable } from "../../ui/Breakable";
import { Button } from "../../ui/Button";
import { cronWords } from "../../ui/cron";
import { Cell, LedgerRow } from "../../ui/Ledger";
import { Menu } from "../../ui/Menu";
import { Switch } from "../../ui/Switch";
import { Tag } from "../../ui/Tag";
import { toast } from "../../ui/Toast";
import { moment } from "../../ui/when";
import { troubleWords } from "../../words/troubleWords";
import { useWords } from "../../words/words";
import { useChangeSchedule, useRunSchedule } from "./schedules";

interface Props {
  schedule: Schedule;
  onEdit: () => void;
  onRemove: () => void;
}

export function ScheduleRow({ schedule, onEdit, onRemove }: Props) {
  const t = useWords();
  const { language } = usePreferences();
  const change = useChangeSchedule();
  const run = useRunSchedule();
  const { name, enabled } = schedule;
  const words = cronWords(schedule.cron, t, language);
  const fails = { onError: (reason: Error) => toast(troubleWords(reason, t).says) };
  const items = [{ label: t("schedules.edit"), act: onEdit }];
  const removal = { label: t("delete"), act: onRemove, danger: true };
  return (
    <LedgerRow tone={enabled ? "plain" : "amber"}>
      <Cell name="what" head>
        <b>{name}</b> {schedule.own && <Tag>{t("schedules.own")}</Tag>}
        <small>
          <Breakable name={schedule.title} />
        </small>
      </Cell>
      <Cell name="cron" label={t("schedules.when")}>
        {words && <span>{words}</span>}
        <small>
          <code>{schedule.cron}</code> {schedule.zone}
        </small>
      </Cell>
      <Cell name="next" label={t("schedules.next")} nil={schedule.next.length === 0}>
        {schedule.next.length === 0 && <span className="quiet">–</span>}
        <ul className="num">
          {schedule.next.map((at) => (
            <li key={at}>
              <time dateTime={at}>{moment(at, language)}</time>
            </li>
          ))}
        </ul>
      </Cell>
      <Cell name="last" label={t("schedules.last")}>
        {schedule.last_at && schedule.last_job_id ? (
          <Link className="num" to={`/admin/jobs/${schedule.last_job_id}`}>
            {moment(schedule.last_at, language)}
          </Link>
        ) : (
          <span className="quiet">{t("schedules.never")}</span>
        )}
      </Cell>
      <Cell name="works">
        <Switch
          bare
          label={t("schedules.switch", { name })}
          on={enabled}
          disabled={change.isPending}
          onChange={(on) => change.mutate({ id: schedule.id, change: { enabled: on } }, fails)}
        />
        <span className={enabled ? "goes" : "rests"}>
          {enabled ? t("schedules.isOn") : t("schedules.isOff")}
        </span>
      </Cell>
      <Cell name="acts">
        <Button
          aria-label={t("schedules.run.which", { name })}
          disabled={run.isPending}
          onClick={() =>
            run.mutate(schedule.id, { onSuccess: () => toast(t("schedules.run.done", { name })), ...fails })
          }
        >
          {t("schedules.run")}
        </Button>
        <Menu label={t("session.menu", { title: name })} items={schedule.own ? items : [...items, removal]} />
      </Cell>
    </LedgerRow>
  );
}
