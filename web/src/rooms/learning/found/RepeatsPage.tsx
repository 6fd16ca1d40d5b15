import type { Repetition } from "../../../api/types";
import { useWords } from "../../../words/words";
import { useShownSource } from "../SourceFrame";
import { FoundPart } from "./FoundPart";
import { FromWhere } from "./FromWhere";
import { useRepeats } from "./found";

/** /admin/sources/:id/repeats */
export function RepeatsPage() {
  const t = useWords();
  const source = useShownSource();
  const found = useRepeats(source.id);
  const nothing = found.data && found.data.blocks.length + found.data.twins.length === 0;
  return (
    <FoundPart
      source={source}
      title={t("found.repeats")}
      says={t("found.repeats.says")}
      module={null}
      found={found}
      none={nothing ? t("found.repeats.none") : null}
    >
      {found.data && found.data.blocks.length > 0 && <BlockList blocks={found.data.blocks} />}
      {found.data && found.data.twins.length > 0 && <TwinList found={found.data} />}
    </FoundPart>
  );
}

function BlockList({ blocks }: { blocks: Repetition["blocks"] }) {
  const t = useWords();
  return (
    <div className="concern">
      <h3>{t("found.blocks")}</h3>
      <ul>
        {blocks.map((block) => (
          <li key={block.text}>
            <q>{block.text}</q>
            <small>
              {t("found.blocks.on", { n: block.documents })} {t("found.blocks.kept")}{" "}
              <FromWhere {...block.kept_at} />
            </small>
          </li>
        ))}
      </ul>
    </div>
  );
}

function TwinList({ found }: { found: Repetition }) {
  const t = useWords();
  const hidden = found.twin_count - found.twins.length;
  return (
    <div className="concern">
      <h3>
        {t("found.twins")} <span className="num quiet">{found.twin_count.toLocaleString("en-US")}</span>
      </h3>
      <ul>
        {found.twins.map(({ document, found: better }) => (
          <li key={`${document.url} ${document.title}`}>
            <span>
              <FromWhere {...document} />
            </span>
            <small>
              {t("found.twins.instead")} <FromWhere {...better} />
            </small>
          </li>
        ))}
      </ul>
      {hidden > 0 && <p className="quiet">{t("found.andMore", { n: hidden })}</p>}
    </div>
  );
}
