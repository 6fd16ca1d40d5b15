import "./evaluation.css";
import { Link, useParams } from "react-router";
import type { Comparison } from "../../api/types";
import { usePreferences } from "../../look/preferences";
import { Banner } from "../../ui/Banner";
import { Cell, Ledger, LedgerRow } from "../../ui/Ledger";
import { useTitle } from "../../ui/useTitle";
import { moment } from "../../ui/when";
import { useWords, type Words } from "../../words/words";
import { EvaluationTag } from "./EvaluationTag";
import { By } from "./FigureCards";
import { FoundOr } from "./FoundOr";
import { figures, shown } from "./figures";
import { useComparison } from "./sets";
import { changeLooks, changes, outcomeLooks } from "./states";
import { termsOf } from "./terms";

type Changed = Comparison["changed"][number];
const byChance = 0.05;

/** /admin/evaluation/runs/:id/against/:other: what got better and what got worse. */
export function ComparePage() {
  const { id = "", other = "" } = useParams();
  const found = useComparison(id, other);
  return <FoundOr found={found}>{(comparison) => <Shown comparison={comparison} />}</FoundOr>;
}

function Shown({ comparison }: { comparison: Comparison }) {
  const t = useWords();
  const { language } = usePreferences();
  const { run, other, counts, same, changed } = comparison;
  useTitle(t("eval.against.title"));
  return (
    <article className="source">
      <header className="page-head">
        <div className="grow">
          <p className="crumb">
            <Link to="/admin/evaluation">{t("admin.evaluation")}</Link>
            {" › "}
            <Link to={`/admin/evaluation/sets/${run.set_id}`}>{t("eval.set")}</Link>
          </p>
          <h1>{t("eval.against.title")}</h1>
          <p className="quiet">
            <Link to={`/admin/evaluation/runs/${other.id}`}>{moment(other.created_at, language)}</Link>
            {" → "}
            <Link to={`/admin/evaluation/runs/${run.id}`}>{moment(run.created_at, language)}</Link>
          </p>
        </div>
      </header>
      <OtherTerms comparison={comparison} />
      <dl className="cards">
        {changes.map((change) => (
          <div key={change} className="card figure">
            <dt>{t(changeLooks[change].word)}</dt>
            <dd>{t("eval.questions", { n: counts[change] ?? 0 })}</dd>
          </div>
        ))}
        <div className="card figure">
          <dt>{t("eval.change.same")}</dt>
          <dd>{t("eval.questions", { n: same })}</dd>
        </div>
      </dl>
      <p>{chanceWords(comparison, t)}</p>
      <section className="source-part" aria-labelledby="figures-title">
        <h2 id="figures-title">{t("eval.figures")}</h2>
        <Sides comparison={comparison} />
      </section>
      {changed.length > 0 && (
        <section className="source-part" aria-labelledby="changed-title">
          <h2 id="changed-title">{t("eval.changed")}</h2>
          <Ledger
            label={t("eval.changed")}
            look="evaluation-changed"
            columns={[
              { label: t("eval.col.question") },
              { label: t("eval.col.change") },
              { label: t("eval.col.before") },
              { label: t("eval.col.now") },
            ]}
          >
            {changed.map((each) => (
              <ChangedRow key={each.number} changed={each} />
            ))}
          </Ledger>
        </section>
      )}
    </article>
  );
}

/** A difference between two runs says something of the product only where nothing else differs. */
function OtherTerms({ comparison: { run, other } }: { comparison: Comparison }) {
  const t = useWords();
  const { language } = usePreferences();
  const before = new Map(termsOf(other, language, t).map(({ word, says }) => [word, says]));
  const differ = termsOf(run, language, t).filter(
    ({ word, says }) => before.has(word) && before.get(word) !== says,
  );
  if (differ.length === 0) return <Banner tone="info">{t("eval.terms.same")}</Banner>;
  return (
    <section className="source-part" aria-labelledby="terms-title">
      <h2 id="terms-title">{t("eval.terms.differ")}</h2>
      <dl className="choices">
        {differ.map(({ word, says }) => (
          <div key={word}>
            <dt>{t(word)}</dt>
            <dd>
              {before.get(word)} → <b>{says}</b>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Sides({ comparison: { run, other } }: { comparison: Comparison }) {
  const t = useWords();
  return (
    <Ledger
      label={t("eval.figures")}
      look="evaluation-sides"
      columns={[
        { label: t("eval.col.figure") },
        { label: t("eval.col.before"), end: true },
        { label: t("eval.col.now"), end: true },
        { label: t("eval.col.by"), end: true },
      ]}
    >
      {figures
        .filter((figure) => run.figures[figure.of] > 0 || other.figures[figure.of] > 0)
        .map((figure) => (
          <LedgerRow key={figure.name}>
            <Cell name="what" head>
              <b>{t(figure.word)}</b>
            </Cell>
            <Cell name="before" label={t("eval.col.before")} end>
              <span className="num">{shown(other.figures[figure.name], figure.bare)}</span>
            </Cell>
            <Cell name="now" label={t("eval.col.now")} end>
              <span className="num">{shown(run.figures[figure.name], figure.bare)}</span>
            </Cell>
            <Cell name="by" label={t("eval.col.by")} end>
              <By figure={figure} now={run.figures} before={other.figures} />
            </Cell>
          </LedgerRow>
        ))}
    </Ledger>
  );
}

function ChangedRow({ changed }: { changed: Changed }) {
  const t = useWords();
  const look = changeLooks[changed.change];
  return (
    <LedgerRow tone={look.tone}>
      <Cell name="what" head>
        <b>{changed.question}</b>
      </Cell>
      <Cell name="change">
        <EvaluationTag look={look} />
      </Cell>
      <Cell name="before" label={t("eval.col.before")}>
        {stoodWords(changed.before, t)}
      </Cell>
      <Cell name="now" label={t("eval.col.now")}>
        {stoodWords(changed.now, t)}
      </Cell>
    </LedgerRow>
  );
}

function stoodWords({ outcome, place }: Changed["now"], t: Words): string {
  const said = t(outcomeLooks[outcome].word);
  return place === null ? said : `${said} · ${t("eval.place", { n: place })}`;
}

function chanceWords({ counts, chance }: Comparison, t: Words): string {
  if ((counts.better ?? 0) + (counts.worse ?? 0) === 0) return t("eval.chance.none");
  return t(chance < byChance ? "eval.chance.real" : "eval.chance.chance", { p: chance.toFixed(2) });
}
