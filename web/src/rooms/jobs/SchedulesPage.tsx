import "./jobs.css";
import { useState } from "react";
import type { Schedule } from "../../api/types";
import { Button } from "../../ui/Button";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { EmptyState } from "../../ui/EmptyState";
import { Icon } from "../../ui/Icon";
import { Ledger } from "../../ui/Ledger";
import { toast } from "../../ui/Toast";
import { TroubleBanner } from "../../ui/TroubleBanner";
import { useTitle } from "../../ui/useTitle";
import { Waiting } from "../../ui/Waiting";
import { useWords } from "../../words/words";
import { ScheduleDialog } from "./ScheduleDialog";
import { ScheduleRow } from "./ScheduleRow";
import { useRemoveSchedule, useSchedules } from "./schedules";

/** /admin/schedules: what is done again and again, and when next. */
export function SchedulesPage() {
  const t = useWords();
  const schedules = useSchedules();
  const remove = useRemoveSchedule();
  const [editing, setEditing] = useState<Schedule | "new" | null>(null);
  const [removing, setRemoving] = useState<Schedule | null>(null);
  useTitle(t("admin.schedules"));
  const add = (
    <Button look="primary" onClick={() => setEditing("new")}>
      <Icon name="plus" />
      {t("schedules.add")}
    </Button>
  );
  const removeIt = async (schedule: Schedule) => {
    await remove.mutateAsync(schedule.id);
    toast(t("schedules.removed"));
  };
  return (
    <>
      <header className="page-head">
        <div className="grow">
          <h1>{t("admin.schedules")}</h1>
          <p className="quiet">{t("schedules.says")}</p>
        </div>
        {schedules.data && schedules.data.length > 0 && add}
      </header>
      {schedules.isError && (
        <TroubleBanner reason={schedules.error} onRetry={() => void schedules.refetch()} />
      )}
      {schedules.isPending && <Waiting says={t("schedules.loading")} lines={5} />}
      {schedules.data?.length === 0 && (
        <EmptyState title={t("schedules.none.title")} action={add}>
          <p>{t("schedules.none.says")}</p>
        </EmptyState>
      )}
      {schedules.data && schedules.data.length > 0 && (
        <Ledger
          label={t("admin.schedules")}
          look="schedules"
          columns={[
            { label: t("schedules.what") },
            { label: t("schedules.when") },
            { label: t("schedules.next") },
            { label: t("schedules.last") },
            { label: t("schedules.on") },
            { label: t("schedules.acts"), hidden: true },
          ]}
        >
          {schedules.data.map((schedule) => (
            <ScheduleRow
              key={schedule.id}
              schedule={schedule}
              onEdit={() => setEditing(schedule)}
              onRemove={() => setRemoving(schedule)}
            />
          ))}
        </Ledger>
      )}
      {editing && (
        <ScheduleDialog schedule={editing === "new" ? null : editing} onClose={() => setEditing(null)} />
      )}
      {removing && (
        <ConfirmDialog
          title={t("schedules.remove.title")}
          says={t("schedules.remove.says", { name: removing.name })}
          act={t("delete.act")}
          onAct={() => removeIt(removing)}
          onClose={() => setRemoving(null)}
        />
      )}
    </>
  );
}
