import { useId } from "react";
import { usePreferences } from "../../look/preferences";
import { AreaField } from "../../ui/AreaField";
import { Chips } from "../../ui/Chips";
import { CronField } from "../../ui/CronField";
import { Field } from "../../ui/Field";
import { SelectField } from "../../ui/SelectField";
import { Switch } from "../../ui/Switch";
import { ZoneField } from "../../ui/ZoneField";
import { useWords } from "../../words/words";
import { type Draft, type Faults, usualGapS, usualPages } from "./draft";
import { HeadersField } from "./HeadersField";
import { languageChoices } from "./languages";
import { isCrawled } from "./states";

interface Props {
  draft: Draft;
  faults: Faults;
  headerNames: readonly string[];
  collections: readonly string[];
  onChange: (some: Partial<Draft>) => void;
}

const formats = { html: "HTML", pdf: "PDF", docx: "Word", xlsx: "Excel", pptx: "PowerPoint", csv: "CSV" };
const marked = { md: "Markdown" };
const roles = ["visitor", "member", "operator", "admin"] as const;
const roleWords = {
  visitor: "role.visitor",
  member: "role.member",
  operator: "role.operator",
  admin: "role.admin",
} as const;

export function MoreFields({ draft, faults, headerNames, collections, onChange }: Props) {
  const t = useWords();
  const id = useId();
  const { language } = usePreferences();
  return (
    <div className="more-fields">
      {isCrawled(draft.kind) && (
        <CrawlFields draft={draft} faults={faults} headerNames={headerNames} onChange={onChange} />
      )}
      <fieldset>
        <legend>{t("learn.when")}</legend>
        <p className="hint">{t("learn.when.hint")}</p>
        <CronField cron={draft.cron} refused={faults.cron ?? null} onCron={(cron) => onChange({ cron })} />
        <ZoneField
          zone={draft.zone}
          hint={t("schedules.zone.hint")}
          error={faults.zone ?? null}
          onZone={(zone) => onChange({ zone })}
        />
      </fieldset>
      <fieldset>
        <legend>{t("learn.kept")}</legend>
        <Field
          label={t("learn.collection")}
          hint={t("learn.collection.hint")}
          error={faults.collection}
          list={`${id}-collections`}
          placeholder="main"
          maxLength={200}
          value={draft.collection}
          onChange={(event) => onChange({ collection: event.target.value })}
        />
        <datalist id={`${id}-collections`}>
          {collections.map((each) => (
            <option key={each} value={each} />
          ))}
        </datalist>
        <Chips
          legend={t("learn.roles")}
          chosen={roles.filter((role) => draft.roles.includes(role))}
          options={roles.map((value) => ({ value, label: t(roleWords[value]) }))}
          onChoose={(chosen) => onChange({ roles: chosen })}
        />
        <p className="hint">{t("learn.roles.hint")}</p>
        <Switch
          label={t("learn.hide")}
          hint={t("learn.hide.hint")}
          on={draft.hide}
          onChange={(hide) => onChange({ hide })}
        />
        <SelectField
          label={t("learn.language")}
          error={faults.language}
          options={[{ value: "", label: t("learn.language.auto") }, ...languageChoices(language)]}
          value={draft.language}
          onChange={(event) => onChange({ language: event.target.value })}
        />
      </fieldset>
    </div>
  );
}

function CrawlFields({ draft, faults, headerNames, onChange }: Omit<Props, "collections">) {
  const t = useWords();
  const chips = [
    ...Object.entries({ ...formats, ...marked }).map(([value, label]) => ({ value, label })),
    { value: "txt", label: t("learn.format.txt") },
  ];
  return (
    <>
      <fieldset>
        <legend>{t("learn.what")}</legend>
        {draft.kind === "site" && (
          <>
            <Switch
              label={t("learn.below")}
              hint={t("learn.below.hint")}
              on={draft.below}
              onChange={(below) => onChange({ below })}
            />
            <Switch
              label={t("learn.subdomains")}
              hint={t("learn.subdomains.hint")}
              on={draft.subdomains}
              onChange={(subdomains) => onChange({ subdomains })}
            />
          </>
        )}
        <div className="pair">
          <AreaField
            label={t("learn.include")}
            hint={t("learn.include.hint")}
            error={faults.include}
            className="code"
            spellCheck={false}
            placeholder="/guide/*"
            value={draft.include}
            onChange={(event) => onChange({ include: event.target.value })}
          />
          <AreaField
            label={t("learn.exclude")}
            hint={t("learn.exclude.hint")}
            error={faults.exclude}
            className="code"
            spellCheck={false}
            placeholder="*?print=1"
            value={draft.exclude}
            onChange={(event) => onChange({ exclude: event.target.value })}
          />
        </div>
        <Chips
          legend={t("learn.formats")}
          chosen={draft.kinds}
          options={chips}
          onChoose={(chosen) => onChange({ kinds: chosen })}
        />
        <p className="hint">{t("learn.formats.hint")}</p>
      </fieldset>
      <fieldset>
        <legend>{t("learn.how")}</legend>
        <div className="pair">
          <Field
            label={t("learn.pages")}
            hint={t("learn.pages.hint", { n: usualPages })}
            error={faults.maxPages}
            inputMode="numeric"
            value={draft.maxPages}
            onChange={(event) => onChange({ maxPages: event.target.value })}
          />
          <Field
            label={t("learn.gap")}
            hint={t("learn.gap.hint", { n: usualGapS })}
            error={faults.gap}
            inputMode="decimal"
            value={draft.gap}
            onChange={(event) => onChange({ gap: event.target.value })}
          />
        </div>
        <Switch
          label={t("learn.render")}
          hint={t("learn.render.hint")}
          on={draft.render}
          onChange={(render) => onChange({ render })}
        />
        <HeadersField
          headers={draft.headers}
          names={headerNames}
          dropped={draft.dropHeaders}
          error={faults.headers}
          onHeaders={(headers) => onChange({ headers })}
          onDrop={(dropHeaders) => onChange({ dropHeaders })}
        />
      </fieldset>
    </>
  );
}
