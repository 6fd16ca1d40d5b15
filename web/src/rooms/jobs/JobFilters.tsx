import { useEffect, useState } from "react";
import { Button } from "../../ui/Button";
import { Chips } from "../../ui/Chips";
import { Field } from "../../ui/Field";
import { SelectField } from "../../ui/SelectField";
import { useWide } from "../../ui/useWide";
import { useWords } from "../../words/words";
import { countOf, type Filters, noFilters } from "./filters";
import { useQueues } from "./queues";
import { useTasks } from "./schedules";
import { stateLooks, states } from "./states";

interface Props {
  filters: Filters;
  onFilter: (filters: Filters) => void;
}

const typingMs = 250;
const openFrom = 761;

/** Which jobs to show; on a phone it stays folded until it is wanted. */
export function JobFilters(props: Props) {
  const t = useWords();
  const wide = useWide(openFrom);
  const count = countOf(props.filters);
  if (wide) return <Fields {...props} />;
  return (
    <details className="filters-fold">
      <summary className="btn">{count > 0 ? t("jobs.filter.n", { n: count }) : t("jobs.filter")}</summary>
      <Fields {...props} />
    </details>
  );
}

function Fields({ filters, onFilter }: Props) {
  const t = useWords();
  const queues = useQueues().data ?? [];
  const tasks = useTasks().data ?? [];
  const all = [{ value: "", label: t("jobs.filter.everyQueue") }];
  return (
    <search className="filters">
      <Chips
        legend={t("jobs.filter.state")}
        chosen={filters.state}
        options={states.map((state) => ({ value: state, label: t(stateLooks[state].word) }))}
        onChoose={(state) => onFilter({ ...filters, state })}
      />
      <SelectField
        label={t("jobs.queue")}
        value={filters.queue}
        options={all.concat(queues.map((queue) => ({ value: queue.name, label: queue.title })))}
        onChange={(event) => onFilter({ ...filters, queue: event.target.value })}
      />
      <TaskField task={filters.task} onTask={(task) => onFilter({ ...filters, task })} />
      <datalist id="known-tasks">
        {tasks.map((task) => (
          <option key={task.name} value={task.name} />
        ))}
      </datalist>
      {countOf(filters) > 0 && (
        <Button look="link" onClick={() => onFilter(noFilters)}>
          {t("jobs.filter.none")}
        </Button>
      )}
    </search>
  );
}

/** Waits until the reader has stopped writing. */
function TaskField({ task, onTask }: { task: string; onTask: (task: string) => void }) {
  const t = useWords();
  const [written, setWritten] = useState(task);
  useEffect(() => setWritten(task), [task]);
  useEffect(() => {
    if (written === task) return;
    const timer = setTimeout(() => onTask(written), typingMs);
    return () => clearTimeout(timer);
  }, [written, task, onTask]);
  return (
    <Field
      label={t("jobs.filter.task")}
      type="search"
      list="known-tasks"
      placeholder={t("jobs.filter.task.hint")}
      autoComplete="off"
      autoCapitalize="none"
      spellCheck={false}
      value={written}
      onChange={(event) => setWritten(event.target.value)}
    />
  );
}
