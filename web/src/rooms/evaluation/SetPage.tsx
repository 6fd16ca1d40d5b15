import "./evaluation.css";
import { useState } from "react";
import { Link, useNavigate, useParams } from "react-router";
import type { QuestionSet } from "../../api/types";
import { Breakable } from "../../ui/Breakable";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { EmptyState } from "../../ui/EmptyState";
import { Menu } from "../../ui/Menu";
import { toast } from "../../ui/Toast";
import { useTitle } from "../../ui/useTitle";
import { useWords } from "../../words/words";
import { may, useMe } from "../accounts/me";
import { Away } from "../jobs/Away";
import { useRemoveSet } from "./acts";
import { FoundOr } from "./FoundOr";
import { RunChart } from "./RunChart";
import { RunForm } from "./RunForm";
import { RunLedger } from "./RunLedger";
import { RunProgress } from "./RunProgress";
import { useRuns, useSet } from "./sets";
import { isOpen } from "./states";

/** /admin/evaluation/sets/:id */
export function SetPage() {
  const { id = "" } = useParams();
  const found = useSet(id);
  return <FoundOr found={found}>{(set) => <Shown key={set.id} set={set} />}</FoundOr>;
}

function Shown({ set }: { set: QuestionSet }) {
  const t = useWords();
  const me = useMe().data;
  const runs = useRuns(set.id).data ?? [];
  const open = set.run && isOpen(set.run) ? set.run : null;
  const manages = may(me, "evaluation.manage");
  useTitle(set.name);
  return (
    <article className="source">
      <Away />
      <Head set={set} />
      {open && <RunProgress run={open} />}
      {!open && manages && <RunForm set={set} />}
      {runs.length === 0 && !open && (
        <EmptyState title={t("eval.notYet.title")}>
          <p>{t("eval.notYet.says")}</p>
        </EmptyState>
      )}
      {runs.length > 0 && (
        <section className="source-part" aria-labelledby="runs-title">
          <h2 id="runs-title">{t("eval.runs")}</h2>
          <RunChart runs={runs} />
          <RunLedger runs={runs} />
        </section>
      )}
    </article>
  );
}

function Head({ set }: { set: QuestionSet }) {
  const t = useWords();
  const me = useMe().data;
  const navigate = useNavigate();
  const remove = useRemoveSet();
  const [removing, setRemoving] = useState(false);
  const { name, counts } = set;
  const removeIt = async () => {
    await remove.mutateAsync(set.id);
    toast(t("eval.removed", { name }));
    await navigate("/admin/evaluation");
  };
  return (
    <header className="page-head">
      <div className="grow">
        <p className="crumb">
          <Link to="/admin/evaluation">{t("admin.evaluation")}</Link>
        </p>
        <h1>
          <Breakable name={name} />
        </h1>
        <p className="quiet num">
          {t("eval.counts", {
            n: counts.questions,
            pages: counts.with_pages,
            answers: counts.with_answers,
            off: counts.off_topic,
          })}
        </p>
      </div>
      {may(me, "evaluation.manage") && (
        <Menu
          label={t("eval.menu", { name })}
          items={[{ label: t("eval.remove"), act: () => setRemoving(true), danger: true }]}
        />
      )}
      {removing && (
        <ConfirmDialog
          title={t("eval.remove.title", { name })}
          says={t("eval.remove.says")}
          act={t("eval.remove.act")}
          onAct={removeIt}
          onClose={() => setRemoving(false)}
        />
      )}
    </header>
  );
}
