import type { OwnRule } from "../../api/types";
import { Cell, LedgerRow } from "../../ui/Ledger";
import { Menu } from "../../ui/Menu";
import { Switch } from "../../ui/Switch";
import { toast } from "../../ui/Toast";
import { kindWords } from "../../words/kinds";
import { troubleWords } from "../../words/troubleWords";
import { useWords } from "../../words/words";
import { useKeepRule } from "./privacy";

const mostShown = 5;

interface Props {
  rule: OwnRule;
  onEdit: () => void;
  onRemove: () => void;
}

export function RuleRow({ rule, onEdit, onRemove }: Props) {
  const t = useWords();
  const keep = useKeepRule(rule.id);
  const words = rule.words ?? [];
  const more = words.length - mostShown;
  const turn = (active: boolean) =>
    keep.mutate({ ...rule, active }, { onError: (reason) => toast(troubleWords(reason, t).says) });
  return (
    <LedgerRow tone={rule.active ? "plain" : "amber"}>
      <Cell name="what" head>
        <b>{rule.name}</b>
        <small>{t(kindWords[rule.kind ?? "CUSTOM"])}</small>
      </Cell>
      <Cell name="seeks" label={t("privacy.rules.what")}>
        {rule.pattern ? (
          <code>{rule.pattern}</code>
        ) : (
          <>
            {words.slice(0, mostShown).join(" · ")}
            {more > 0 && <span className="quiet"> {t("privacy.rules.more", { n: more })}</span>}
          </>
        )}
      </Cell>
      <Cell name="works">
        <Switch
          bare
          label={t("privacy.rules.switch", { name: rule.name })}
          on={rule.active ?? true}
          disabled={keep.isPending}
          onChange={turn}
        />
        <span>{rule.active ? t("schedules.isOn") : t("schedules.isOff")}</span>
      </Cell>
      <Cell name="acts">
        <Menu
          label={t("session.menu", { title: rule.name })}
          items={[
            { label: t("privacy.rules.edit"), act: onEdit },
            { label: t("delete"), act: onRemove, danger: true },
          ]}
        />
      </Cell>
    </LedgerRow>
  );
}
