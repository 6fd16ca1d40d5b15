import "./learning.css";
import { Link, useNavigate, useParams } from "react-router";
import type { Source } from "../../api/types";
import { toast } from "../../ui/Toast";
import { useTitle } from "../../ui/useTitle";
import { useWords } from "../../words/words";
import { useChangeSource } from "./acts";
import { changeOf, draftOf } from "./draft";
import { SourceForm } from "./SourceForm";
import { SourceOr } from "./SourceOr";
import { useSources } from "./sources";

/** /admin/sources/:id/settings */
export function EditSourcePage() {
  const { id = "" } = useParams();
  return (
    <SourceOr key={id} id={id}>
      {(source) => <Edit source={source} />}
    </SourceOr>
  );
}

function Edit({ source }: { source: Source }) {
  const t = useWords();
  const navigate = useNavigate();
  const change = useChangeSource(source.id);
  const sources = useSources();
  const here = `/admin/sources/${source.id}`;
  useTitle(t("learn.edit.title", { name: source.name }));
  return (
    <>
      <header className="page-head">
        <div className="grow">
          <p className="crumb">
            <Link to="/admin/sources">{t("admin.sources")}</Link>
            <span aria-hidden="true"> › </span>
            <Link to={here}>{source.name}</Link>
          </p>
          <h1>{t("learn.edit")}</h1>
          <p className="quiet">{t("learn.edit.says")}</p>
        </div>
      </header>
      <SourceForm
        first={draftOf(source)}
        kept={source.kind === "upload" ? source.starts : []}
        headerNames={source.header_names}
        collections={[...new Set(sources.data?.map(({ collection }) => collection))]}
        busy={change.isPending}
        trouble={change.error}
        acts={[{ name: "save", word: t("schedules.save") }]}
        onChange={() => change.reset()}
        onSubmit={(draft, files) =>
          change.mutate(changeOf(draft, source, files), {
            onSuccess: () => {
              toast(t("learn.changed"));
              void navigate(here, { replace: true });
            },
          })
        }
        onCancel={() => void navigate(here)}
      />
    </>
  );
}
