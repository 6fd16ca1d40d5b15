import { type FormEvent, useId, useState } from "react";
import type { Schedule, TaskInfo } from "../../api/types";
import { Button } from "../../ui/Button";
import { CronField } from "../../ui/CronField";
import { cronFault } from "../../ui/cron";
import { Dialog } from "../../ui/Dialog";
import { Field } from "../../ui/Field";
import { SelectField } from "../../ui/SelectField";
import { toast } from "../../ui/Toast";
import { TroubleBanner } from "../../ui/TroubleBanner";
import { Waiting } from "../../ui/Waiting";
import { ZoneField } from "../../ui/ZoneField";
import { useWords } from "../../words/words";
import { ParamsForm } from "./ParamsForm";
import { draftOf, readDraft } from "./params";
import {
  refusal,
  refusedField,
  type ScheduleField,
  useAddSchedule,
  useChangeSchedule,
  useTasks,
} from "./schedules";

interface Props {
  /** The one to change; none is a new one. */
  schedule: Schedule | null;
  onClose: () => void;
}

/** Adds a schedule or changes one, once it is known which tasks there are. */
export function ScheduleDialog({ schedule, onClose }: Props) {
  const t = useWords();
  const tasks = useTasks();
  const title = schedule ? t("schedules.edit.title", { name: schedule.name }) : t("schedules.add.title");
  if (tasks.data) return <Form title={title} schedule={schedule} tasks={tasks.data} onClose={onClose} />;
  return (
    <Dialog title={title} onClose={onClose}>
      {tasks.isError ? (
        <TroubleBanner reason={tasks.error} onRetry={() => void tasks.refetch()} />
      ) : (
        <Waiting says={t("schedules.loading")} />
      )}
    </Dialog>
  );
}

/** A task that is not there any more takes whatever it was given. */
const anything: TaskInfo["params"] = { properties: { any: {} } };

function Form({ title, schedule, tasks, onClose }: Props & { title: string; tasks: TaskInfo[] }) {
  const t = useWords();
  const id = useId();
  const add = useAddSchedule();
  const change = useChangeSchedule();
  const schemaOf = (name: string) => tasks.find((each) => each.name === name)?.params ?? anything;
  const [task, setTask] = useState(schedule?.task ?? tasks[0]?.name ?? "");
  const [name, setName] = useState(schedule?.name ?? "");
  const [cron, setCron] = useState(schedule?.cron ?? "");
  const [zone, setZone] = useState(schedule?.zone ?? "");
  const [params, setParams] = useState(() => draftOf(schemaOf(task), schedule?.params ?? {}));
  const { values } = readDraft(schemaOf(task), params);
  const busy = add.isPending || change.isPending;
  const trouble = add.error ?? change.error;
  const about = trouble && refusedField(trouble, { cron, zone });
  const refused = (field: ScheduleField) => (about === field ? refusal(trouble, field) : null);
  const whole = name.trim() !== "" && task !== "" && values !== null && cronFault(cron) === null;
  /** What was refused is no longer what stands there. */
  const changing =
    <V,>(set: (value: V) => void) =>
    (value: V) => {
      add.reset();
      change.reset();
      set(value);
    };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const written = { name: name.trim(), cron: cron.trim(), zone: zone.trim() || null, params: values ?? {} };
    const done = (said: string) => ({
      onSuccess: () => {
        toast(said);
        onClose();
      },
    });
    if (schedule) change.mutate({ id: schedule.id, change: written }, done(t("schedules.changed")));
    else add.mutate({ ...written, task, enabled: true }, done(t("schedules.added")));
  };
  const actions = (
    <>
      <Button onClick={onClose}>{t("cancel")}</Button>
      <Button look="primary" type="submit" form={id} disabled={busy || !whole}>
        {schedule ? t("schedules.save") : t("schedules.add.act")}
      </Button>
    </>
  );
  return (
    <Dialog title={title} keeps onClose={onClose} actions={actions}>
      <form id={id} className="schedule-form" onSubmit={submit}>
        {trouble && !about && <TroubleBanner reason={trouble} />}
        <Field
          data-first
          label={t("schedules.name")}
          error={refused("name")}
          maxLength={200}
          value={name}
          onChange={(event) => changing(setName)(event.target.value)}
        />
        {schedule ? (
          <p className="fixed">
            <b>{t("jobs.what")}</b> <code>{task}</code>
          </p>
        ) : (
          <SelectField
            label={t("jobs.what")}
            error={refused("task")}
            options={tasks.map((each) => ({ value: each.name, label: each.title }))}
            value={task}
            onChange={(event) => {
              changing(setTask)(event.target.value);
              setParams(draftOf(schemaOf(event.target.value), {}));
            }}
          />
        )}
        <CronField cron={cron} refused={refused("cron")} onCron={changing(setCron)} />
        <ZoneField
          zone={zone}
          hint={schedule ? undefined : t("schedules.zone.hint")}
          error={refused("zone")}
          onZone={changing(setZone)}
        />
        <ParamsForm
          schema={schemaOf(task)}
          draft={params}
          refused={refused("params")}
          onDraft={changing(setParams)}
        />
      </form>
    </Dialog>
  );
}
