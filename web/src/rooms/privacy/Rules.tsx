import { useState } from "react";
import type { OwnRule } from "../../api/types";
import { Button } from "../../ui/Button";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { Icon } from "../../ui/Icon";
import { Ledger } from "../../ui/Ledger";
import { toast } from "../../ui/Toast";
import { useWords } from "../../words/words";
import { Loaded } from "./Loaded";
import { Part } from "./Part";
import { useOwnRules, useRemoveRule } from "./privacy";
import { RuleDialog } from "./RuleDialog";
import { RuleRow } from "./RuleRow";

/** Words and patterns that an organisation has hidden itself. */
export function Rules() {
  const t = useWords();
  const rules = useOwnRules();
  const remove = useRemoveRule();
  const [editing, setEditing] = useState<OwnRule | "new" | null>(null);
  const [removing, setRemoving] = useState<OwnRule | null>(null);
  const add = (
    <Button look="primary" onClick={() => setEditing("new")}>
      <Icon name="plus" />
      {t("privacy.rules.add")}
    </Button>
  );
  const removeIt = async (rule: OwnRule) => {
    await remove.mutateAsync(rule.id);
    toast(t("privacy.rules.removed"));
  };
  return (
    <Part title={t("privacy.rules")} says={t("privacy.rules.says")} action={add}>
      <Loaded found={rules} none={t("privacy.rules.none")}>
        {(all) => (
          <Ledger
            label={t("privacy.rules")}
            look="own-rules"
            columns={[
              { label: t("privacy.rules.name") },
              { label: t("privacy.rules.what") },
              { label: t("privacy.rules.active") },
              { label: t("learn.col.acts"), hidden: true },
            ]}
          >
            {all.map((rule) => (
              <RuleRow
                key={rule.id}
                rule={rule}
                onEdit={() => setEditing(rule)}
                onRemove={() => setRemoving(rule)}
              />
            ))}
          </Ledger>
        )}
      </Loaded>
      {editing && <RuleDialog rule={editing === "new" ? null : editing} onClose={() => setEditing(null)} />}
      {removing && (
        <ConfirmDialog
          title={t("privacy.rules.remove.title", { name: removing.name })}
          says={t("privacy.rules.remove.says")}
          act={t("delete.act")}
          onAct={() => removeIt(removing)}
          onClose={() => setRemoving(null)}
        />
      )}
    </Part>
  );
}
