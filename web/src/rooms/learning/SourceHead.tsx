import { useState } from "react";
import { Link, useNavigate } from "react-router";
import type { Source } from "../../api/types";
import { Breakable } from "../../ui/Breakable";
import { Button } from "../../ui/Button";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { Menu, type MenuItem } from "../../ui/Menu";
import { Tag } from "../../ui/Tag";
import { toast } from "../../ui/Toast";
import { troubleWords } from "../../words/troubleWords";
import { useWords } from "../../words/words";
import { may, useMe } from "../accounts/me";
import { useRemoveSource, useStartRun } from "./acts";
import { isOpen, kindWords } from "./states";

/** What it is, how much is known of it, and what one may do with it. */
export function SourceHead({ source }: { source: Source }) {
  const t = useWords();
  const me = useMe().data;
  const navigate = useNavigate();
  const start = useStartRun(source.id);
  const remove = useRemoveSource();
  const [removing, setRemoving] = useState(false);
  const { id, name, documents, passages } = source;
  const manages = may(me, "learning.manage");
  const starts = may(me, "learning.start") && !(source.run && isOpen(source.run));
  const begin = (again: boolean) =>
    start.mutate(again, {
      onSuccess: () => toast(t("learn.run.begun", { name })),
      onError: (reason) => toast(troubleWords(reason, t).says),
    });
  const items: MenuItem[] = [];
  if (starts && source.run) items.push({ label: t("learn.run.again"), act: () => begin(true) });
  if (manages) {
    items.push({ label: t("learn.edit"), act: () => void navigate(`/admin/sources/${id}/settings`) });
    items.push({ label: t("learn.remove"), act: () => setRemoving(true), danger: true });
  }
  const removeIt = async () => {
    await remove.mutateAsync(id);
    toast(t("learn.removed", { name }));
    await navigate("/admin/sources");
  };
  return (
    <header className="page-head">
      <div className="grow">
        <p className="crumb">
          <Link to="/admin/sources">{t("admin.sources")}</Link>
        </p>
        <h1>
          <Breakable name={name} /> <Tag>{t(kindWords[source.kind])}</Tag>
        </h1>
        <p className="quiet num">{t("learn.knows", { documents, passages })}</p>
      </div>
      {starts && (
        <Button look="primary" disabled={start.isPending} onClick={() => begin(false)}>
          {source.run ? t("learn.run.now") : t("learn.run.first")}
        </Button>
      )}
      {items.length > 0 && <Menu label={t("learn.menu", { name })} items={items} />}
      {removing && (
        <ConfirmDialog
          title={t("learn.remove.title", { name })}
          says={t("learn.remove.says", { n: documents })}
          act={t("learn.remove.act")}
          onAct={removeIt}
          onClose={() => setRemoving(false)}
        />
      )}
    </header>
  );
}
