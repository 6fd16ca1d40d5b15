import "./learning.css";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useNavigate } from "react-router";
import { path, post } from "../../api/rest";
import type { LearningRun } from "../../api/types";
import { toast } from "../../ui/Toast";
import { useTitle } from "../../ui/useTitle";
import { troubleWords } from "../../words/troubleWords";
import { useWords } from "../../words/words";
import { may, useMe } from "../accounts/me";
import { useAddSource } from "./acts";
import { type Draft, emptyDraft, wishOf } from "./draft";
import { SourceForm } from "./SourceForm";
import { takeRun, useSources } from "./sources";

/** /admin/sources/new */
export function AddSourcePage() {
  const t = useWords();
  const me = useMe().data;
  const cache = useQueryClient();
  const navigate = useNavigate();
  const add = useAddSource();
  const sources = useSources();
  const [busy, setBusy] = useState(false);
  useTitle(t("learn.add"));
  const save = async (draft: Draft, files: string[], act: string) => {
    setBusy(true);
    try {
      const source = await add.mutateAsync(wishOf(draft, files));
      try {
        if (act === "learn")
          takeRun(cache, await post<LearningRun>(path`/api/sources/${source.id}/run`, { again: false }));
        else toast(t("learn.added"));
      } catch (reason) {
        toast(troubleWords(reason, t).says); // the source is there: its page can begin the run
      }
      await navigate(`/admin/sources/${source.id}`, { replace: true });
    } catch {
      setBusy(false); // the form says why
    }
  };
  const learn = { name: "learn", word: t("learn.add.learn") };
  const only = { name: "add", word: t("learn.add.only") };
  return (
    <>
      <header className="page-head">
        <div className="grow">
          <p className="crumb">
            <Link to="/admin/sources">{t("admin.sources")}</Link>
          </p>
          <h1>{t("learn.add")}</h1>
        </div>
      </header>
      <SourceForm
        first={emptyDraft}
        kept={null}
        headerNames={[]}
        collections={[...new Set(sources.data?.map(({ collection }) => collection))]}
        busy={busy}
        trouble={add.error}
        acts={may(me, "learning.start") ? [learn, only] : [only]}
        onChange={() => add.reset()}
        onSubmit={(draft, files, act) => void save(draft, files, act)}
        onCancel={() => void navigate("/admin/sources")}
      />
    </>
  );
}
