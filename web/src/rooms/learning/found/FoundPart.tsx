import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { Source } from "../../../api/types";
import { Button } from "../../../ui/Button";
import { TroubleBanner } from "../../../ui/TroubleBanner";
import { useTitle } from "../../../ui/useTitle";
import { Waiting } from "../../../ui/Waiting";
import { useWords } from "../../../words/words";
import { may, useMe } from "../../accounts/me";
import { useModules } from "./found";
import { useModuleSwitch } from "./useModuleSwitch";

interface Props {
  source: Source;
  title: string;
  says: string;
  /** Which module finds it; nothing for what every run looks for. */
  module: string | null;
  found: Pick<UseQueryResult, "isPending" | "isError" | "error" | "refetch">;
  /** Nothing was found; said only when it was looked for. */
  none: string | null;
  children: ReactNode;
}

/** One kind of what was found in a source: with its title, and with why there is nothing. */
export function FoundPart({ source, title, says, module, found, none, children }: Props) {
  const t = useWords();
  const me = useMe().data;
  const { turn, busy } = useModuleSwitch(source);
  const modules = useModules(source.id).data;
  const looks = modules?.find(({ name }) => name === module);
  useTitle(`${title} – ${source.name}`);
  const failed = looks?.on && looks.state === "failed";
  return (
    <section className="source-part found" aria-labelledby="found-title">
      <header>
        <h2 id="found-title">{title}</h2>
        <p className="quiet">{says}</p>
      </header>
      {looks && !looks.on && (
        <p className="note">
          {t("found.off")}
          {may(me, "learning.manage") && (
            <Button disabled={busy} onClick={() => turn(looks.name, true)}>
              {t("found.turnOn")}
            </Button>
          )}
        </p>
      )}
      {failed && (
        <p className="note">
          {t("found.failed")} {looks.message}
        </p>
      )}
      {found.isError && <TroubleBanner reason={found.error} onRetry={() => void found.refetch()} />}
      {found.isPending && <Waiting says={t("found.loading")} lines={5} />}
      {none && <p className="quiet">{source.run ? none : t("found.notYet")}</p>}
      {children}
    </section>
  );
}
