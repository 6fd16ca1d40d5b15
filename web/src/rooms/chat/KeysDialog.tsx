import { Dialog } from "../../ui/Dialog";
import { type Key, useWords } from "../../words/words";

const command = /Mac|iP(?:hone|ad)/.test(navigator.platform) ? "⌘" : "Ctrl";
const option = command === "⌘" ? "⌥" : "Alt";

const list: readonly [string[], Key][] = [
  [["Enter"], "keys.send"],
  [["Shift", "Enter"], "keys.newline"],
  [["/"], "keys.question"],
  [[command, "K"], "keys.search"],
  [[option, "N"], "keys.new"],
  [["Esc"], "keys.escape"],
  [["?"], "keys.list"],
];

export default function KeysDialog({ onClose }: { onClose: () => void }) {
  const t = useWords();
  return (
    <Dialog title={t("keys.title")} onClose={onClose}>
      <dl className="keys">
        {list.map(([keys, does]) => (
          <div key={does}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{t(does)}</dd>
          </div>
        ))}
      </dl>
      <p className="quiet">{t("keys.off")}</p>
    </Dialog>
  );
}
