import { memo } from "react";
import { Link } from "react-router";
import type { AskedQuestion, ExpectedPage } from "../../api/types";
import { usePreferences } from "../../look/preferences";
import { safeAddress } from "../../markdown/address";
import { Breakable } from "../../ui/Breakable";
import { moment } from "../../ui/when";
import { useWords } from "../../words/words";
import { EvaluationTag } from "./EvaluationTag";
import { outcomeLooks } from "./states";

interface Props {
  question: AskedQuestion;
  onPassage: (passageId: string) => void;
}

/** One question: what was expected, where it stood, what came instead, and what was answered. */
export const QuestionCard = memo(function QuestionCard({ question, onPassage }: Props) {
  const t = useWords();
  const look = outcomeLooks[question.outcome];
  const good = question.outcome === "found" || question.outcome === "refused";
  return (
    <li className={`card part eval-question ${look.tone}`}>
      <header>
        <h3>
          <span className="quiet num">{question.number}</span> {question.question}
        </h3>
        <EvaluationTag look={look} />
      </header>
      {good ? (
        <details className="more">
          <summary className="btn link">{t("eval.details")}</summary>
          <Details question={question} onPassage={onPassage} />
        </details>
      ) : (
        <Details question={question} onPassage={onPassage} />
      )}
    </li>
  );
});

function Details({ question, onPassage }: Props) {
  const t = useWords();
  const { expected, wanted, found, answer } = question;
  const met = expected.some(({ place }) => place !== null);
  return (
    <dl>
      {expected.map((each) => (
        <div key={each.name}>
          <dt>{t("eval.expected")}</dt>
          <dd>
            <Expected expected={each} onPassage={onPassage} />
          </dd>
        </div>
      ))}
      {found.length > 0 && (
        <div>
          <dt>{t(expected.length > 0 && !met ? "eval.found.instead" : "eval.found")}</dt>
          <dd>
            <ol className="eval-found">
              {found.map((each) => (
                <li key={each.passage_id}>
                  <button type="button" className="btn link" onClick={() => onPassage(each.passage_id)}>
                    {[each.title, ...each.heading_path.filter((name) => name !== each.title)].join(" › ")}
                  </button>
                  {each.expected && <b className="eval-by better"> {t("eval.found.expected")}</b>}
                  <small>{each.excerpt}</small>
                </li>
              ))}
            </ol>
          </dd>
        </div>
      )}
      {found.length === 0 && (
        <div>
          <dt>{t(expected.length > 0 && !met ? "eval.found.instead" : "eval.found")}</dt>
          <dd className="quiet">{t("eval.found.none")}</dd>
        </div>
      )}
      {wanted.length > 0 && (
        <div>
          <dt>{t("eval.wanted")}</dt>
          <dd>
            {wanted.join(" / ")}
            {question.contained !== null && (
              <span className={`eval-by ${question.contained ? "better" : "worse"}`}>
                {" "}
                {t(question.contained ? "eval.contained.yes" : "eval.contained.no")}
              </span>
            )}
          </dd>
        </div>
      )}
      {answer !== null && (
        <div>
          <dt>{t("eval.answer")}</dt>
          <dd className="eval-answer">
            {answer}
            {question.declined && <small>{t("eval.declined")}</small>}
            {question.model && <small>{question.model}</small>}
          </dd>
        </div>
      )}
    </dl>
  );
}

function Expected({ expected, onPassage }: { expected: ExpectedPage; onPassage: Props["onPassage"] }) {
  const t = useWords();
  const { language } = usePreferences();
  const { name, documents, matches, place } = expected;
  return (
    <>
      <b>
        <Breakable name={name} />
      </b>
      <span className={`eval-by ${place === null ? "worse" : "better"} num`}>
        {" "}
        {matches === 0
          ? t("eval.place.unlearned")
          : place === null
            ? t("eval.place.none")
            : t("eval.place", { n: place })}
      </span>
      {documents.map((document) => {
        const url = document.url && safeAddress(document.url);
        return (
          <small key={document.id}>
            {document.passage_id && (
              <button
                type="button"
                className="btn link"
                onClick={() => document.passage_id && onPassage(document.passage_id)}
              >
                {document.title}
              </button>
            )}{" "}
            {t("eval.learned", { when: moment(document.learned_at, language), n: document.passages })}{" "}
            {document.source !== "handbook" && (
              <Link to={`/admin/sources/${document.source}`}>{t("eval.toSource")}</Link>
            )}{" "}
            {url && (
              <a href={url} target="_blank" rel="noreferrer">
                {t("passage.original")}
              </a>
            )}
          </small>
        );
      })}
      {matches > documents.length && <small>{t("eval.matches", { n: matches })}</small>}
    </>
  );
}
