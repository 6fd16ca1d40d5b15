import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { line, useLinkState } from "../../api/line";
import type { ComponentState } from "../../api/types";
import { Banner } from "../../ui/Banner";
import { TroubleBanner } from "../../ui/TroubleBanner";
import { useTitle } from "../../ui/useTitle";
import { Waiting } from "../../ui/Waiting";
import { useWords } from "../../words/words";
import { ComponentRow } from "./ComponentRow";
import { needsHand, useComponents } from "./components";
import { figureValue } from "./figures";

/** /admin: is all well, and if not, what to do first. */
export function OverviewPage() {
  const t = useWords();
  const parts = useComponents();
  const link = useLinkState();
  const about = useQuery({
    queryKey: ["public-settings"],
    queryFn: () => line.invoke("settings.get", {}),
    enabled: link === "open",
  });
  useTitle(t("admin.overview"));
  return (
    <>
      <header className="page-head">
        <h1>{t("admin.overview")}</h1>
      </header>
      {parts.isError && <TroubleBanner reason={parts.error} onRetry={() => void parts.refetch()} />}
      {parts.isPending && <Waiting says={t("components.loading")} lines={6} />}
      {parts.data && <State parts={parts.data} />}
      <dl className="cards">
        <Figure name={t("figure.documents")} value={indexFigure("documents")} />
        <Figure name={t("figure.passages")} value={indexFigure("passages")} />
        <Figure name={t("overview.model")} value={modelName(about.data?.model)} />
        <Figure name={t("overview.visitors")} value={visitors(about.data?.visitor_chat)} />
        <Figure name={t("overview.version")} value={about.data?.version ?? "—"} />
      </dl>
      <p className="row">
        <Link to="/admin/components">{t("overview.toComponents")}</Link>
        <a href="/api/docs">{t("overview.toDocs")}</a>
      </p>
    </>
  );

  function indexFigure(name: string): string {
    const value = parts.data?.find((part) => part.id === "index")?.figures?.[name];
    return value === undefined ? "—" : figureValue(name, value, t);
  }

  function modelName(model: string | undefined): string {
    if (model === undefined) return "—";
    return model === "builtin" ? t("overview.model.builtin") : model;
  }

  function visitors(open: boolean | undefined): string {
    if (open === undefined) return "—";
    return open ? t("overview.visitors.open") : t("overview.visitors.closed");
  }
}

function State({ parts }: { parts: ComponentState[] }) {
  const t = useWords();
  const waiting = parts.filter(needsHand);
  const running = parts.filter((part) => part.state === "running").length;
  if (waiting.length === 0) {
    return (
      <Banner tone="done" title={t("overview.well.title")}>
        {t("overview.well.says", { n: running })}
      </Banner>
    );
  }
  return (
    <section className="attention">
      <h2>{t("overview.attention", { n: waiting.length })}</h2>
      <ul className="parts">
        {waiting.map((part) => (
          <ComponentRow key={part.id} part={part} />
        ))}
      </ul>
    </section>
  );
}

function Figure({ name, value }: { name: string; value: string }) {
  return (
    <div className="card figure">
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
